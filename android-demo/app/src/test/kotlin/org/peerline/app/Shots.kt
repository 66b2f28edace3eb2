package org.peerline.app

import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import java.io.File
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** `cargo xtask shots`: every screen in light and dark, with ordinary and large text, in English, Spanish and mirrored. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34], qualifiers = "w411dp-h891dp-xhdpi")
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class Shots {
    @get:Rule val rule = createEmptyComposeRule()

    @Test
    fun `every screen is photographed`() {
        val folder = File(System.getProperty("peerline.shots").orEmpty().ifEmpty { return })
        val names = mutableListOf<String>()
        val faults = mutableListOf<String>()
        Story(rule) { name, stage ->
            names += name
            for (variant in Variant.ALL) {
                stage.look(variant)
                faults += stage.faults().map { "$name, ${variant.name}: $it" }
                Goldens.save(stage.picture(), folder.resolve("$name/${variant.name}.png"))
            }
            stage.look(Variant())
        }.all()
        folder.resolve("index.html").writeText(page(names))
        assertSound(faults)
    }

    private fun page(names: List<String>) = buildString {
        append("<!doctype html><meta charset=utf-8><title>Peerline on Android, screen by screen</title>")
        append("<style>body{font:16px sans-serif;margin:2rem}img{width:13rem;border:1px solid #ccc;border-radius:1rem;vertical-align:top}")
        append("figure{display:inline-block;margin:.5rem}figcaption{color:#555}h2{margin-top:3rem}</style>")
        append("<h1>Peerline on Android, screen by screen</h1><p>The real activity against the real core and a real relay, on the JVM. Large text is taken in a tall window.</p>")
        for (name in names) {
            append("<h2 id=$name>$name</h2>")
            for (variant in Variant.ALL) {
                append("<figure><a href=$name/${variant.name}.png><img loading=lazy src=$name/${variant.name}.png alt=\"$name ${variant.name}\"></a>")
                append("<figcaption>${variant.name}</figcaption></figure>")
            }
        }
    }
}
