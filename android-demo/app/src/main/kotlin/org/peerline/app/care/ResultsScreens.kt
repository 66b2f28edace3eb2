package org.peerline.app.care

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.platform.LocalLayoutDirection
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.LayoutDirection
import androidx.compose.ui.unit.dp
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.look.Card
import org.peerline.app.look.Grave
import org.peerline.app.look.Heading
import org.peerline.app.look.Icons
import org.peerline.app.look.Label
import org.peerline.app.look.LineTap
import org.peerline.app.look.LocalColours
import org.peerline.app.look.LocalWays
import org.peerline.app.look.Main
import org.peerline.app.look.NotDone
import org.peerline.app.look.Notice
import org.peerline.app.look.Offer
import org.peerline.app.look.Onward
import org.peerline.app.look.Other
import org.peerline.app.look.Page
import org.peerline.app.look.Quiet
import org.peerline.app.look.Say
import org.peerline.app.look.Shown
import org.peerline.app.look.Title
import org.peerline.app.look.Types
import org.peerline.app.look.isolated
import org.peerline.app.look.label
import org.peerline.app.look.offer
import org.peerline.app.platform.FileKind
import org.peerline.app.platform.Hands
import org.peerline.app.platform.SaidOfFile
import org.peerline.app.ready
import org.peerline.core.CheckPoint

/** Over time: a drawing, and the same in words below it. */
@Composable
fun TrendScreen(shell: Shell, hands: Hands, id: String) {
    val load by shell.results.over.collectAsStateWithLifecycle()
    LaunchedEffect(id) { shell.results.read(id) }
    Page(label(Label.SELF_CHECK_TREND), actions = { Main(Label.DONE) { shell.ways.fromHome(Screen.Checks) } }) {
        Shown(load, { shell.results.read(id) }) { over ->
            if (over.id != id) return@Shown
            Heading(over.title)
            if (over.points.isEmpty()) Say(label(Label.NOTHING_KEPT)) else SaidOfFile(shell)
            Results(shell, over)
            if (over.points.isNotEmpty()) Out(shell, hands, id)
        }
    }
}

/** The results as they are kept. What can be done with all of them stands on a page of its own. */
@Composable
fun Results(shell: Shell, over: Over) {
    val refused by shell.results.notDone.collectAsStateWithLifecycle()
    refused?.let { NotDone(it) { shell.results.read(over.id) } }
    Chart(over.points)
    for (note in over.notes) Say(note)
    for (point in over.points) {
        Card {
            Quiet(isolated(shell.phone.day(point.at)))
            Say(isolated(point.scoreText), Types.label)
            for (sentence in listOfNotNull(point.means, point.since, point.change, point.imported)) Say(sentence)
            Other(offer(Label.SELF_CHECK_DELETE, of = "${point.id}"), Icons.trash) { shell.results.delete(point, over.id) }
        }
    }
    if (over.hasMore) Other(Label.MORE, onClick = shell.results::more)
}

/** Saving all of them, after it was said that such a file has no lock; and deleting them, which is asked once more. */
@Composable
private fun Out(shell: Shell, hands: Hands, id: String) {
    Notice(label(Label.FILE_NOT_LOCKED))
    Onward(Icons.paper, Label.SELF_CHECK_EXPORT_TEXT) { hands.save(FileKind.TEXT) { shell.results.asText(id) } }
    Onward(Icons.paper, Label.SELF_CHECK_EXPORT_FHIR) { hands.save(FileKind.RESULTS) { shell.results.asFhir(id) } }
    Onward(Icons.trash, Label.SELF_CHECK_DELETE_ALL) { shell.ways.to(Screen.DeleteResults(id)) }
}

/** Before every result of one check is gone. */
@Composable
fun DeleteResultsScreen(shell: Shell, id: String) {
    val load by shell.results.over.collectAsStateWithLifecycle()
    val refused by shell.results.notDone.collectAsStateWithLifecycle()
    val back = LocalWays.current.back
    LaunchedEffect(id) { shell.results.read(id) }
    val over = load.ready?.takeIf { it.id == id }
    Page(
        low = true,
        actions = {
            if (over?.points?.isNotEmpty() == true) {
                Grave(Offer("erase-now", label(Label.SELF_CHECK_DELETE_ALL)), Icons.trash) { shell.results.deleteAll(id) }
            }
            Other(Label.CANCEL, onClick = back)
        },
    ) {
        Title(label(Label.SELF_CHECK_DELETE_ALL))
        refused?.let { NotDone(it) { shell.results.read(id) } }
        over?.let { Say(it.title, Types.heading) }
    }
}

/** Results out of a file: looked at first, and kept only if its owner says so. */
@Composable
fun CheckFileScreen(shell: Shell, hands: Hands) {
    val brought by shell.checkFile.brought.collectAsStateWithLifecycle()
    val refused by shell.checkFile.notDone.collectAsStateWithLifecycle()
    val file = brought
    Page(
        label(Label.SELF_CHECK_IMPORT),
        actions = {
            if (file == null) {
                Main(Label.SELF_CHECK_IMPORT, Icons.paper) { hands.bring(shell.checkFile::take) }
            } else {
                if (file.page.newResults > 0u) Main(Label.SELF_CHECK_IMPORT_KEEP, onClick = shell.checkFile::keep)
                Other(Label.CANCEL, onClick = shell.checkFile::forget)
            }
        },
    ) {
        refused?.let { NotDone(it, shell.checkFile::forget) }
        SaidOfFile(shell)
        if (file == null) return@Page
        if (file.offersCrisis) LineTap(Label.CRISIS, onClick = shell.checks::crisis)
        for (sentence in file.page.summary) Say(sentence)
        for (form in file.forms) {
            Card {
                Say(form.title, Types.label)
                form.at?.let { Quiet(isolated(shell.phone.day(it))) }
                for (sentence in form.says) Say(sentence)
            }
        }
        if (file.hasMore) Other(Label.MORE, onClick = shell.checkFile::more)
    }
}

@Composable
private fun Chart(points: List<CheckPoint>) {
    if (points.isEmpty()) return
    val colours = LocalColours.current
    val rightToLeft = LocalLayoutDirection.current == LayoutDirection.Rtl
    // A screen reader reads the results one by one below; here it hears what the drawing is.
    val says = label(Label.SELF_CHECK_TREND)
    Canvas(Modifier.fillMaxWidth().height(160.dp).semantics { contentDescription = says }) {
        val most = points.maxOf { it.score }.coerceAtLeast(1.0)
        val (first, last) = points.minOf { it.at.epochSecond } to points.maxOf { it.at.epochSecond }
        val margin = 12.dp.toPx()
        val places = points.sortedBy { it.at }.map { point ->
            val along = if (last == first) 0.5f else (point.at.epochSecond - first).toFloat() / (last - first)
            val x = margin + (size.width - 2 * margin) * if (rightToLeft) 1 - along else along
            Offset(x, size.height - margin - (size.height - 2 * margin) * (point.score / most).toFloat())
        }
        drawLine(colours.outline, Offset(0f, size.height - 1), Offset(size.width, size.height - 1), 1.dp.toPx())
        places.zipWithNext { one, next -> drawLine(colours.main, one, next, 2.dp.toPx()) }
        for (place in places) drawCircle(colours.main, 6.dp.toPx(), place)
    }
}

