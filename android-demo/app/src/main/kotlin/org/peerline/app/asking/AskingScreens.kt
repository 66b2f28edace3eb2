package org.peerline.app.asking

import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.ui.text.input.KeyboardType
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.peerline.app.Load
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.lines.Dial
import org.peerline.app.look.Card
import org.peerline.app.look.Heading
import org.peerline.app.look.Icons
import org.peerline.app.look.Label
import org.peerline.app.look.LineTap
import org.peerline.app.look.LocalWays
import org.peerline.app.look.Main
import org.peerline.app.look.NotDone
import org.peerline.app.look.Notice
import org.peerline.app.look.OnOff
import org.peerline.app.look.One
import org.peerline.app.look.Onward
import org.peerline.app.look.Other
import org.peerline.app.look.Page
import org.peerline.app.look.Quiet
import org.peerline.app.look.Say
import org.peerline.app.look.Shown
import org.peerline.app.look.Some
import org.peerline.app.look.Title
import org.peerline.app.look.Told
import org.peerline.app.look.Typed
import org.peerline.app.look.Types
import org.peerline.app.look.isolated
import org.peerline.app.look.label
import org.peerline.app.look.levels
import org.peerline.app.look.named
import org.peerline.app.look.offer
import org.peerline.app.look.says
import org.peerline.app.ready
import org.peerline.core.Modality
import org.peerline.core.RequestScreen
import org.peerline.core.RequestStage

/** Whom, and if somebody wants to say it, about what. Everything may be left as it is. */
@Composable
fun AskScreen(shell: Shell) {
    val choice by shell.asking.choice.collectAsStateWithLifecycle()
    val before by shell.asking.before.collectAsStateWithLifecycle()
    val refused by shell.asking.notDone.collectAsStateWithLifecycle()
    val busy by shell.asking.working.collectAsStateWithLifecycle()
    val ready by shell.ready.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.asking.readBefore() }
    Page(
        label(Label.ASK_TITLE),
        lineBelow = true,
        actions = {
            before.ready?.let { stands ->
                Say(stands.deadline, Types.small)
                Main(if (choice.peer == null) Label.ASK_ANYONE else Label.ASK_CHOSEN, enabled = !busy, onClick = shell.asking::ask)
            }
        },
    ) {
        refused?.let { NotDone(it, shell.asking::readBefore) }
        Shown(before, shell.asking::readBefore) { stands ->
            val peer = choice.peer
            if (peer == null) {
                Onward(Icons.people, Label.ASK_SOMEBODY) {
                    shell.peers.begin()
                    shell.ways.to(Screen.Peers)
                }
            } else {
                Say(peer.name, Types.heading)
                Quiet(peer.agency)
                OnOff(Label.OTHERS_MAY_FOLLOW, choice.othersMayFollow) { shell.asking.choose(choice.copy(othersMayFollow = it)) }
                Other(Label.ASK_SOMEBODY) { shell.ways.to(Screen.Peers) }
            }
            Say(stands.onCall)
            Quiet(stands.counted)
            Heading(label(Label.TOPICS))
            Some(ready?.choices?.topics.orEmpty().map { it.value to named("topic", it.value, it.name) }, choice.topics) {
                shell.asking.choose(choice.copy(topics = it))
            }
            Heading(label(Label.WISHES))
            Some(ready?.choices?.wishes.orEmpty().map { it.value to named("wish", it.value, it.name) }, choice.wishes) {
                shell.asking.choose(choice.copy(wishes = it))
            }
            Heading(label(Label.STAYS_VISIBLE))
            for (sentence in stands.visible) Quiet(sentence)
        }
    }
}

/** What stays between the two, and until when somebody answers: in one view, before the one tap. */
@Composable
fun LimitsScreen(shell: Shell) {
    val limits by shell.asking.limits.collectAsStateWithLifecycle()
    val before by shell.asking.before.collectAsStateWithLifecycle()
    val refused by shell.asking.notDone.collectAsStateWithLifecycle()
    val busy by shell.asking.working.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.asking.readBefore() }
    Page(
        label(Label.LIMITS),
        lineBelow = true,
        actions = {
            before.ready?.let { Say(it.deadline, Types.small) }
            if (limits is Load.Ready) Main(Label.LIMITS_ACCEPT, enabled = !busy, onClick = shell.asking::accept)
        },
    ) {
        refused?.let { NotDone(it, shell.asking::readBefore) }
        Shown(limits, shell.asking::readBefore) { screen ->
            Say(screen.role, Types.heading)
            Say(screen.place)
            for (limit in screen.limits) {
                Card {
                    Say(limit.text)
                    Quiet(limit.whose)
                    Quiet(limit.source)
                }
            }
            before.ready?.let { Notice(it.cannot) }
        }
    }
}

