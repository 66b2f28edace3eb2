package org.peerline.app.card

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.look.Card
import org.peerline.app.look.Grave
import org.peerline.app.look.Label
import org.peerline.app.look.LocalWays
import org.peerline.app.look.Main
import org.peerline.app.look.Notice
import org.peerline.app.look.Offer
import org.peerline.app.look.Other
import org.peerline.app.look.Page
import org.peerline.app.look.Quiet
import org.peerline.app.look.Say
import org.peerline.app.look.Shown
import org.peerline.app.look.Title
import org.peerline.app.look.Typed
import org.peerline.app.look.Types
import org.peerline.app.look.isolated
import org.peerline.app.look.label
import org.peerline.app.look.says
import org.peerline.app.ready

/** The card of the peer team: read, or shown to the coordinator. */
@Composable
fun CardScreen(shell: Shell) {
    val load by shell.card.cards.collectAsStateWithLifecycle()
    val refused by shell.card.notDone.collectAsStateWithLifecycle()
    val letters by shell.card.letters.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.card.refresh() }
    val cards = load.ready
    val none = cards != null && cards.member == null && cards.peer == null
    Page(
        label(Label.CARD),
        actions = { if (none) Main(Label.JOIN, onClick = shell.card::join) },
    ) {
        refused?.let { Notice(it.says) }
        Shown(load, shell.card::refresh) { read ->
            for (joined in listOfNotNull(read.member, read.peer)) {
                Card {
                    Say(joined.pool, Types.heading)
                    Say(label(if (joined.asPeer) Label.CARD_AS_PEER else Label.CARD_AS_MEMBER))
                }
            }
            read.forTheRoster?.let { card ->
                Card {
                    Say(label(Label.CARD_FOR_ROSTER))
                    Say(card.word, Types.title)
                    Quiet(isolated(card.text))
                }
            }
            if (none) {
                Say(label(Label.NO_CARD_YET))
                Say(label(Label.CARD_TYPE_ABOUT))
                Typed("card", Label.CARD_LETTERS, letters, leftToRight = true, lines = 3, change = shell.card::type)
            } else {
                Other(Label.LEAVE_POOL) { shell.ways.to(Screen.LeavePool) }
            }
        }
    }
}

/** What it means to leave, before it is done. */
@Composable
fun LeavePoolScreen(shell: Shell) {
    val load by shell.card.cards.collectAsStateWithLifecycle()
    val refused by shell.card.notDone.collectAsStateWithLifecycle()
    val back = LocalWays.current.back
    LaunchedEffect(Unit) { shell.card.refresh() }
    val pools = load.ready?.let { listOfNotNull(it.member, it.peer) }.orEmpty().map { it.pool }.distinct()
    Page(
        low = true,
        actions = {
            if (pools.isNotEmpty()) Grave(Offer("erase-now", label(Label.LEAVE_POOL)), onClick = shell.card::leave)
            Other(Label.CANCEL, onClick = back)
        },
    ) {
        Title(label(Label.LEAVE_POOL))
        refused?.let { Notice(it.says) }
        Shown(load, shell.card::refresh) {
            for (pool in pools) Say(pool, Types.heading)
            Say(label(if (pools.isEmpty()) Label.NO_CARD_YET else Label.LEAVE_POOL_ABOUT))
        }
    }
}
