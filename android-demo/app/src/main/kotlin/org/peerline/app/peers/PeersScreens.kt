package org.peerline.app.peers

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.material3.Icon
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.derivedStateOf
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.peerline.app.Load
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.look.Card
import org.peerline.app.look.Heading
import org.peerline.app.look.Icons
import org.peerline.app.look.Label
import org.peerline.app.look.ListPage
import org.peerline.app.look.LocalWays
import org.peerline.app.look.Main
import org.peerline.app.look.One
import org.peerline.app.look.Onward
import org.peerline.app.look.Other
import org.peerline.app.look.Page
import org.peerline.app.look.Quiet
import org.peerline.app.look.Say
import org.peerline.app.look.Shown
import org.peerline.app.look.Some
import org.peerline.app.look.Space
import org.peerline.app.look.Title
import org.peerline.app.look.Types
import org.peerline.app.look.isolated
import org.peerline.app.look.label
import org.peerline.app.look.style
import org.peerline.app.ready
import org.peerline.core.Excluded
import org.peerline.core.PeerRow
import org.peerline.core.Reason

/** Everybody who can be asked, by name, agency or topic. */
@Composable
fun PeersScreen(shell: Shell) {
    val load by shell.peers.list.collectAsStateWithLifecycle()
    val query by shell.peers.query.collectAsStateWithLifecycle()
    val found = load.ready
    val state = rememberLazyListState()
    val nearTheEnd by remember(found) {
        derivedStateOf { (state.layoutInfo.visibleItemsInfo.lastOrNull()?.index ?: 0) >= (found?.rows?.size ?: 0) - 5 }
    }
    LaunchedEffect(found, nearTheEnd) { if (nearTheEnd) shell.peers.more() }
    ListPage {
        LazyColumn(
            Modifier.weight(1f).fillMaxWidth(),
            state,
            contentPadding = PaddingValues(start = Space.normal, end = Space.normal, bottom = Space.wide),
            verticalArrangement = Arrangement.spacedBy(Space.close),
        ) {
            item { Title(label(Label.DIRECTORY)) }
            item {
                OutlinedTextField(
                    query.text,
                    onValueChange = { shell.peers.ask(query.copy(text = it)) },
                    modifier = Modifier.fillMaxWidth(),
                    textStyle = Types.body.style(),
                    label = { Text(label(Label.SEARCH), style = Types.small.style()) },
                    leadingIcon = { Icon(Icons.search, contentDescription = null) },
                    singleLine = true,
                )
            }
            item {
                Onward(Icons.filter, label(Label.FILTERS)) { shell.ways.to(Screen.Filters) }
            }
            item {
                Onward(Icons.people, label(Label.EXCLUSIONS), label(Label.EXCLUSIONS_ABOUT)) {
                    shell.peers.readExclusions()
                    shell.ways.to(Screen.Exclusions)
                }
            }
            if (found == null) {
                item { Column { Shown(load, shell.peers::again) {} } }
            } else {
                if (found.rows.isEmpty()) item { Say(label(Label.NOTHING_FOUND)) }
                items(found.rows, key = { it.id }) { peer ->
                    Card(onClick = { shell.ways.to(Screen.Peer(peer.id)) }) {
                        Say(peer.name, Types.heading)
                        Quiet(peer.agency)
                        Say(peer.onCall, Types.label)
                        Say(peer.topics, Types.small)
                    }
                }
            }
        }
    }
}

