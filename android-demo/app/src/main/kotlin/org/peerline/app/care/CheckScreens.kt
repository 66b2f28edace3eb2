package org.peerline.app.care

import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.selection.selectable
import androidx.compose.material3.Icon
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.Role
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.look.Card
import org.peerline.app.look.Grave
import org.peerline.app.look.Heading
import org.peerline.app.look.Icons
import org.peerline.app.look.Label
import org.peerline.app.look.LineTap
import org.peerline.app.look.Offer
import org.peerline.app.look.LocalColours
import org.peerline.app.look.Main
import org.peerline.app.look.Notice
import org.peerline.app.look.One
import org.peerline.app.look.Onward
import org.peerline.app.look.Other
import org.peerline.app.look.Page
import org.peerline.app.look.Quiet
import org.peerline.app.look.Say
import org.peerline.app.look.Shown
import org.peerline.app.look.Space
import org.peerline.app.look.Title
import org.peerline.app.look.Told
import org.peerline.app.look.Touch
import org.peerline.app.look.Types
import org.peerline.app.look.label
import org.peerline.app.look.levels
import org.peerline.app.look.named
import org.peerline.app.look.offer
import org.peerline.app.look.withText
import org.peerline.app.ready
import org.peerline.core.CheckQuestion
import org.peerline.core.Leaving
import org.peerline.core.LineRow
import org.peerline.core.Next
import org.peerline.core.PeerNow
import org.peerline.core.PlanNow

/** How bad it is right now, and the checks to choose from. */
@Composable
fun ChecksScreen(shell: Shell) {
    val load by shell.checks.list.collectAsStateWithLifecycle()
    val meter by shell.checks.meter.collectAsStateWithLifecycle()
    val level by shell.checks.level.collectAsStateWithLifecycle()
    val lists by shell.lists.all.collectAsStateWithLifecycle()
    val kept by shell.results.kept.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) {
        shell.checks.refresh()
        shell.lists.refresh()
        shell.results.refresh()
    }
    Page(label(Label.SELF_CHECK)) {
        Heading(label(Label.DISTRESS))
        One(levels(), level) { value -> if (value != null) shell.checks.distress(value) }
        meter?.let { Told(it.says, Types.body) }
        Grave(offer(Label.NOT_SAFE), onClick = shell.checks::iAmNotSafe)
        Shown(load, shell.checks::refresh) { checks ->
            for (check in checks) {
                Onward(Icons.check, Offer("check:${check.id}", check.title), check.begun ?: check.about.firstOrNull()) {
                    shell.checks.open(check.id)
                    shell.ways.to(Screen.Check(check.id))
                }
            }
        }
        Shown(lists, shell.lists::refresh) { all ->
            Heading(label(Label.CHECKLISTS))
            for (one in all.filterNot { it.forPeers }) {
                Onward(Icons.list, Offer("checklist:${one.id}", one.title)) { shell.lists.begin(one.id) }
            }
        }
        if (kept.isNotEmpty()) Heading(label(Label.SELF_CHECK_TREND))
        for (one in kept) Onward(Icons.clock, Offer("trend:${one.id}", one.title)) { shell.ways.to(Screen.Trend(one.id)) }
        Onward(Icons.paper, Label.SELF_CHECK_IMPORT) {
            shell.checkFile.forget()
            shell.ways.to(Screen.CheckFile)
        }
    }
}

/** One check. Every answer is kept at once; leaving keeps nothing if somebody wants that. */
@Composable
fun CheckScreen(shell: Shell, id: String) {
    val load by shell.checks.form.collectAsStateWithLifecycle()
    LaunchedEffect(id) { shell.checks.open(id) }
    val over by shell.results.over.collectAsStateWithLifecycle()
    val form = load.ready?.takeIf { it.id == id }
    Page(actions = { if (form != null) Main(Label.SELF_CHECK_FINISH) { shell.checks.finish(id) } }) {
        Shown(load, { shell.checks.open(id) }) { shown ->
            if (shown.id != id) return@Shown
            Title(shown.title)
            for (note in shown.notes) Say(note)
            shown.stem?.let { Heading(it) }
            for (question in shown.questions) Question(question) { shell.checks.answer(shown, question, it) }
            Other(Label.SELF_CHECK_LATER) { shell.checks.leave(id, Leaving.KEEP_FOR_LATER) }
            Other(Label.SELF_CHECK_LEAVE) { shell.checks.leave(id, Leaving.KEEP_NOTHING) }
            over.ready?.takeIf { it.id == id && it.points.isNotEmpty() }?.let {
                Heading(label(Label.SELF_CHECK_TREND))
                Results(shell, it)
            }
            Quiet(shown.licence)
        }
    }
}

