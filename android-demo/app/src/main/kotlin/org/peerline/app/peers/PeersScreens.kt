package org.peerline.app.peers

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.look.Card
import org.peerline.app.look.Heading
import org.peerline.app.look.Icons
import org.peerline.app.look.Label
import org.peerline.app.look.ListPage
import org.peerline.app.look.LocalWays
import org.peerline.app.look.Main
import org.peerline.app.look.NotDone
import org.peerline.app.look.Offer
import org.peerline.app.look.One
import org.peerline.app.look.Other
import org.peerline.app.look.Page
import org.peerline.app.look.Quiet
import org.peerline.app.look.Say
import org.peerline.app.look.Shown
import org.peerline.app.look.SideBySide
import org.peerline.app.look.Space
import org.peerline.app.look.TextTap
import org.peerline.app.look.Title
import org.peerline.app.look.Typed
import org.peerline.app.look.Types
import org.peerline.app.look.isolated
import org.peerline.app.look.label
import org.peerline.app.look.named
import org.peerline.app.look.offer
import org.peerline.app.ready
import org.peerline.core.Choices
import org.peerline.core.Excluded
import org.peerline.core.PeerRow
import org.peerline.core.Query
import org.peerline.core.Reason

/** Everybody who can be asked, by name, agency or topic. */
@Composable
fun PeersScreen(shell: Shell) {
    val load by shell.peers.list.collectAsStateWithLifecycle()
    val query by shell.peers.query.collectAsStateWithLifecycle()
    val found = load.ready
    LaunchedEffect(Unit) { if (found == null) shell.peers.begin() }
    ListPage {
        LazyColumn(
            Modifier.weight(1f).fillMaxWidth(),
            contentPadding = PaddingValues(start = Space.normal, end = Space.normal, bottom = Space.wide),
            verticalArrangement = Arrangement.spacedBy(Space.close),
        ) {
            item { Title(label(Label.DIRECTORY)) }
            item {
                Typed("search", Label.SEARCH, query.text, icon = Icons.search) { shell.peers.ask(query.copy(text = it)) }
            }
            item {
                SideBySide {
                    TextTap(offer(Label.FILTERS), Icons.filter) { shell.ways.to(Screen.Filters) }
                    TextTap(offer(Label.EXCLUSIONS), Icons.people) { shell.ways.to(Screen.Exclusions) }
                }
            }
            if (query != Query(text = query.text)) item { FiltersOn(shell) }
            if (found == null) {
                item { Column { Shown(load, shell.peers::again) {} } }
            } else {
                if (found.rows.isEmpty()) item { Say(label(Label.NOTHING_FOUND)) }
                items(found.rows, key = { it.id }) { Row(shell, it) }
                if (found.hasMore) item { Other(Label.MORE, onClick = shell.peers::more) }
            }
        }
    }
}

@Composable
private fun Row(shell: Shell, peer: PeerRow) = Card(offer = Offer("peer:${peer.id}", peer.name), onClick = { shell.ways.to(Screen.Peer(peer.id)) }) {
    Say(peer.name, Types.heading)
    Quiet(peer.agency)
    Say(peer.onCall, Types.label)
    Say(peer.topics, Types.small)
    SideBySide {
        if (peer.hasApp) TextTap(offer(Label.ASK_CHOSEN, of = peer.id)) { shell.asking.begin(peer) }
        TextTap(offer(Label.EXCLUDE, of = peer.id)) { shell.ways.to(Screen.Exclude(peer.id)) }
    }
}

/** One peer, with what they say about themselves. */
@Composable
fun PeerScreen(shell: Shell, id: String) {
    val load by shell.peers.list.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { if (load.ready == null) shell.peers.begin() }
    val peer = load.ready?.rows?.find { it.id == id }
    Page(
        actions = {
            if (peer?.hasApp == true) Main(offer(Label.ASK_CHOSEN, of = peer.id)) { shell.asking.begin(peer) }
            if (peer != null) Other(offer(Label.EXCLUDE, of = peer.id)) { shell.ways.to(Screen.Exclude(peer.id)) }
        },
    ) { Shown(load, shell.peers::again) { if (peer == null) Title(label(Label.NOTHING_FOUND)) else About(peer) } }
}

@Composable
private fun About(peer: PeerRow) {
    Title(peer.name)
    Say(peer.agency, Types.heading)
    Say(peer.onCall)
    Card { for (fact in listOf(peer.roles, peer.experience, peer.topics, peer.languages, peer.reachedBy)) Say(fact) }
    peer.phone?.let { Say(isolated(it), Types.title) }
    if (!peer.hasApp) Say(label(Label.PEER_HAS_NO_APP))
}

