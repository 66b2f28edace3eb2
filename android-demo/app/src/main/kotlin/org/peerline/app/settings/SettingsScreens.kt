package org.peerline.app.settings

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
import org.peerline.app.look.Heading
import org.peerline.app.look.Icons
import org.peerline.app.look.Label
import org.peerline.app.look.ListPage
import org.peerline.app.look.Notice
import org.peerline.app.look.Offer
import org.peerline.app.look.OnOff
import org.peerline.app.look.One
import org.peerline.app.look.Onward
import org.peerline.app.look.Page
import org.peerline.app.look.Quiet
import org.peerline.app.look.Space
import org.peerline.app.look.Title
import org.peerline.app.look.label
import org.peerline.app.look.offer
import org.peerline.app.look.says
import org.peerline.core.NamedPlace

@Composable
fun SettingsScreen(shell: Shell) {
    val ready by shell.ready.collectAsStateWithLifecycle()
    val refused by shell.settings.notDone.collectAsStateWithLifecycle()
    val set = ready?.settings ?: return
    val names by shell.settings.names.collectAsStateWithLifecycle()
    LaunchedEffect(set) { shell.settings.read(set) }
    Page(label(Label.SETTINGS)) {
        refused?.let { Notice(it.says) }
        Heading(label(Label.COUNTRY))
        Onward(Icons.page, Offer("country", shell.settings.name(set.country, names) ?: label(Label.NOT_SET))) { shell.ways.to(Screen.Countries) }
        if (set.country != null) {
            val region = shell.settings.name(set.region, names) ?: label(Label.REGION)
            Onward(Icons.page, Offer("region", region)) { shell.ways.to(Screen.Regions) }
        }
        Heading(label(Label.LANGUAGE))
        One(
            listOf(null to offer(Label.LANGUAGE_OF_PHONE), "en" to offer(Label.LANGUAGE_EN), "es" to offer(Label.LANGUAGE_ES)),
            set.language,
        ) { language -> shell.settings.set { it.copy(language = language) } }
        Heading(label(Label.LOCK))
        One(
            listOf(
                null to offer(Label.LOCK_OFF),
                0.toUByte() to offer(Label.LOCK_AT_ONCE),
                1.toUByte() to offer(Label.LOCK_1),
                5.toUByte() to offer(Label.LOCK_AFTER_5),
                15.toUByte() to offer(Label.LOCK_15),
            ),
            set.lockAfterMinutes,
        ) { minutes -> shell.settings.set { it.copy(lockAfterMinutes = minutes) } }
        Heading(label(Label.NEUTRAL))
        OnOff(Label.NEUTRAL_NAME, set.neutralName) { on -> shell.settings.set { it.copy(neutralName = on) } }
        Quiet(label(Label.NEUTRAL_ABOUT))
        Heading(label(Label.COPING))
        OnOff(Label.BUZZ, set.buzz) { on -> shell.settings.set { it.copy(buzz = on) } }
        Heading(label(Label.PEER))
        Onward(Icons.card, Label.CARD, label(Label.CARD_ABOUT)) { shell.ways.to(Screen.Card) }
        Onward(Icons.people, Label.MY_AGENCY) { shell.ways.to(Screen.MyAgency) }
        Onward(Icons.people, Label.EXCLUSIONS) { shell.ways.to(Screen.Exclusions) }
    }
}

@Composable
fun CountriesScreen(shell: Shell) {
    LaunchedEffect(Unit) { shell.settings.countries() }
    Places(shell, Label.COUNTRY) { place -> shell.settings.set { it.copy(country = place?.code, region = null) } }
}

@Composable
fun RegionsScreen(shell: Shell) {
    val country = shell.ready.collectAsStateWithLifecycle().value?.country
    LaunchedEffect(country) { country?.let(shell.settings::regions) }
    Places(shell, Label.REGION) { place -> shell.settings.set { it.copy(region = place?.code) } }
}

@Composable
private fun Places(shell: Shell, title: Label, chosen: (NamedPlace?) -> Unit) {
    val places by shell.settings.toChoose.collectAsStateWithLifecycle()
    val choose: (NamedPlace?) -> Unit = {
        chosen(it)
        shell.ways.back()
    }
    ListPage {
        LazyColumn(
            Modifier.weight(1f).fillMaxWidth(),
            contentPadding = PaddingValues(start = Space.normal, end = Space.normal, bottom = Space.wide),
            verticalArrangement = Arrangement.spacedBy(Space.small),
        ) {
            item { Title(label(title)) }
            item { Onward(null, Label.NOT_SET) { choose(null) } }
            items(places, key = { it.code }) { Onward(null, Offer("place:${it.code}", it.name)) { choose(it) } }
        }
    }
}
