package org.peerline.app

import android.app.UiModeManager
import android.graphics.Bitmap
import android.provider.Settings
import androidx.compose.ui.graphics.asAndroidBitmap
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.junit4.ComposeTestRule
import androidx.compose.ui.test.onRoot
import androidx.test.core.app.ActivityScenario
import androidx.test.core.app.ApplicationProvider
import java.io.Closeable
import kotlinx.coroutines.runBlocking
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowLooper

/** How a screen is looked at. */
data class Variant(val language: String = "en", val scale: Float = 1f, val dark: Boolean = false, val contrast: Boolean = false) {
    val name: String get() = "$language-${if (dark) "dark" else "light"}-${if (contrast) "contrast-" else ""}${if (scale > 1) "200" else "100"}"

    companion object {
        val LANGUAGES = listOf("en", "es", "ar-XB")

        /** What changes where things lie; colours do not. */
        val LAYOUTS = LANGUAGES.flatMap { language -> listOf(1f, 2f).map { Variant(language, it) } }

        /** Where something breaks first: long words of double size, and everything turned round. `cargo xtask shots` looks at all. */
        val HARDEST = listOf(Variant(), Variant("es", 2f), Variant("ar-XB", 2f))

        /** More contrast is other colours and nothing else: it is looked at once by day and once by night. */
        val CONTRAST = listOf(Variant(contrast = true), Variant(dark = true, contrast = true))
        val ALL = LAYOUTS.flatMap { listOf(it, it.copy(dark = true)) } + CONTRAST
    }
}

/** The real activity on a phone of a test. */
class Stage(private val rule: ComposeTestRule, val trial: TrialPhone, private val tall: Boolean = false, private val density: String = "xhdpi") : Closeable {
    private var variant = Variant()
    private val scenario: ActivityScenario<MainActivity>

    init {
        show(variant)
        ApplicationProvider.getApplicationContext<PeerlineApplication>().use(trial.phone, trial.core)
        scenario = ActivityScenario.launch(MainActivity::class.java)
        rule.waitForIdle()
    }

    fun <T> shell(work: (Shell) -> T): T {
        var got: T? = null
        scenario.onActivity { got = work(it.shell) }
        rule.waitForIdle()
        @Suppress("UNCHECKED_CAST")
        return got as T
    }

    fun activity(work: (MainActivity) -> Unit) {
        scenario.onActivity(work)
        rule.waitForIdle()
    }

    /** Does what takes a moment, and waits for it. */
    fun <T> awaited(work: suspend (Shell) -> T): T {
        var shell: Shell? = null
        scenario.onActivity { shell = it.shell }
        return runBlocking { work(shell ?: error("no window")) }.also { rule.waitForIdle() }
    }

    /** Waits until something that was begun has come to this. */
    fun until(done: (Shell) -> Boolean) = rule.waitUntil(10_000) {
        ShadowLooper.idleMainLooper()
        shell(done)
    }

    /** Whether nothing on the phone may move. */
    fun still(still: Boolean) {
        Settings.Global.putFloat(
            ApplicationProvider.getApplicationContext<PeerlineApplication>().contentResolver,
            Settings.Global.ANIMATOR_DURATION_SCALE,
            if (still) 0f else 1f,
        )
        recreate()
    }

    fun go(vararg screens: Screen) = shell { it.ways.fromHome(*screens) }

    /** Sends and fetches what is due, and shows it. */
    fun run() {
        trial.run()
        shell(Shell::refresh)
    }

    /** As when the phone is turned, or its settings are changed: the window is made anew. */
    fun look(as_: Variant) {
        if (as_ == variant) return
        show(as_)
        variant = as_
        recreate()
    }

    fun recreate() {
        scenario.recreate()
        rule.waitForIdle()
    }

    fun faults(): List<String> = Looked(rule.onRoot().fetchSemanticsNode(), rule.density.density).faults()

    fun picture(): Bitmap = rule.onRoot().captureToImage().asAndroidBitmap()

    override fun close() = scenario.close()

    private fun show(as_: Variant) {
        // Whoever only wants to know what is there sees all of it at once.
        if (tall) return RuntimeEnvironment.setQualifiers("w411dp-h${TALL}dp-notnight-mdpi")
        trial.language = as_.language
        // Large text is looked at in a tall window, so that the picture shows the whole page.
        val height = if (as_.scale > 1) 1782 else 891
        RuntimeEnvironment.setQualifiers("w411dp-h${height}dp-${if (as_.dark) "night" else "notnight"}-$density")
        RuntimeEnvironment.setFontScale(as_.scale)
        val looks = ApplicationProvider.getApplicationContext<PeerlineApplication>().getSystemService(UiModeManager::class.java)
        shadowOf(looks).setContrast(if (as_.contrast) 1f else 0f)
    }

    private companion object {
        /** Room for fifty peers. */
        const val TALL = 16_000
    }
}