/** Why the officer must not meet this peer, or nobody of that agency. Only they see it. */
@Composable
fun ExcludeScreen(shell: Shell, id: String) {
    val load by shell.peers.list.collectAsStateWithLifecycle()
    val ready by shell.ready.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { if (load.ready == null) shell.peers.begin() }
    val peer = load.ready?.rows?.find { it.id == id }
    val leaveOut = { whom: Excluded, reason: Reason ->
        shell.peers.exclude(whom, reason)
        shell.ways.back()
        // The page about somebody who is in no list any more has nothing to say.
        if (shell.ways.stack.last() == Screen.Peer(id)) shell.ways.back()
        Unit
    }
    Page(label(Label.EXCLUDE), actions = { Other(Label.CANCEL, onClick = LocalWays.current.back) }) {
        Shown(load, shell.peers::again) {
            if (peer == null) return@Shown Say(label(Label.NOTHING_FOUND))
            Say(peer.name, Types.heading)
            Quiet(peer.agency)
            Say(label(Label.EXCLUSIONS_ABOUT))
            Heading(label(Label.EXCLUDE_WHY))
            One(reasons(ready?.choices), null as Reason?) { if (it != null) leaveOut(Excluded.Peer(id), it) }
            Other(Label.EXCLUDE_AGENCY) { leaveOut(Excluded.Agency(peer.agency), Reason.NAMED_BY_ME) }
        }
    }
}

private fun reasons(choices: Choices?): List<Pair<Reason?, Offer>> =
    choices?.reasons.orEmpty().map { it.value to named("reason", it.value, it.name) }

/** Whom the officer must not meet: in no list, no count and no match. */
@Composable
fun ExclusionsScreen(shell: Shell) {
    val load by shell.peers.exclusions.collectAsStateWithLifecycle()
    val agencies by shell.peers.agencies.collectAsStateWithLifecycle()
    val refused by shell.peers.notDone.collectAsStateWithLifecycle()
    val ready by shell.ready.collectAsStateWithLifecycle()
    val choices = ready?.choices ?: return
    LaunchedEffect(Unit) {
        shell.peers.readExclusions()
        shell.peers.readAgencies()
    }
    Page(label(Label.EXCLUSIONS)) {
        refused?.let { NotDone(it, shell.peers::readExclusions) }
        Say(label(Label.EXCLUSIONS_ABOUT))
        Shown(load, shell.peers::readExclusions) { exclusions ->
            if (exclusions.isEmpty()) Say(label(Label.EXCLUSIONS_NONE))
            exclusions.forEachIndexed { at, one ->
                Card {
                    when (val who = one.whom) {
                        is Excluded.Agency -> Say(who.agency, Types.heading)
                        is Excluded.RoleInAgency -> {
                            Say(choices.roles.find { it.value == who.role }?.name.orEmpty(), Types.heading)
                            Say(who.agency)
                        }
                        // Somebody who is left out is in no list any more, so that only the id is known here.
                        is Excluded.Peer -> {
                            Say(label(Label.ONE_PEER), Types.heading)
                            Quiet(isolated(who.id))
                        }
                    }
                    Quiet(choices.reasons.find { it.value == one.reason }?.name.orEmpty())
                    Other(offer(Label.TAKE_BACK, of = "$at")) { shell.peers.noLongerExclude(one.whom) }
                }
            }
            Shown(agencies, shell.peers::readAgencies) { all ->
                val out = exclusions.mapNotNull { (it.whom as? Excluded.Agency)?.agency }
                ByRole(shell, choices, all - out.toSet())
                Heading(label(Label.EXCLUDE_AGENCY))
                One((all - out.toSet()).map { it to Offer("agency:$it", it) }, null as String?) { agency ->
                    if (agency != null) shell.peers.exclude(Excluded.Agency(agency), Reason.NAMED_BY_ME)
                }
            }
        }
    }
}

/** A supervisor of one agency, internal affairs of another: by role, without a name. */
@Composable
private fun ByRole(shell: Shell, choices: Choices, agencies: List<String>) {
    val chosen by shell.peers.byRole.collectAsStateWithLifecycle()
    Heading(label(Label.EXCLUDE_ROLE))
    One(choices.roles.map { it.value to named("role", it.value, it.name) }, chosen.role) { shell.peers.choose(chosen.copy(role = it)) }
    if (chosen.role == null) return
    Quiet(label(Label.AGENCY))
    One(agencies.map { it to Offer("agency-of-role:$it", it) }, chosen.agency) { shell.peers.choose(chosen.copy(agency = it)) }
    Quiet(label(Label.EXCLUDE_WHY))
    One(reasons(choices), chosen.reason) { shell.peers.choose(chosen.copy(reason = it)) }
    Main(Label.LEAVE_OUT, enabled = chosen.agency != null && chosen.reason != null, onClick = shell.peers::excludeByRole)
}

/** The officer's own agency. It never leaves the phone. */
@Composable
fun MyAgencyScreen(shell: Shell) {
    val load by shell.peers.agencies.collectAsStateWithLifecycle()
    val refused by shell.peers.notDone.collectAsStateWithLifecycle()
    val mine by shell.peers.myAgency.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.peers.readAgencies() }
    Page(label(Label.MY_AGENCY)) {
        refused?.let { NotDone(it, shell.peers::readAgencies) }
        Shown(load, shell.peers::readAgencies) { all ->
            One(listOf(null to offer(Label.NOT_SET)) + all.map { it to Offer("agency:$it", it) }, mine, shell.peers::setMyAgency)
        }
    }
}
