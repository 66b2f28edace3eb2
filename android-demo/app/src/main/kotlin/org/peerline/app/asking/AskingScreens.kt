package org.peerline.app.asking

import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.style.TextDirection
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
import org.peerline.app.look.Onward
import org.peerline.app.look.Other
import org.peerline.app.look.Page
import org.peerline.app.look.Quiet
import org.peerline.app.look.Say
import org.peerline.app.look.Shown
import org.peerline.app.look.Some
import org.peerline.app.look.Title
import org.peerline.app.look.Told
import org.peerline.app.look.Types
import org.peerline.app.look.isolated
import org.peerline.app.look.label
import org.peerline.app.look.style
import org.peerline.app.ready
import org.peerline.core.Modality
import org.peerline.core.RequestScreen
import org.peerline.core.RequestStage

/** Whom, and if somebody wants to say it, about what. Everything may be left as it is. */
@Composable
fun AskScreen(shell: Shell) {
    val choice by shell.asking.choice.collectAsStateWithLifecycle()
    val before by shell.asking.before.collectAsStateWithLifecycle()
    val ready by shell.ready.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.asking.readBefore() }
    Page(
        label(Label.ASK_TITLE),
        actions = { if (before is Load.Ready) Main(label(Label.ASK_ON)) { shell.ways.to(Screen.Limits) } },
    ) {
        Shown(before, shell.asking::readBefore) { stands ->
            val peer = choice.peer
            if (peer == null) {
                Say(label(Label.ASK_ANYONE), Types.heading)
                Onward(Icons.people, label(Label.ASK_SOMEBODY)) {
                    shell.peers.begin()
                    shell.ways.to(Screen.Peers)
                }
            } else {
                Say(peer.name, Types.heading)
                Quiet(peer.agency)
                Some(listOf(true to label(Label.OTHERS_MAY_FOLLOW)), setOf(choice.othersMayFollow)) {
                    shell.asking.choose(choice.copy(othersMayFollow = true in it))
                }
                Other(label(Label.ASK_ANYONE)) { shell.asking.choose(choice.copy(peer = null)) }
            }
            Say(stands.onCall)
            Quiet(stands.counted)
            Heading(label(Label.ASK_TOPICS))
            Some(ready?.choices?.topics.orEmpty().map { it.value to it.name }, choice.topics) { shell.asking.choose(choice.copy(topics = it)) }
            Heading(label(Label.ASK_WISHES))
            Some(ready?.choices?.wishes.orEmpty().map { it.value to it.name }, choice.wishes) { shell.asking.choose(choice.copy(wishes = it)) }
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
        actions = {
            before.ready?.let { Say(it.deadline, Types.small) }
            if (limits is Load.Ready) Main(label(Label.LIMITS_ACCEPT_AND_ASK), enabled = !busy, onClick = shell.asking::acceptAndAsk)
            LineTap(label(Label.LINES_NOW), onClick = LocalWays.current.lines)
        },
    ) {
        refused?.let { NotDone(it.words, shell.asking::readBefore) }
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
            before.ready?.let { stands ->
                Notice(stands.cannot)
                Heading(label(Label.STAYS_VISIBLE))
                for (sentence in stands.visible) Say(sentence)
            }
        }
    }
}

/** Waiting, somebody there, or over. A line is one tap away the whole time. */
@Composable
fun RequestScreen(shell: Shell) {
    val load by shell.asking.request.collectAsStateWithLifecycle()
    val refused by shell.asking.notDone.collectAsStateWithLifecycle()
    val request = load.ready
    LaunchedEffect(Unit) { shell.asking.refresh() }
    Page(
        low = true,
        actions = {
            if (request?.linesFirst == true) LineTap(label(Label.LINES_NOW), onClick = LocalWays.current.lines)
            if (request != null) Actions(shell, request)
            if (request?.linesFirst != true) LineTap(label(Label.LINES_NOW), onClick = LocalWays.current.lines)
        },
    ) {
        refused?.let { NotDone(it.words, shell.asking::refresh) }
        Shown(load, shell.asking::refresh) { shown ->
            if (shown == null) {
                Say(label(Label.NO_REQUEST))
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
        }
    }
}

@Composable
private fun ColumnScope.Actions(shell: Shell, request: RequestScreen) {
    val asking = shell.asking
    when (val stage = request.stage) {
        RequestStage.Sending, RequestStage.NotSentYet, is RequestStage.Waiting ->
            Other(label(Label.WITHDRAW), onClick = asking::withdraw)
        is RequestStage.Answered -> {
            val peer = request.peer
            val reached = peer?.modalities.orEmpty()
            if (peer?.phone != null) {
                if (Modality.CALL in reached || Modality.TEXT !in reached) Main(label(Label.CALL), Icons.call) { shell.ways.to(Screen.CallPeer) }
                if (Modality.TEXT in reached) Other(label(Label.TEXT), Icons.write) { shell.ways.to(Screen.TextPeer) }
            }
            if (peer?.numberShared == false) Other(label(Label.SHARE_NUMBER)) { shell.ways.to(Screen.ShareNumber) }
            if (stage.askIfNoLuck) Other(label(Label.NEXT_PEER), onClick = asking::next)
            Other(label(Label.DONE), Icons.tick, onClick = asking::complete)
        }
        RequestStage.Expired, RequestStage.NobodyLeft -> {
            Main(label(Label.ASK_AGAIN)) { asking.begin(notYetAsked = true) }
            Other(label(Label.CLOSE), onClick = asking::dismiss)
        }
        RequestStage.NotSent, RequestStage.Refused, RequestStage.Withdrawn, RequestStage.Completed ->
            Main(label(Label.CLOSE), onClick = asking::dismiss)
    }
}

/** The officer's own number, typed for this peer only and kept nowhere in the shell. */
@Composable
fun ShareNumberScreen(shell: Shell) {
    var number by remember { mutableStateOf("") }
    val refused by shell.asking.notDone.collectAsStateWithLifecycle()
    Page(
        label(Label.SHARE_NUMBER),
        actions = {
            Main(label(Label.SHARE_NOW), enabled = number.isNotBlank()) { shell.asking.share(number.filterNot { it == ' ' || it == '-' }) }
            Other(label(Label.BACK), onClick = LocalWays.current.back)
        },
    ) {
        Say(label(Label.SHARE_ABOUT))
        refused?.let { NotDone(it.words, shell.asking::refresh) }
        OutlinedTextField(
            number,
            onValueChange = { number = it },
            modifier = Modifier.fillMaxWidth(),
            textStyle = Types.title.style().copy(textDirection = TextDirection.Ltr),
            label = { Text(label(Label.MY_NUMBER), style = Types.small.style()) },
            singleLine = true,
            keyboardOptions = KeyboardOptions(keyboardType = KeyboardType.Phone),
        )
    }
}

/** Before the dialler opens: the peer will see the number. */
@Composable
fun DialPeerScreen(shell: Shell, scheme: String, open: (String) -> Unit) {
    val peer = shell.asking.request.collectAsStateWithLifecycle().value.ready?.peer
    Dial(peer?.name.orEmpty(), peer?.phone.orEmpty(), emptyList(), "$scheme:${peer?.phone.orEmpty()}", null, open)
}
