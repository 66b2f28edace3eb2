package org.peerline.app.care

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableFloatStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.animation.core.withInfiniteAnimationFrameNanos
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.unit.dp
import androidx.lifecycle.compose.LifecycleStartEffect
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
import org.peerline.app.look.LocalStillness
import org.peerline.app.look.LocalWays
import org.peerline.app.look.Main
import org.peerline.app.look.Notice
import org.peerline.app.look.Offer
import org.peerline.app.look.OnOff
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
import org.peerline.app.look.isolated
import org.peerline.app.look.label
import org.peerline.app.look.levels
import org.peerline.app.look.offer
import org.peerline.app.ready
import org.peerline.core.Calculator
import org.peerline.core.CopingUse
import org.peerline.core.ExerciseLengthChoice
import org.peerline.core.StepOpens

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
                    Onward(Icons.breath, Offer("exercise:${row.id}", row.name), row.helped ?: row.takes) {
                        shell.coping.open(row.id)
                        shell.ways.to(Screen.Exercise(row.id))
                    }
                }
            }
            Onward(Icons.moon, Label.COPING_SLEEP_TIMES) { shell.ways.to(Screen.Rest) }
            Onward(Icons.tick, Label.COPING_WHAT_HELPED) { shell.ways.to(Screen.WhatHelped) }
        }
    }
}

/** What to know before one of them. */
@Composable
fun ExerciseScreen(shell: Shell, id: String) {
    val load by shell.coping.exercise.collectAsStateWithLifecycle()
    val before by shell.coping.before.collectAsStateWithLifecycle()
    LaunchedEffect(id) { shell.coping.open(id) }
    val shown = load.ready?.takeIf { it.row.id == id }
    Page(actions = { if (shown != null) Main(Label.COPING_START) { shell.coping.start(id) } }) {
        Shown(load, { shell.coping.open(id) }) { exercise ->
            Title(exercise.row.name)
            Say(exercise.row.about)
            // Where there is a choice of lengths, how long it takes stands with them.
            if (exercise.length == null) Quiet(exercise.row.takes)
            for (caution in exercise.cautions) {
                Notice(caution.text)
                caution.instead?.let { other ->
                    val says = caution.insteadText ?: label(Label.COPING_INSTEAD)
                    Other(Offer("exercise:$other", says)) { shell.ways.to(Screen.Exercise(other)) }
                }
            }
            if (Calculator.SLEEP_TIMES in exercise.calculators) Onward(Icons.moon, Label.COPING_SLEEP_TIMES) { shell.ways.to(Screen.Rest) }
            Distress(Label.COPING_FELT_BEFORE, before.level) { shell.coping.choose(before.copy(level = it)) }
            exercise.length?.let { Length(it.choices, before.length, exercise.row.takes) { now -> shell.coping.choose(before.copy(length = now)) } }
            if (exercise.rates.size > 1) {
                Heading(label(Label.COPING_PACE))
                val usual = exercise.rates.find { it.usual }?.tenths
                One(exercise.rates.map { it.tenths to Offer("pace:${it.tenths}", it.text) }, before.rateTenths ?: usual) {
                    shell.coping.choose(before.copy(rateTenths = it))
                }
            }
            Card {
                Say(exercise.known)
                Say(exercise.howSure)
                for (source in exercise.sources) Quiet(source.text)
            }
        }
    }
}

/** An exercise as it runs: one calm circle, and the same in words. Where nothing may move, only the words. Then how it is now. */
@Composable
fun RunningScreen(shell: Shell, id: String) {
    val load by shell.coping.stage.collectAsStateWithLifecycle()
    LifecycleStartEffect(id) {
        shell.coping.follow()
        onStopOrDispose { shell.coping.noLongerSeen() }
    }
    val stage = load.ready
    // After the app was ended there is nothing that runs: the page before it is shown again.
    LaunchedEffect(stage) { if (stage == Stage.Before) shell.ways.instead(Screen.Exercise(id)) }
    Page(
        low = true,
        actions = {
            when (stage) {
                is Stage.Under -> Steps(shell, stage)
                is Stage.After -> Main(Label.DONE, onClick = shell.coping::finish)
                is Stage.Finished -> Main(Label.DONE) { shell.ways.fromHome(Screen.Coping) }
                Stage.Before, null -> {}
            }
        },
    ) {
        Shown(load, shell.coping::follow) { now ->
            when (now) {
                is Stage.Under -> {
                    val still = LocalStillness.current
                    if (!still) Circle(now.breath)
                    Told(if (still) now.moment.still else now.moment.caption, Types.title)
                    Say(now.moment.text)
                    Quiet(now.moment.allLeft)
                }
                is Stage.After -> {
                    Distress(Label.COPING_FELT_AFTER, now.level) { shell.coping.after(now.copy(level = it)) }
                    OnOff(Label.COPING_KEEP, now.keeps) { shell.coping.after(now.copy(keeps = it)) }
                }
                is Stage.Finished -> Told(now.what.felt ?: label(Label.DONE))
                Stage.Before -> Title(label(Label.COPING))
            }
        }
    }
}

