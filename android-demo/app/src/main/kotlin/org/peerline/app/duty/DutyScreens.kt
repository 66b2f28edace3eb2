package org.peerline.app.duty

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.lines.Dial
import org.peerline.app.look.Card
import org.peerline.app.look.Icons
import org.peerline.app.look.Label
import org.peerline.app.look.LocalColours
import org.peerline.app.look.LocalWays
import org.peerline.app.look.Main
import org.peerline.app.look.NotDone
import org.peerline.app.look.Notice
import org.peerline.app.look.OnOff
import org.peerline.app.look.Onward
import org.peerline.app.look.Other
import org.peerline.app.look.Page
import org.peerline.app.look.Quiet
import org.peerline.app.look.Say
import org.peerline.app.look.Shown
import org.peerline.app.look.Told
import org.peerline.app.look.Types
import org.peerline.app.look.label
import org.peerline.app.look.offer
import org.peerline.app.look.says
import org.peerline.app.ready
import org.peerline.core.OfferScreen
import org.peerline.core.Standing

/** On call or not, and the requests: topics and wishes, never a name. */
@Composable
fun DutyScreen(shell: Shell) {
    val load by shell.duty.screen.collectAsStateWithLifecycle()
    val refused by shell.duty.notDone.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.duty.refresh() }
    Page(label(Label.DUTY)) {
        refused?.let { NotDone(it, shell.duty::refresh) }
        Shown(load, shell.duty::refresh) { duty ->
            Told(duty.onCall, Types.heading)
            duty.screen.trouble?.let { Notice(it) }
            for (offer in duty.screen.offers) Request(shell, offer)
            when {
                duty.screen.onBreak -> Main(Label.BREAK_END, onClick = shell.duty::endBreak)
                duty.screen.onCallUntil == null -> {
                    for ((hours, what) in listOf(1u to Label.FOR_1_HOUR, 4u to Label.FOR_4_HOURS)) Other(what) { shell.duty.goOnCall(hours) }
                    Main(Label.FOR_8_HOURS) { shell.duty.goOnCall(8u) }
                    for ((hours, what) in listOf(12u to Label.ON_CALL_12, 24u to Label.ON_CALL_24)) Other(what) { shell.duty.goOnCall(hours) }
                }
                else -> {
                    if (duty.screen.offers.isEmpty()) Say(label(Label.DUTY_NONE))
                    Other(Label.OFF_CALL, onClick = shell.duty::goOffCall)
                }
            }
            if (!duty.screen.onBreak) Onward(Icons.moon, Label.BREAK) { shell.ways.to(Screen.Break) }
            Onward(Icons.list, Label.BREAK_CHECK) { shell.lists.begin(duty.screen.loadChecklist) }
            Onward(Icons.later, Label.PEER_REMINDER) { shell.ways.to(Screen.PeerReminders) }
        }
    }
}

@Composable
private fun Request(shell: Shell, request: OfferScreen) = Card(
    if (request.stage is Standing.Over) LocalColours.current.ground else LocalColours.current.surface,
) {
    val id = request.id
    Told(request.headline, Types.heading)
    request.left?.let { Say(it, Types.label) }
    if (request.stage !is Standing.Over) {
        Say(request.topics)
        Say(request.wishes)
        Quiet(request.language)
    }
    request.number?.let { Say(it) }
    when (request.stage) {
        Standing.Open -> {
            Main(offer(Label.TAKE, of = id)) { shell.duty.claim(id) }
            Other(offer(Label.NOT_NOW, of = id)) { shell.duty.decline(id) }
        }
        Standing.Claiming -> {}
        is Standing.Held -> {
            request.phone?.let { Main(offer(Label.CALL, of = "tel:$it", with = it), Icons.call) { shell.ways.to(Screen.CallOfficer(id)) } }
            Other(offer(Label.GIVE_BACK, of = id)) { shell.duty.release(id) }
        }
        is Standing.Over -> Other(offer(Label.DISMISS, of = id)) { shell.duty.dismiss(id) }
    }
}

/** Before the dialler opens: the officer will see the peer's number. */
@Composable
fun DialOfficerScreen(shell: Shell, request: String, open: (String) -> Unit) {
    LaunchedEffect(Unit) { shell.duty.refresh() }
    val held = shell.duty.screen.collectAsStateWithLifecycle().value.ready?.screen?.offers?.find { it.id == request }
    Dial(held?.headline.orEmpty(), held?.phone.orEmpty(), emptyList(), "tel:${held?.phone.orEmpty()}", null, open)
}

/** Nobody has to be there for others all the time. */
@Composable
fun BreakScreen(shell: Shell) {
    val load by shell.duty.screen.collectAsStateWithLifecycle()
    val refused by shell.duty.notDone.collectAsStateWithLifecycle()
    val back = LocalWays.current.back
    LaunchedEffect(Unit) { shell.duty.refresh() }
    Page(
        label(Label.BREAK),
        low = true,
        actions = {
            for ((days, what) in listOf(1u to Label.BREAK_DAY, 7u to Label.BREAK_WEEK)) Other(what) { shell.duty.takeBreak(days) }
            Main(Label.UNTIL_ENDED) { shell.duty.takeBreak(null) }
            Other(Label.CANCEL, onClick = back)
        },
    ) {
        refused?.let { NotDone(it, shell.duty::refresh) }
        Shown(load, shell.duty::refresh) { duty ->
            Say(duty.screen.breakAsk)
            Onward(Icons.list, Label.BREAK_CHECK) { shell.lists.begin(duty.screen.loadChecklist) }
        }
    }
}

/** A peer's own reminders to check in: only if the officer was asked and said yes. */
@Composable
fun PeerRemindersScreen(shell: Shell) {
    val load by shell.duty.reminders.collectAsStateWithLifecycle()
    val refused by shell.duty.notDone.collectAsStateWithLifecycle()
    var agreed by rememberSaveable { mutableStateOf(false) }
    LaunchedEffect(Unit) { shell.duty.readReminders() }
    Page(
        label(Label.PEER_REMINDER),
        actions = {
            OnOff(Label.PEER_AGREED, agreed) { agreed = it }
            Main(Label.PEER_REMINDER) { shell.duty.remind(agreed) { agreed = false } }
        },
    ) {
        refused?.let { Notice(it.says) }
        Shown(load, shell.duty::readReminders) { screen ->
            Say(screen.ask)
            for (one in screen.reminders) {
                Card {
                    Say(one.title, Types.label)
                    Say(one.at)
                    one.isDue?.let { Notice(it) }
                    Other(Label.FOLLOW_UP_END) { shell.duty.endReminder(one.id) }
                }
            }
            if (screen.reminders.size > 1) Other(Label.FOLLOW_UP_END_ALL) { shell.duty.endReminder(null) }
        }
    }
}
