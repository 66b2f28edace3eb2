package org.peerline.app

import android.graphics.Bitmap
import android.graphics.BitmapFactory
import java.io.File
import kotlin.math.abs

/**
 * One picture of each screen, in half size, as somebody has looked at it and found it right. `PEERLINE_REWRITE_GOLDENS=1` takes all
 * anew, `=missing` those that there are none of.
 */
class Goldens(private val folder: File = File(System.getProperty("peerline.base"), "src/test/goldens")) {
    private val write = System.getProperty("peerline.goldens").orEmpty()
    private val looked = mutableSetOf<String>()

    /** What is different, in a sentence; what came out instead lies beside the tests' reports. */
    fun differences(name: String, picture: Bitmap): List<String> {
        looked += name
        val half = half(picture)
        val file = folder.resolve("$name.png")
        if (write == "1" || write == "missing" && !file.exists()) {
            save(half, file)
            return emptyList()
        }
        val golden = BitmapFactory.decodeFile(file.path) ?: return listOf("$name: there is no golden picture")
        val off = share(golden, half)
        if (off <= MOST) return emptyList()
        val instead = File(System.getProperty("peerline.base"), "target/instead/$name.png")
        save(half, instead)
        return listOf("$name: ${"%.2f".format(off * 100)} % of the pixels are others than in the golden picture")
    }

    /** Pictures of screens that there are no more. */
    fun leftOver(): List<String> =
        folder.listFiles().orEmpty().map { it.nameWithoutExtension }.filter { it !in looked }.map { "$it: a golden picture of no screen" }

    companion object {
        const val MOST = 0.001
        private const val STEP = 16

        fun half(picture: Bitmap): Bitmap = Bitmap.createScaledBitmap(picture, picture.width / 2, picture.height / 2, true)

        /** The share of pixels that differ by more than [STEP] of 255 in a colour. */
        fun share(one: Bitmap, other: Bitmap): Double {
            if (one.width != other.width || one.height != other.height) return 1.0
            val (a, b) = pixels(one) to pixels(other)
            val off = a.indices.count { at -> listOf(0, 8, 16).any { abs((a[at] shr it and 255) - (b[at] shr it and 255)) > STEP } }
            return off.toDouble() / a.size
        }

        fun save(picture: Bitmap, file: File) {
            file.parentFile?.mkdirs()
            file.outputStream().use { picture.compress(Bitmap.CompressFormat.PNG, 100, it) }
        }

        private fun pixels(of: Bitmap) = IntArray(of.width * of.height).also { of.getPixels(it, 0, of.width, 0, 0, of.width, of.height) }
    }
}
