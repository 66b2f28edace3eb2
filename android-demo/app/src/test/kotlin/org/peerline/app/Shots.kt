package org.peerline.app

import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import java.io.File
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** `cargo xtask shots`: every screen in light and dark, with ordinary and large text, in English, Spanish and mirrored; and with more contrast. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34], qualifiers = "w411dp-h891dp-xhdpi")
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class Shots {
    @get:Rule val rule = createEmptyComposeRule()

    @Test
    fun `every screen is photographed`() {
        val folder = File(System.getProperty("peerline.shots").orEmpty().ifEmpty { return })
        // For a quick look: some of them, by name, with commas in between.
        val only = System.getProperty("peerline.variants").orEmpty().split(',').filter(String::isNotEmpty)
        val variants = Variant.ALL.filter { only.isEmpty() || it.name in only }
        val names = mutableListOf<String>()
        val faults = mutableListOf<String>()
        // A thousand pictures and more: half as many pixels take half as long, and are enough to read everything.
        Story(rule, "hdpi") { name, stage ->
            names += name
            for (variant in variants) {
                stage.look(variant)
                faults += stage.faults().map { "$name, ${variant.name}: $it" }
                Goldens.save(stage.picture(), folder.resolve("$name/${variant.name}.png"))
            }
            stage.look(Variant())
        }.all()
        folder.resolve("index.html").writeText(page(names))
        assertSound(faults)
    }

    /** One screen a row, and what it is like switched above all of them: nobody has to scroll through twelve pictures to see one. */
    private fun page(names: List<String>) = """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>Peerline on Android, screen by screen</title>
        <style>
        :root { color-scheme: light dark; --ground: #f6f5f0; --ink: #1d2421; --quiet: #4c5753; --main: #1f6357; --soft: #d9ebe4; --edge: #d5d8d2 }
        @media (prefers-color-scheme: dark) { :root { --ground: #121614; --ink: #e6eae6; --quiet: #b4bfba; --main: #8cd3c0; --soft: #23443c; --edge: #333b38 } }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 17px/1.5 system-ui, sans-serif }
        header { position: sticky; top: 0; background: var(--ground); padding: 1rem 2rem; border-bottom: 1px solid var(--edge) }
        h1 { font-size: 1.4rem; margin: 0 0 .3rem } p { margin: 0; color: var(--quiet); max-width: 60rem }
        fieldset { display: inline-block; border: 0; margin: .6rem 1.5rem 0 0; padding: 0 } label { margin-right: .8rem }
        main { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 2rem; padding: 2rem }
        figure { margin: 0 } figcaption { margin-bottom: .5rem; font-weight: 600 }
        img { width: 100%; border: 1px solid var(--edge); border-radius: 1.2rem; display: block }
        a:focus-visible img { outline: 3px solid var(--main) }
        </style>
        <header><h1>Peerline on Android, screen by screen</h1>
        <p>${names.size} screens in ${Variant.ALL.size} forms each: the real activity against the real core and a real relay, drawn on the JVM. Large text is taken in a tall window, more contrast in English and ordinary text alone. A tap shows a picture in full size.</p>
        <form>
        <fieldset>${choices("language", listOf("en" to "English", "es" to "Spanish", "ar-XB" to "Mirrored"))}</fieldset>
        <fieldset>${choices("look", listOf("light" to "Light", "dark" to "Dark", "light-contrast" to "Light, more contrast", "dark-contrast" to "Dark, more contrast"))}</fieldset>
        <fieldset>${choices("size", listOf("100" to "Ordinary text", "200" to "Double text"))}</fieldset>
        </form></header>
        <main>${names.sorted().joinToString("\n") { "<figure id=\"$it\"><figcaption>$it</figcaption><a><img loading=\"lazy\" alt=\"$it\"></a></figure>" }}</main>
        <script>
        const form = document.forms[0]
        function show() {
          const of = new FormData(form), contrast = of.get("look").endsWith("contrast")
          for (const other of form.querySelectorAll("[name=language], [name=size]")) other.disabled = contrast
          const variant = contrast ? "en-" + of.get("look") + "-100" : of.get("language") + "-" + of.get("look") + "-" + of.get("size")
          for (const figure of document.querySelectorAll("figure")) {
            const file = figure.id + "/" + variant + ".png"
            figure.querySelector("a").href = file
            figure.querySelector("img").src = file
          }
        }
        form.addEventListener("change", show); show()
        </script></html>
    """.trimIndent()

    private fun choices(name: String, all: List<Pair<String, String>>) = all.joinToString("") { (value, says) ->
        "<label><input type=\"radio\" name=\"$name\" value=\"$value\"${if (value == all.first().first) " checked" else ""}> $says</label>"
    }
}
