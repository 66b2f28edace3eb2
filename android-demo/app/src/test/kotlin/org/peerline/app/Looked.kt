package org.peerline.app

import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.text.TextLayoutResult
import java.io.File

/** What is wrong with a screen, each in a sentence. The checks run on every screen, in every language and size of text. */
class Looked(private val root: SemanticsNode, private val density: Float) {
    private val all = tree(root)
    private val window = root.boundsInRoot

    fun faults(): List<String> = unnamed() + small() + cut() + outside() + overlapping() + turned() + broken() + silent()

    /** Everything that can be tapped has a name. */
    private fun unnamed() = all.filter { it.tappable && says(it).isBlank() }.map { "something to tap has no name at ${it.boundsInRoot}" }

    /** It is at least 48 dp high and wide. A part that is out of sight counts. */
    private fun small() = all.filter { it.tappable }.mapNotNull { node ->
        // As it is drawn: that Compose lets a finger miss by a little does not count.
        val (width, height) = node.size.width / density to node.size.height / density
        if (width < LEAST || height < LEAST) "“${says(node)}” is only $width x $height dp" else null
    }

    /** No text is cut. */
    private fun cut() = all.mapNotNull { node ->
        val layout = layout(node) ?: return@mapNotNull null
        val lines = 0 until layout.lineCount
        // Not `hasVisualOverflow`: of a text written from right to left it compares with the room that was offered, not taken.
        val cut = layout.didOverflowHeight || layout.multiParagraph.didExceedMaxLines || lines.any(layout::isLineEllipsized) ||
            lines.any { layout.getLineRight(it) - layout.getLineLeft(it) > layout.size.width + 1 }
        if (cut) "cut: “${layout.layoutInput.text}”" else null
    }

    /** Nothing lies beside the window. Above and below it may: pages scroll. */
    private fun outside() = all.filter { it.tappable || layout(it) != null }.mapNotNull { node ->
        val box = box(node)
        if (box.left < window.left - 1 || box.right > window.right + 1) "outside of the window: “${says(node)}” $box" else null
    }

    /** No two texts and no two things to tap lie over each other. */
    private fun overlapping(): List<String> {
        val faults = mutableListOf<String>()
        for (kind in listOf<(SemanticsNode) -> Boolean>({ it.tappable }, { layout(it) != null })) {
            val ones = all.filter(kind)
            for ((at, one) in ones.withIndex()) {
                for (other in ones.drop(at + 1)) {
                    if (related(one, other)) continue
                    // What scrolls together is compared where it lies; what does not, where it is seen.
                    val together = scroller(one) == scroller(other)
                    val (a, b) = if (together) box(one) to box(other) else one.boundsInRoot to other.boundsInRoot
                    val over = a.intersect(b)
                    if (over.width > 1 && over.height > 1) faults += "“${says(one)}” lies over “${says(other)}”"
                }
            }
        }
        return faults
    }

    /** The digits of a number stand from left to right, whatever direction the text around them has. */
    private fun turned() = all.mapNotNull { layout(it) }.flatMap { layout ->
        val text = layout.layoutInput.text.text
        NUMBER.findAll(text).mapNotNull { found ->
            val places = found.range.filter { text[it].isDigit() || text[it] in "+-:." }
            val turned = places.zipWithNext().any { (one, next) ->
                layout.getLineForOffset(one) == layout.getLineForOffset(next) &&
                    layout.getBoundingBox(next).center.x < layout.getBoundingBox(one).center.x
            }
            if (turned) "turned around: “${found.value}”" else null
        }
    }

    /** A number stands on one line: half of one is read as another one. */
    private fun broken() = all.mapNotNull { layout(it) }.flatMap { layout ->
        WHOLE.findAll(layout.layoutInput.text.text).mapNotNull { found ->
            val broken = layout.getLineForOffset(found.range.first) != layout.getLineForOffset(found.range.last)
            if (broken) "broken: “${found.value}”" else null
        }
    }

    /** A screen has a heading, so that a screen reader knows where it is. */
    private fun silent(): List<String> =
        if (all.any { it.config.contains(SemanticsProperties.Heading) }) emptyList() else listOf("nothing is a heading")

    private fun says(node: SemanticsNode): String {
        val own = node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty() +
            node.config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text } +
            listOfNotNull(node.config.getOrNull(SemanticsProperties.EditableText)?.text)
        return (own + node.children.map(::says)).filter(String::isNotBlank).joinToString(" ")
    }

    private fun layout(node: SemanticsNode): TextLayoutResult? {
        val results = mutableListOf<TextLayoutResult>()
        node.config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(results)
        return results.firstOrNull()
    }

    private val SemanticsNode.tappable: Boolean
        get() = config.contains(SemanticsActions.OnClick) && !config.contains(SemanticsProperties.Disabled)

    private fun box(node: SemanticsNode) = Rect(node.positionInRoot, androidx.compose.ui.geometry.Size(node.size.width.toFloat(), node.size.height.toFloat()))

    private fun ancestors(node: SemanticsNode) = generateSequence(node.parent) { it.parent }

    private fun related(one: SemanticsNode, other: SemanticsNode) =
        ancestors(one).any { it.id == other.id } || ancestors(other).any { it.id == one.id }

    private fun scroller(node: SemanticsNode) = ancestors(node).firstOrNull { it.config.contains(SemanticsProperties.VerticalScrollAxisRange) }?.id

    private fun tree(node: SemanticsNode): List<SemanticsNode> = listOf(node) + node.children.flatMap(::tree)

    private companion object {
        const val LEAST = 48f - 0.5f

        /** A phone number, a time of day, a span of hours: digits with what stands between them. */
        val NUMBER = Regex("""\+?\d[\d\-:. ()\u00a0\u2060]*\d""")

        /** One number, and not two that follow each other at the end of a sentence. */
        val WHOLE = Regex("""\+?\(?\d+\)?(?:\u2060*[-–:. \u00a0]\u2060*\(?\d+\)?)+""")
    }
}

/** Fails with the first faults, and with how many there are; all of them lie beside the tests' reports. */
fun assertSound(faults: List<String>) {
    if (faults.isEmpty()) return
    val all = File(System.getProperty("peerline.base"), "target/faults.txt").apply { writeText(faults.joinToString("\n")) }
    throw AssertionError(faults.take(20).joinToString("\n", "${faults.size} faults, all in $all:\n") { it.take(200) })
}
