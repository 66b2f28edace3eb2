package org.peerline.app.peers

import androidx.compose.foundation.layout.Arrangement
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
import org.peerline.app.look.Offer
import org.peerline.app.look.OnOff
import org.peerline.app.look.One
import org.peerline.app.look.Onward
import org.peerline.app.look.Page
import org.peerline.app.look.Quiet
import org.peerline.app.look.Say
import org.peerline.app.look.Shown
import org.peerline.app.look.Space
import org.peerline.app.look.Title
import org.peerline.app.look.Types
import org.peerline.app.look.label
import org.peerline.app.look.named
import org.peerline.app.look.offer

/** What somebody looks for: all of it together. */
@Composable
fun FiltersScreen(shell: Shell) {
    val query by shell.peers.query.collectAsStateWithLifecycle()
    val ready by shell.ready.collectAsStateWithLifecycle()
    val agencies by shell.peers.agencies.collectAsStateWithLifecycle()
    val regions by shell.peers.regions.collectAsStateWithLifecycle()
    val mine by shell.peers.myAgency.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) {
        shell.peers.readAgencies()
        shell.peers.readRegions()
    }
    val choices = ready?.choices ?: return
    val ask = shell.peers::ask
    Page(label(Label.FILTERS), actions = { Main(Label.SHOW_PEERS, onClick = LocalWays.current.back) }) {
        OneOrAny("topic", Label.FILTER_TOPIC, choices.topics.map { it.value to named("topic", it.value, it.name) }, query.topic) { ask(query.copy(topic = it)) }
        OneOrAny("experience", Label.EXPERIENCE, choices.topics.map { it.value to named("experience", it.value, it.name) }, query.experience) {
            ask(query.copy(experience = it))
        }
        OneOrAny("role", Label.ROLE, choices.roles.map { it.value to named("role", it.value, it.name) }, query.role) { ask(query.copy(role = it)) }
        OneOrAny("modality", Label.REACHED_BY, choices.modalities.map { it.value to named("modality", it.value, it.name) }, query.modality) {
            ask(query.copy(modality = it))
        }
        val spoken = SPOKEN.map { (tag, name) -> tag to Offer("spoken:$tag", label(name)) }
        OneOrAny("spoken", Label.SPEAKS, spoken, query.language) { ask(query.copy(language = it)) }
        OneOrAny("gender", Label.GENDER, choices.genders.map { it.value to named("gender", it.value, it.name) }, query.gender) {
            ask(query.copy(gender = it))
        }
        if (regions.isNotEmpty()) {
            Heading(label(Label.REGION))
            Onward(Icons.page, Offer("region", regions.find { it.code == query.region }?.name ?: label(Label.ANY))) { shell.ways.to(Screen.FilterRegion) }
        }
        Heading(label(Label.FILTER_MORE))
        OnOff(Label.VETERAN, query.veteran) { ask(query.copy(veteran = it)) }
        mine?.let { agency ->
            OnOff(Label.NOT_MY_AGENCY, query.outsideAgency != null) { outside ->
                ask(query.copy(agency = null, outsideAgency = agency.takeIf { outside }))
            }
        }
        Shown(agencies, shell.peers::readAgencies) { all ->
            OneOrAny("agency", Label.AGENCY, all.map { it to Offer("agency:$it", it) }, query.agency) { ask(query.copy(agency = it, outsideAgency = null)) }
        }
    }
}

/** The filters that are on, each by its name and what was chosen, as long as they are folded away: nobody is to wonder why so few are there. */
@Composable
fun FiltersOn(shell: Shell) {
    val query by shell.peers.query.collectAsStateWithLifecycle()
    val ready by shell.ready.collectAsStateWithLifecycle()
    val regions by shell.peers.regions.collectAsStateWithLifecycle()
    LaunchedEffect(query.region) { if (query.region != null) shell.peers.readRegions() }
    val choices = ready?.choices ?: return
    val spoken = SPOKEN.find { it.first == query.language }?.second
    val on = listOf(
        Label.FILTER_TOPIC to choices.topics.find { it.value == query.topic }?.name,
        Label.EXPERIENCE to choices.topics.find { it.value == query.experience }?.name,
        Label.ROLE to choices.roles.find { it.value == query.role }?.name,
        Label.REACHED_BY to choices.modalities.find { it.value == query.modality }?.name,
        Label.SPEAKS to if (spoken == null) query.language else label(spoken),
        Label.GENDER to choices.genders.find { it.value == query.gender }?.name,
        Label.REGION to (regions.find { it.code == query.region }?.name ?: query.region),
        Label.AGENCY to query.agency,
    ).filter { (_, chosen) -> chosen != null }
    // These two say all of it by their names.
    val alone = listOfNotNull(Label.VETERAN.takeIf { query.veteran }, Label.NOT_MY_AGENCY.takeIf { query.outsideAgency != null })
    if (on.isEmpty() && alone.isEmpty()) return
    Card {
        for ((what, chosen) in on) {
            Quiet(label(what))
            Say(chosen.orEmpty(), Types.label)
        }
        for (what in alone) Say(label(what), Types.label)
    }
}

private val SPOKEN = listOf("en" to Label.LANGUAGE_EN, "es" to Label.LANGUAGE_ES)

@Composable
private fun <T : Any> OneOrAny(kind: String, what: Label, all: List<Pair<T, Offer>>, chosen: T?, choose: (T?) -> Unit) {
    Heading(label(what))
    One(listOf(null to offer(Label.ANY, of = kind)) + all, chosen, choose)
}

/** Too many to stand among the other filters. */
@Composable
fun FilterRegionScreen(shell: Shell) {
    val query by shell.peers.query.collectAsStateWithLifecycle()
    val regions by shell.peers.regions.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.peers.readRegions() }
    val choose: (String?) -> Unit = {
        shell.peers.ask(query.copy(region = it))
        shell.ways.back()
    }
    ListPage {
        LazyColumn(
            Modifier.weight(1f).fillMaxWidth(),
            contentPadding = PaddingValues(start = Space.normal, end = Space.normal, bottom = Space.wide),
            verticalArrangement = Arrangement.spacedBy(Space.small),
        ) {
            item { Title(label(Label.REGION)) }
            item { Onward(null, offer(Label.ANY, of = "region")) { choose(null) } }
            items(regions, key = { it.code }) { Onward(null, Offer("region:${it.code}", it.name)) { choose(it.code) } }
        }
    }
}
