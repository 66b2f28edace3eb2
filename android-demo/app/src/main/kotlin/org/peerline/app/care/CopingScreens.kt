package org.peerline.app.care

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.look.Card
import org.peerline.app.look.Heading
import org.peerline.app.look.Icons
import org.peerline.app.look.Label
import org.peerline.app.look.LocalColours
import org.peerline.app.look.LocalStillness
import org.peerline.app.look.Main
import org.peerline.app.look.Notice
import org.peerline.app.look.One
import org.peerline.app.look.Onward
import org.peerline.app.look.Other
import org.peerline.app.look.Page
import org.peerline.app.look.Quiet
import org.peerline.app.look.Say
import org.peerline.app.look.Shown
import org.peerline.app.look.Title
import org.peerline.app.look.Told
import org.peerline.app.look.Types
import org.peerline.app.look.label
import org.peerline.app.ready

/** The tools, by what they are for. */
@Composable
fun CopingScreen(shell: Shell) {
    val load by shell.coping.list.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.coping.refresh() }
    Page(label(Label.COPING)) {
        Shown(load, shell.coping::refresh) { list ->
            list.note?.let { Notice(it) }
            for (rows in list.rows.groupBy { it.heading }.values) {
                Heading(rows.first().heading)
                for (row in rows) {
                    Onward(Icons.breath, row.name, row.helped ?: row.takes) {
                        shell.coping.open(row.id)
                        shell.ways.to(Screen.Exercise(row.id))
                    }
                }
            }
        }
    }
}

/** What to know before one of them. */
@Composable
fun ExerciseScreen(shell: Shell, id: String) {
    val load by shell.coping.exercise.collectAsStateWithLifecycle()
    var before by remember { mutableStateOf<UByte?>(null) }
    LaunchedEffect(id) { shell.coping.open(id) }
    val shown = load.ready?.takeIf { it.row.id == id }
    Page(actions = { if (shown != null) Main(label(Label.COPING_START)) { shell.coping.start(id, before) } }) {
        Shown(load, { shell.coping.open(id) }) { exercise ->
            Title(exercise.row.name)
            Say(exercise.row.about)
            Quiet(exercise.row.takes)
            for (caution in exercise.cautions) {
                Notice(caution.text)
                caution.instead?.let { other -> Other(caution.insteadText ?: label(Label.COPING_INSTEAD)) { shell.ways.to(Screen.Exercise(other)) } }
            }
            Distress(Label.COPING_FELT_BEFORE, before) { before = it }
            Card {
                Say(exercise.known)
                Say(exercise.howSure)
                for (source in exercise.sources) Quiet(source.text)
            }
        }
    }
}

/** An exercise as it runs: one calm circle, and the same in words. Where nothing may move, only the words. */
@Composable
fun RunningScreen(shell: Shell, id: String) {
    val load by shell.coping.moment.collectAsStateWithLifecycle()
    val finished by shell.coping.finished.collectAsStateWithLifecycle()
    var after by remember { mutableStateOf<UByte?>(null) }
    LaunchedEffect(id) { shell.coping.follow() }
    val moment = load.ready
    Page(
        low = true,
        actions = {
            when {
                finished != null -> Main(label(Label.CLOSE)) { shell.ways.fromHome(Screen.Coping) }
                moment == null -> {}
                moment.done -> {
                    Main(label(Label.COPING_KEEP)) { shell.coping.finish(after, keep = true) }
                    Other(label(Label.COPING_FINISH)) { shell.coping.finish(after, keep = false) }
                }
                else -> {
                    if (moment.leftMs == null) Main(label(Label.COPING_NEXT), onClick = shell.coping::next)
                    Other(label(if (moment.paused) Label.COPING_RESUME else Label.COPING_PAUSE)) {
                        if (moment.paused) shell.coping.resume() else shell.coping.pause()
                    }
                    Other(label(Label.COPING_FINISH)) { shell.coping.finish(after, keep = false) }
                }
            }
        },
    ) {
        val felt = finished
        if (felt != null) {
            Told(felt.felt ?: label(Label.DONE))
            return@Page
        }
        Shown(load, shell.coping::follow) { shown ->
            val still = LocalStillness.current
            if (!still) Circle(shown.level.toInt() / FULL)
            Told(if (still) shown.still else shown.caption, Types.title)
            Say(shown.text)
            Quiet(shown.allLeft)
            if (shown.done) Distress(Label.COPING_FELT_AFTER, after) { after = it }
        }
    }
}

@Composable
private fun ColumnScope.Distress(what: Label, chosen: UByte?, choose: (UByte?) -> Unit) {
    Heading(label(what))
    One(listOf(null to label(Label.COPING_FELT_SKIP)) + (0..10).map { it.toUByte() to "$it" }, chosen, choose)
}

@Composable
private fun Circle(level: Float) {
    val colours = LocalColours.current
    Canvas(Modifier.fillMaxWidth().height(260.dp)) {
        val most = size.minDimension / 2
        drawCircle(colours.hairline, most)
        drawCircle(colours.mainSoft, most * (LEAST + (1 - LEAST) * level.coerceIn(0f, 1f)))
        drawCircle(colours.main, most * LEAST / 2)
    }
}

/** The core gives how full the breath is in thousandths. */
private const val FULL = 1000f
private const val LEAST = 0.35f