@Composable
private fun Question(question: CheckQuestion, answer: (UByte?) -> Unit) = Card {
    Say(question.text, Types.label)
    for (choice in question.choices) {
        val on = question.chosen == choice.value
        val part = question.part.name.lowercase()
        Row(
            Modifier.fillMaxWidth().heightIn(min = Touch.least).testTag("answer:$part-${question.place}-${choice.value}")
                .selectable(on, role = Role.RadioButton) { answer(if (on) null else choice.value) },
            verticalAlignment = Alignment.CenterVertically,
            horizontalArrangement = Arrangement.spacedBy(Space.small),
        ) {
            val tint = if (on) LocalColours.current.main else LocalColours.current.outline
            Icon(if (on) Icons.tick else Icons.open, contentDescription = null, Modifier.size(withText(24)), tint = tint)
            Say(choice.text, modifier = Modifier.weight(1f))
        }
    }
}

/** What came out, in plain words. Not a diagnosis, and it says so first. */
@Composable
fun CheckResultScreen(shell: Shell, id: String) {
    val load by shell.checks.result.collectAsStateWithLifecycle()
    LaunchedEffect(id) { shell.checks.readResult(id) }
    Page(
        lineBelow = true,
        actions = {
            if (load.ready?.isComplete == true) Main(Label.SELF_CHECK_KEEP) { shell.checks.keep(id) }
            Other(Label.DONE, Icons.tick) { shell.checks.leave(id, Leaving.KEEP_NOTHING) }
        },
    ) {
        Shown(load, { shell.checks.finish(id) }) { result ->
            Title(result.title)
            result.aboutSafety?.let { Notice(it) }
            Say(result.notADiagnosis)
            Told(result.total, Types.heading)
            for (sentence in result.means) Say(sentence)
            for (sentence in result.contradictions) Notice(sentence)
            for (step in result.next) {
                val offer = named("next", step.next, step.says)
                when (step.next) {
                    Next.TOOL -> Onward(Icons.breath, offer) { shell.ways.to(Screen.Coping) }
                    Next.PEER -> Onward(Icons.talk, offer) { shell.asking.begin() }
                    Next.LINE -> Onward(Icons.call, offer) { shell.ways.to(Screen.Lines) }
                    Next.CLINICIAN -> Say(step.says)
                }
            }
            for (other in result.offers) Onward(Icons.check, Offer("check:${other.id}", other.title), other.why) { shell.ways.to(Screen.Check(other.id)) }
            result.again?.let { Quiet(it) }
        }
    }
}

/** A line, a peer, the plan, the emergency number: before any score, one tap each. */
@Composable
fun CrisisChoiceScreen(shell: Shell) {
    val load by shell.checks.crisis.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.checks.readCrisis() }
    Page(lineBelow = true) {
        Shown(load, shell.checks::readCrisis) { view ->
            Told(label(Label.CRISIS), urgent = true)
            // That the country is not known, or that no line was checked for it, comes before any number.
            for (note in view.notes) Say(note)
            for (row in view.calls) First(shell, row, Label.CHOICE_CALL)
            for (row in view.texts) First(shell, row, Label.CHOICE_TEXT)
            Say(view.peerSays)
            when (view.peer) {
                PeerNow.CAN_ASK, PeerNow.LIMITS_FIRST -> Main(Label.CHOICE_PEER, Icons.talk) { shell.asking.begin() }
                PeerNow.UNDER_WAY -> Main(Label.MY_REQUEST, Icons.talk) { shell.ways.to(Screen.Request) }
                PeerNow.NO_CARD -> Other(Label.CARD, Icons.card) { shell.ways.to(Screen.Card) }
                PeerNow.NOT_OPEN, PeerNow.LOCKED, PeerNow.NOT_READY, PeerNow.NOBODY -> {}
            }
            Say(view.planSays)
            if (view.plan == PlanNow.READABLE) Other(Label.CHOICE_PLAN, Icons.plan) { shell.ways.to(Screen.Plan) }
            Heading(label(Label.CHOICE_EMERGENCY))
            Say(view.emergencySays)
            for (row in view.emergency) First(shell, row, Label.CHOICE_EMERGENCY)
        }
    }
}

@Composable
private fun First(shell: Shell, row: LineRow, what: Label) {
    val text = what == Label.CHOICE_TEXT
    val way = (if (text) row.texts else row.calls).firstOrNull()
    val chat = row.chat.takeIf { text && way == null }
    if (way == null && chat == null) return
    Column(verticalArrangement = Arrangement.spacedBy(Space.tight)) {
        Say(row.name, Types.label)
        Quiet(row.police)
        way?.let {
            LineTap(offer(if (text) Label.TEXT else Label.CALL, of = it.uri, with = it.number), if (text) Icons.write else Icons.call) {
                shell.ways.to(Screen.Dial(row.id, it.uri))
            }
        }
        chat?.let { LineTap(offer(Label.CHAT, of = it), Icons.talk) { shell.ways.to(Screen.Dial(row.id, it)) } }
    }
}