/** One peer, with what they say about themselves. */
@Composable
fun PeerScreen(shell: Shell, id: String) {
    val load by shell.peers.list.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { if (load.ready == null) shell.peers.begin() }
    val peer = load.ready?.rows?.find { it.id == id }
    var excluding by remember { mutableStateOf(false) }
    val ready by shell.ready.collectAsStateWithLifecycle()
    Page(
        actions = {
            if (peer?.hasApp == true) Main(label(Label.ASK_CHOSEN)) { shell.asking.begin(peer) }
            if (peer != null) Other(label(Label.EXCLUDE)) { excluding = !excluding }
        },
    ) {
        Shown(load, shell.peers::again) { if (peer == null) Say(label(Label.NOTHING_FOUND)) else About(peer) }
        if (excluding && peer != null) {
            Heading(label(Label.EXCLUDE_WHY))
            One(ready?.choices?.reasons.orEmpty().map { it.value to it.name }, null as Reason?) { reason ->
                if (reason != null) shell.peers.exclude(Excluded.Peer(peer.id), reason)
                shell.ways.back()
            }
        }
    }
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

/** What somebody looks for. */
@Composable
fun FiltersScreen(shell: Shell) {
    val query by shell.peers.query.collectAsStateWithLifecycle()
    val ready by shell.ready.collectAsStateWithLifecycle()
    val agencies by shell.peers.agencies.collectAsStateWithLifecycle()
    val mine by shell.peers.myAgency.collectAsStateWithLifecycle()
    val choices = ready?.choices ?: return
    val any = null to label(Label.ANY)
    val back = LocalWays.current.back
    Page(label(Label.FILTERS), actions = { Main(label(Label.SHOW_PEERS), onClick = back) }) {
        Heading(label(Label.FILTER_TOPIC))
        One(listOf(any) + choices.topics.map { it.value to it.name }, query.topic) { shell.peers.ask(query.copy(topic = it)) }
        Heading(label(Label.ROLE))
        One(listOf(any) + choices.roles.map { it.value to it.name }, query.role) { shell.peers.ask(query.copy(role = it)) }
        Heading(label(Label.REACHED_BY))
        One(listOf(any) + choices.modalities.map { it.value to it.name }, query.modality) { shell.peers.ask(query.copy(modality = it)) }
        Heading(label(Label.GENDER))
        One(listOf(any) + choices.genders.map { it.value to it.name }, query.gender) { shell.peers.ask(query.copy(gender = it)) }
        Heading(label(Label.FILTER_MORE))
        val veteran = listOf(true to label(Label.VETERAN))
        Some(veteran, setOf(query.veteran)) { shell.peers.ask(query.copy(veteran = true in it)) }
        mine?.let { agency ->
            val outside = listOf(true to label(Label.NOT_MY_AGENCY))
            Some(outside, setOf(query.outsideAgency != null)) {
                shell.peers.ask(query.copy(agency = null, outsideAgency = agency.takeIf { _ -> true in it }))
            }
        }
        Heading(label(Label.AGENCY))
        One(listOf(any) + agencies.map { it to it }, query.agency) { shell.peers.ask(query.copy(agency = it, outsideAgency = null)) }
    }
}

/** Whom the officer must not meet: in no list, no count and no match. */
@Composable
fun ExclusionsScreen(shell: Shell) {
    val load by shell.peers.exclusions.collectAsStateWithLifecycle()
    val agencies by shell.peers.agencies.collectAsStateWithLifecycle()
    val peers by shell.peers.list.collectAsStateWithLifecycle()
    val ready by shell.ready.collectAsStateWithLifecycle()
    val choices = ready?.choices ?: return
    LaunchedEffect(Unit) { if (load !is Load.Ready) shell.peers.readExclusions() }
    Page(label(Label.EXCLUSIONS)) {
        Say(label(Label.EXCLUSIONS_ABOUT))
        Shown(load, shell.peers::readExclusions) { exclusions ->
            if (exclusions.isEmpty()) Say(label(Label.EXCLUSIONS_NONE))
            for (one in exclusions) {
                Card {
                    val whom = when (val who = one.whom) {
                        is Excluded.Agency -> who.agency
                        is Excluded.RoleInAgency -> "${choices.roles.find { it.value == who.role }?.name} · ${who.agency}"
                        is Excluded.Peer -> peers.ready?.rows?.find { it.id == who.id }?.name ?: label(Label.ONE_PEER)
                    }
                    Say(whom, Types.heading)
                    Quiet(choices.reasons.find { it.value == one.reason }?.name.orEmpty())
                    Other(label(Label.TAKE_BACK)) { shell.peers.noLongerExclude(one.whom) }
                }
            }
            val out = exclusions.mapNotNull { (it.whom as? Excluded.Agency)?.agency }
            Heading(label(Label.EXCLUDE_AGENCY))
            One((agencies - out.toSet()).map { it to it }, null as String?) { agency ->
                if (agency != null) shell.peers.exclude(Excluded.Agency(agency), Reason.NAMED_BY_ME)
            }
        }
    }
}
