package org.peerline.app.care

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.lines.Dial
import org.peerline.app.look.Card
import org.peerline.app.look.Grave
import org.peerline.app.look.Heading
import org.peerline.app.look.Icons
import org.peerline.app.look.Label
import org.peerline.app.look.LineTap
import org.peerline.app.look.LocalWays
import org.peerline.app.look.Main
import org.peerline.app.look.NotDone
import org.peerline.app.look.Notice
import org.peerline.app.look.Other
import org.peerline.app.look.Page
import org.peerline.app.look.Quiet
import org.peerline.app.look.Say
import org.peerline.app.look.Shown
import org.peerline.app.look.Some
import org.peerline.app.look.Title
import org.peerline.app.look.Types
import org.peerline.app.look.isolated
import org.peerline.app.look.label
import org.peerline.app.look.style
import org.peerline.app.ready
import org.peerline.core.PlanStepScreen
import org.peerline.core.Sight

/** The plan, step by step, with everybody in it one tap away. */
@Composable
fun PlanScreen(shell: Shell) {
    val load by shell.keeping.plan.collectAsStateWithLifecycle()
    val refused by shell.keeping.notDone.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.keeping.readPlan() }
    Page(label(Label.PLAN)) {
        refused?.let { NotDone(it.words, shell.keeping::readPlan) }
        Shown(load, shell.keeping::readPlan) { plan ->
            Say(plan.intro)
            for (step in plan.steps) Step(shell, step)
            Card {
                Say(plan.review)
                Other(label(Label.PLAN_LOOKED_AT), onClick = shell.keeping::lookedAt)
            }
            Say(plan.readable)
            Some(listOf(true to label(Label.PLAN_READABLE)), setOf(plan.readableWhileLocked)) { shell.keeping.readableWhileLocked(true in it) }
            Quiet(plan.adapted)
        }
    }
}

@Composable
private fun Step(shell: Shell, step: PlanStepScreen) {
    var typed by remember(step.step) { mutableStateOf<String?>(null) }
    Heading(step.title)
    Quiet(step.hint)
    step.caution?.let { Notice(it) }
    for (item in step.items) {
        Card {
            Say(item.text)
            item.dial.forEachIndexed { at, dial ->
                LineTap("${label(Label.CALL)} ${isolated(dial.number)}") { shell.ways.to(Screen.DialPlan(item.id, at)) }
            }
            Other(label(Label.PLAN_REMOVE)) { shell.keeping.remove(item.id) }
        }
    }
    val text = typed
    if (text == null) {
        Other(label(Label.PLAN_ADD_NOTE)) { typed = "" }
    } else {
        OutlinedTextField(
            text,
            onValueChange = { typed = it },
            modifier = Modifier.fillMaxWidth(),
            textStyle = Types.body.style(),
            label = { Text(label(Label.PLAN_ADD_NOTE), style = Types.small.style()) },
        )
        Main(label(Label.PLAN_ADD_NOTE), enabled = text.isNotBlank()) {
            shell.keeping.addNote(step.step, text)
            typed = null
        }
    }
}

/** Somebody of the plan: which number is not kept outside of the vault, only its place in the plan. */
@Composable
fun DialPlanScreen(shell: Shell, item: UInt, at: Int, open: (String) -> Unit) {
    LaunchedEffect(Unit) { shell.keeping.readPlan() }
    val plan = shell.keeping.plan.collectAsStateWithLifecycle().value.ready
    val found = plan?.steps?.flatMap { it.items }?.find { it.id == item }
    val dial = found?.dial?.getOrNull(at) ?: return
    Dial(found.text, dial.number, dial.notes, dial.uri, null, open)
}

/** Reminders that only their owner sees. */
@Composable
fun FollowUpsScreen(shell: Shell) {
    val load by shell.keeping.followUps.collectAsStateWithLifecycle()
    val refused by shell.keeping.notDone.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.keeping.readFollowUps() }
    Page(label(Label.FOLLOW_UPS), actions = { Main(label(Label.FOLLOW_UP_SET), onClick = shell.keeping::remind) }) {
        refused?.let { NotDone(it.words, shell.keeping::readFollowUps) }
        Shown(load, shell.keeping::readFollowUps) { screen ->
            Say(screen.intro)
            screen.none?.let { Say(it) }
            for (series in screen.series) {
                Heading(series.title)
                for (one in series.reminders) {
                    Card {
                        Say(one.title, Types.label)
                        Say(one.at)
                        one.isDue?.let { Notice(it) }
                        Other(label(Label.FOLLOW_UP_END)) { shell.keeping.end(one.id) }
                    }
                }
                Other(label(Label.FOLLOW_UP_END_ALL)) { shell.keeping.endAll(series.id) }
            }
        }
    }
}

/** Who sees what, and what is kept on this phone. */
@Composable
fun PrivacyScreen(shell: Shell) {
    val load by shell.keeping.privacy.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.keeping.readPrivacy() }
    Page(label(Label.PRIVACY)) {
        Shown(load, shell.keeping::readPrivacy) { report ->
            for (party in report.parties) {
                Heading(party.name)
                for ((sight, rows) in party.rows.groupBy { it.sight }) {
                    Card {
                        Say(label(if (sight == Sight.CAN) Label.PRIVACY_CAN else Label.PRIVACY_CANNOT), Types.label)
                        for (row in rows) Say(row.says)
                    }
                }
            }
            Say(report.alone)
            Title(label(Label.PRIVACY_KEPT))
            for (area in report.areas) {
                Card {
                    Say(area.name, Types.label)
                    Say(area.what)
                    Quiet(area.says)
                    if (area.canBeErased) Other(label(Label.ERASE), Icons.trash) { shell.ways.to(Screen.Erase(area.id)) }
                }
            }
            for (file in report.files) Quiet(file.says)
            Other(label(Label.ERASE_EVERYTHING), Icons.trash) { shell.ways.to(Screen.EraseAll) }
        }
    }
}

/** What is gone then, before it is. */
@Composable
fun EraseScreen(shell: Shell, area: String?) {
    val load by shell.keeping.confirmation.collectAsStateWithLifecycle()
    LaunchedEffect(area) { shell.keeping.readConfirmation(area) }
    val back = LocalWays.current.back
    Page(
        low = true,
        actions = {
            if (load.ready != null && load.ready?.notNow == null) {
                Grave(label(if (area == null) Label.ERASE_EVERYTHING else Label.ERASE), Icons.trash) { shell.keeping.erase(area) }
            }
            Other(label(Label.BACK), onClick = back)
        },
    ) {
        Shown(load, { shell.keeping.readConfirmation(area) }) { confirmation ->
            Title(confirmation.title)
            for (sentence in confirmation.says) Say(sentence)
            confirmation.notNow?.let { Notice(it) }
        }
    }
}
