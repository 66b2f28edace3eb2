package org.peerline.app

import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import java.io.File
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** The end of `cargo xtask demo`: what an officer sees alone, then an officer and a peer side by side, each moment in its order. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34], qualifiers = "w411dp-h891dp-xhdpi")
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class Gallery {
    @get:Rule val rule = createEmptyComposeRule()

    @Test
    fun `the story is photographed`() {
        val folder = File(System.getProperty("peerline.shots").orEmpty().ifEmpty { return })
        val names = mutableListOf<String>()
        val story = Story(rule) { name, stage ->
            names += name
            Goldens.save(stage.picture(), folder.resolve("$name.png"))
        }
        story.alone()
        story.cared()
        val alone = names.size
        story.together()
        folder.resolve("index.html").writeText(page(names.take(alone), names.drop(alone)))
    }

    private fun page(alone: List<String>, together: List<String>) = """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>Peerline: the story in pictures</title>
        <style>
        :root { color-scheme: light dark; --ground: #f6f5f0; --ink: #1d2421; --quiet: #4c5753; --edge: #d5d8d2 }
        @media (prefers-color-scheme: dark) { :root { --ground: #121614; --ink: #e6eae6; --quiet: #b4bfba; --edge: #333b38 } }
        body { margin: 0 auto; max-width: 60rem; padding: 1rem 2rem; background: var(--ground); color: var(--ink); font: 17px/1.5 system-ui, sans-serif }
        h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin: 2.5rem 0 0 } p { color: var(--quiet) }
        .alone { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1.5rem }
        .together { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem 3rem; justify-items: center }
        .officer { grid-column: 1 } .peer { grid-column: 2 }
        figure { margin: 0; max-width: 17rem } figcaption { color: var(--quiet) }
        img { width: 100%; border: 1px solid var(--edge); border-radius: 1.2rem; display: block }
        </style>
        <h1>The story in pictures</h1>
        <p>The real app, core and relay, drawn on this machine and not on a phone. The people are invented.</p>
        <h2>An officer alone, without a network</h2><div class="alone">${alone.joinToString("\n") { figure(it, "") }}</div>
        <h2>An officer and a peer</h2>
        <div class="together"><b class="officer">The officer's phone</b><b class="peer" style="grid-row: 1">The peer's phone</b>
        ${together.joinToString("\n") { figure(it, if (it.startsWith(ON_DUTY)) "peer" else "officer") }}</div></html>
    """.trimIndent()

    private fun figure(name: String, whose: String) =
        "<figure class=\"$whose\"><img loading=\"lazy\" src=\"$name.png\" alt=\"$name\"><figcaption>${name.substringAfter('-').replace('-', ' ')}</figcaption></figure>"

    private companion object {
        /** The numbers of [Story] that begin with this are of the peer's phone. */
        const val ON_DUTY = "5"
    }
}