/** Waiting, somebody there, or over. A line is one tap away the whole time. */
@Composable
fun RequestScreen(shell: Shell) {
    val load by shell.asking.request.collectAsStateWithLifecycle()
    val refused by shell.asking.notDone.collectAsStateWithLifecycle()
    val felt by shell.asking.felt.collectAsStateWithLifecycle()
    val request = load.ready
    LaunchedEffect(Unit) { shell.asking.refresh() }
    Page(
        low = true,
        lineBelow = request?.linesFirst != true,
        actions = {
            if (request?.linesFirst == true) LineTap(Label.LINES_NOW, onClick = LocalWays.current.lines)
            if (request != null) Actions(shell, request, felt)
        },
    ) {
        refused?.let { NotDone(it, shell.asking::refresh) }
        Shown(load, shell.asking::refresh) { shown ->
            if (shown == null) {
                Told(label(Label.NO_REQUEST))
                return@Shown
            }
            val there = shown.stage is RequestStage.Answered
            Told(shown.headline, urgent = there || shown.linesFirst)
            shown.left?.let { Told(it, Types.heading) }
            shown.nextStep?.let { Say(it) }
            for (note in shown.notes) Say(note)
            shown.peer?.phone?.let { number ->
                if (there) Title(isolated(number))
            }
            if (shown.stage == RequestStage.Completed) Feedback(shell, felt)
        }
    }
}

@Composable
private fun ColumnScope.Feedback(shell: Shell, felt: Felt) {
    Heading(label(Label.FEEDBACK))
    One(levels(), felt.level) { level -> if (level != null) shell.asking.feel(level) }
    felt.says?.let { Told(it, Types.body) }
}

@Composable
private fun ColumnScope.Actions(shell: Shell, request: RequestScreen, felt: Felt) {
    val asking = shell.asking
    when (request.stage) {
        RequestStage.Sending, RequestStage.NotSentYet, is RequestStage.Waiting ->
            Other(Label.WITHDRAW, onClick = asking::withdraw)
        is RequestStage.Answered -> {
            val peer = request.peer
            val reached = peer?.modalities.orEmpty()
            peer?.phone?.let { phone ->
                if (Modality.CALL in reached || Modality.TEXT !in reached) {
                    Main(offer(Label.CALL, of = "tel:$phone"), Icons.call) { shell.ways.to(Screen.CallPeer) }
                }
                if (Modality.TEXT in reached) Other(offer(Label.TEXT, of = "sms:$phone"), Icons.write) { shell.ways.to(Screen.TextPeer) }
            }
            if (peer?.numberShared == false) Other(Label.SHARE_NUMBER) { shell.ways.to(Screen.ShareNumber) }
            Other(Label.NEXT_PEER, onClick = asking::next)
            Other(Label.DONE, Icons.tick, onClick = asking::complete)
        }
        RequestStage.Expired, RequestStage.NobodyLeft -> {
            Main(Label.ASK_AGAIN) { asking.begin(notYetAsked = true) }
            Other(Label.DISMISS, onClick = asking::dismiss)
        }
        // How was it, and how will it be: only for the officer, with what the core has for that.
        RequestStage.Completed -> {
            if (felt.level != null && !felt.kept) Other(Label.FEEDBACK_KEEP, onClick = asking::keepFelt)
            Onward(Icons.breath, Label.COPING) { shell.ways.to(Screen.Coping) }
            Onward(Icons.later, Label.FOLLOW_UP_SET) { shell.ways.to(Screen.FollowUps) }
            Main(Label.DISMISS, onClick = asking::dismiss)
        }
        RequestStage.NotSent, RequestStage.Refused, RequestStage.Withdrawn -> Main(Label.DISMISS, onClick = asking::dismiss)
    }
}

/** The officer's own number, typed for this peer only and kept nowhere in the shell. */
@Composable
fun ShareNumberScreen(shell: Shell) {
    val number by shell.asking.number.collectAsStateWithLifecycle()
    val refused by shell.asking.notDone.collectAsStateWithLifecycle()
    val busy by shell.asking.working.collectAsStateWithLifecycle()
    Page(
        label(Label.SHARE_NUMBER),
        lineBelow = true,
        actions = {
            Main(Label.SHARE_NUMBER, enabled = !busy, onClick = shell.asking::share)
            Other(Label.CANCEL, onClick = LocalWays.current.back)
        },
    ) {
        Say(label(Label.SHARE_ABOUT))
        refused?.let { Notice(it.says) }
        Typed("number", Label.MY_NUMBER, number, Types.title, leftToRight = true, keyboard = KeyboardType.Phone, change = shell.asking::type)
    }
}

/** Before the dialler opens: the peer will see the number. */
@Composable
fun DialPeerScreen(shell: Shell, scheme: String, open: (String) -> Unit) {
    val peer = shell.asking.request.collectAsStateWithLifecycle().value.ready?.peer
    LaunchedEffect(Unit) { shell.asking.refresh() }
    Dial(peer?.name.orEmpty(), peer?.phone.orEmpty(), emptyList(), "$scheme:${peer?.phone.orEmpty()}", null, open)
}
