package org.peerline.app.duty

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.peerline.app.Shell
import org.peerline.app.look.Card
import org.peerline.app.look.Label
import org.peerline.app.look.LocalColours
import org.peerline.app.look.Main
import org.peerline.app.look.NotDone
import org.peerline.app.look.Notice
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
import org.peerline.core.OfferScreen
import org.peerline.core.Standing

/** On call or not, and the requests: topics and wishes, never a name. */
@Composable
fun DutyScreen(shell: Shell) {
    val load by shell.duty.screen.collectAsStateWithLifecycle()
    val refused by shell.duty.notDone.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.duty.refresh() }
    Page {
        refused?.let { NotDone(it.words, shell.duty::refresh) }
        Shown(load, shell.duty::refresh) { duty ->
            Title(label(Label.DUTY))
            Told(duty.onCall, Types.heading)
            duty.screen.trouble?.let { Notice(it) }
            for (offer in duty.screen.offers) Offer(shell, offer)
            if (duty.screen.onCallUntil == null) {
                Main(label(Label.FOR_8_HOURS)) { shell.duty.goOnCall(8u) }
                Other(label(Label.ON_CALL_12)) { shell.duty.goOnCall(12u) }
                Other(label(Label.ON_CALL_24)) { shell.duty.goOnCall(24u) }
            } else {
                if (duty.screen.offers.isEmpty()) Say(label(Label.DUTY_NONE))
                Other(label(Label.OFF_CALL), onClick = shell.duty::goOffCall)
            }
        }
    }
}

@Composable
private fun Offer(shell: Shell, offer: OfferScreen) = Card(
    if (offer.stage is Standing.Over) LocalColours.current.ground else LocalColours.current.surface,
) {
    Told(offer.headline, Types.heading)
    offer.left?.let { Say(it, Types.label) }
    if (offer.stage !is Standing.Over) {
        Say(offer.topics)
        Say(offer.wishes)
        Quiet(offer.language)
    }
    offer.phone?.let { Say(isolated(it), Types.title) } ?: offer.number?.let { Say(it) }
    when (offer.stage) {
        Standing.Open -> {
            Main(label(Label.TAKE)) { shell.duty.claim(offer.id) }
            Other(label(Label.NOT_NOW)) { shell.duty.decline(offer.id) }
        }
        Standing.Claiming -> {}
        is Standing.Held -> Other(label(Label.GIVE_BACK)) { shell.duty.release(offer.id) }
        is Standing.Over -> Other(label(Label.CLOSE)) { shell.duty.dismiss(offer.id) }
    }
}