@Composable
private fun ColumnScope.Steps(shell: Shell, stage: Stage.Under) {
    val moment = stage.moment
    when (moment.opens) {
        StepOpens.CRISIS_LINES -> LineTap(Label.LINES_NOW, onClick = LocalWays.current.lines)
        StepOpens.PEER -> Other(Label.CHOICE_PEER, Icons.talk) { shell.asking.begin() }
        null -> {}
    }
    if (moment.leftMs == null) Main(Label.COPING_NEXT, onClick = shell.coping::next)
    if (moment.leftMs == null && moment.cuePlace > 0u) Other(Label.COPING_BACK, onClick = shell.coping::back)
    if (moment.paused) Other(Label.COPING_RESUME, onClick = shell.coping::resume) else Other(Label.COPING_PAUSE, onClick = shell.coping::pause)
    Other(Label.COPING_FINISH, onClick = shell.coping::end)
}

/** What somebody kept, and what helped: only here, and to be deleted one by one, or all at once on a page that asks first. */
@Composable
fun WhatHelpedScreen(shell: Shell) {
    val load by shell.coping.whatHelped.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.coping.readWhatHelped() }
    Page(label(Label.COPING_WHAT_HELPED)) {
        Shown(load, shell.coping::readWhatHelped) { kept ->
            for (tool in kept.helped) {
                Onward(Icons.breath, Offer("exercise:${tool.id}", tool.name), tool.text) { shell.ways.to(Screen.Exercise(tool.id)) }
            }
            Heading(label(Label.STARTED_USES))
            if (kept.uses.isEmpty()) Say(label(Label.NOTHING_KEPT))
            for (use in kept.uses) {
                Card {
                    Used(shell, use)
                    Other(offer(Label.COPING_DELETE_ONE, of = "${use.id}"), Icons.trash) { shell.coping.forget(use.id) }
                }
            }
            if (kept.hasMore) Other(Label.MORE, onClick = shell.coping::moreUses)
            if (kept.uses.isNotEmpty()) Other(Label.COPING_DELETE_ALL, Icons.trash) { shell.ways.to(Screen.ForgetUses) }
        }
    }
}

/** What is gone then, before it is. */
@Composable
fun ForgetUsesScreen(shell: Shell) {
    val load by shell.coping.whatHelped.collectAsStateWithLifecycle()
    val back = LocalWays.current.back
    LaunchedEffect(Unit) { shell.coping.readWhatHelped() }
    Page(
        label(Label.COPING_DELETE_ALL),
        actions = {
            if (load.ready?.uses?.isNotEmpty() == true) Grave(Offer("erase-now", label(Label.COPING_DELETE_ALL)), Icons.trash, shell.coping::forgetAll)
            Other(Label.CANCEL, onClick = back)
        },
    ) {
        Shown(load, shell.coping::readWhatHelped) { kept ->
            if (kept.uses.isEmpty()) Say(label(Label.NOTHING_KEPT))
            for (use in kept.uses) Card { Used(shell, use) }
            if (kept.hasMore) Other(Label.MORE, onClick = shell.coping::moreUses)
        }
    }
}

@Composable
private fun Used(shell: Shell, use: CopingUse) {
    Say(use.name, Types.label)
    Quiet(isolated(shell.phone.day(use.at)))
    use.felt?.let { Say(it) }
}

/** How long it goes on, [chosen] none for as long as usual: of that alone the core says how long it [takes]. */
@Composable
private fun Length(choices: List<ExerciseLengthChoice>, chosen: UInt?, takes: String, choose: (UInt?) -> Unit) {
    Heading(label(Label.COPING_LENGTH))
    val usual = choices.find { it.usual }?.count
    One(choices.map { it.count to Offer("length:${it.count}", it.text) }, chosen ?: usual) { now -> choose(now.takeIf { it != usual }) }
    if (chosen == null) Quiet(takes)
}

@Composable
private fun Distress(what: Label, chosen: UByte?, choose: (UByte?) -> Unit) {
    Heading(label(what))
    One(listOf(null to offer(Label.COPING_FELT_SKIP)) + levels(), chosen, choose)
}

/** Drawn anew for every picture of the phone, each where the breath is by then. */
@Composable
private fun Circle(breath: Breath) {
    val colours = LocalColours.current
    var level by remember(breath) { mutableFloatStateOf(breath.level()) }
    LaunchedEffect(breath) { while (true) withInfiniteAnimationFrameNanos { level = breath.level() } }
    Canvas(Modifier.fillMaxWidth().height(260.dp).testTag(MOVING)) {
        val most = size.minDimension / 2
        drawCircle(colours.hairline, most)
        drawCircle(colours.mainSoft, most * (LEAST + (1 - LEAST) * level.coerceIn(0f, 1f)))
        drawCircle(colours.main, most * LEAST / 2)
    }
}

/** What moves by itself: there is nothing else in the app that does. */
const val MOVING = "moving"
private const val LEAST = 0.35f
