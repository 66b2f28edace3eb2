package org.peerline.app.care

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import java.time.Duration
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.look.Card
import org.peerline.app.look.Grave
import org.peerline.app.look.Heading
import org.peerline.app.look.Icons
import org.peerline.app.look.Label
import org.peerline.app.look.LocalWays
import org.peerline.app.look.Main
import org.peerline.app.look.NotDone
import org.peerline.app.look.Notice
import org.peerline.app.look.Offer
import org.peerline.app.look.One
import org.peerline.app.look.Onward
import org.peerline.app.look.Other
import org.peerline.app.look.Page
import org.peerline.app.look.Quiet
import org.peerline.app.look.Say
import org.peerline.app.look.Shown
import org.peerline.app.look.SideBySide
import org.peerline.app.look.Some
import org.peerline.app.look.TextTap
import org.peerline.app.look.Title
import org.peerline.app.look.Told
import org.peerline.app.look.Typed
import org.peerline.app.look.Types
import org.peerline.app.look.label
import org.peerline.app.look.offer
import org.peerline.app.look.says
import org.peerline.app.platform.FileKind
import org.peerline.app.platform.Hands
import org.peerline.app.platform.SaidOfFile
import org.peerline.app.ready
import org.peerline.core.FollowUpAfter
import org.peerline.core.Sight

/** Reminders that only their owner sees. */
@Composable
fun FollowUpsScreen(shell: Shell) {
    val load by shell.keeping.followUps.collectAsStateWithLifecycle()
    val refused by shell.keeping.notDone.collectAsStateWithLifecycle()
    val after by shell.keeping.remindsAfter.collectAsStateWithLifecycle()
    val offered by shell.keeping.offered.collectAsStateWithLifecycle()
    val unwanted by shell.keeping.unwantedLengths.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.keeping.readFollowUps() }
    val wanted = offered.map { it.length }.toSet() - unwanted
    // Where no length is wanted there is nothing to set.
    Page(label(Label.FOLLOW_UPS), actions = { if (wanted.isNotEmpty()) Main(Label.FOLLOW_UP_SET, onClick = shell.keeping::remind) }) {
        refused?.let { NotDone(it, shell.keeping::readFollowUps) }
        Shown(load, shell.keeping::readFollowUps) { screen ->
            Say(screen.intro)
            screen.none?.let { Say(it) }
            for (series in screen.series) {
                Heading(series.title)
                for (one in series.reminders) {
                    Card {
                        Say(one.title, Types.label)
                        Say(one.at)
                        one.isDue?.let { Notice(it) }
                        SideBySide {
                            TextTap(offer(Label.FOLLOW_UP_MOVE, of = one.name)) { shell.keeping.beginMove(one) }
                            TextTap(offer(Label.FOLLOW_UP_END, of = one.name)) { shell.keeping.end(one.id) }
                        }
                    }
                }
                Other(offer(Label.FOLLOW_UP_END_ALL, of = "${series.id}")) { shell.keeping.endAll(series.id) }
            }
            if (screen.series.isNotEmpty()) {
                SaidOfFile(shell)
                Onward(Icons.later, Label.FOLLOW_UP_CALENDAR) { shell.ways.to(Screen.Calendar) }
            }
            Heading(label(Label.REMIND_AFTER))
            One(
                listOf(
                    FollowUpAfter.CONTACT to offer(Label.AFTER_TALK),
                    FollowUpAfter.INCIDENT to offer(Label.AFTER_INCIDENT),
                    FollowUpAfter.SELF_CHECK to offer(Label.AFTER_CHECK),
                ),
                after,
                shell.keeping::remindAfter,
            )
            Some(offered.map { it.length to Offer("length:${it.length}", it.title) }, wanted, shell.keeping::want)
        }
    }
}

/** A reminder at another time: taps say when, and it is moved only once its owner says so. */
@Composable
fun MoveFollowUpScreen(shell: Shell, name: String) {
    val load by shell.keeping.followUps.collectAsStateWithLifecycle()
    val moving by shell.keeping.moving.collectAsStateWithLifecycle()
    val refused by shell.keeping.notDone.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.keeping.readFollowUps() }
    val one = load.ready?.series?.flatMap { it.reminders }?.find { it.name == name }
    // After the app was ended in between, it is moved from where it stands.
    LaunchedEffect(one) { if (one != null && moving?.id.contentEquals(one.id) != true) shell.keeping.beginMove(one) }
    Page(
        label(Label.FOLLOW_UP_MOVE),
        low = true,
        actions = {
            if (one != null) Main(Label.DONE, onClick = shell.keeping::move)
            Other(Label.CANCEL, onClick = LocalWays.current.back)
        },
    ) {
        refused?.let { Notice(it.says) }
        Shown(load, shell.keeping::readFollowUps) { screen ->
            if (one == null) return@Shown Say(screen.none ?: screen.intro)
            Say(one.title, Types.label)
            Say(label(Label.FOLLOW_UP_WHEN))
            Told(shell.phone.moment(moving?.to ?: one.due), Types.title)
            for ((what, by) in STEPS) Other(what) { shell.keeping.moveBy(by) }
        }
    }
}

/** What a calendar may show, before anything is put into one; and under what name. */
@Composable
fun CalendarScreen(shell: Shell, hands: Hands) {
    val load by shell.keeping.followUps.collectAsStateWithLifecycle()
    val title by shell.keeping.calendarTitle.collectAsStateWithLifecycle()
    val refused by shell.keeping.notDone.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.keeping.readFollowUps() }
    Page(
        label(Label.FOLLOW_UP_CALENDAR),
        actions = {
            Main(Offer("hand-over", label(Label.FOLLOW_UP_CALENDAR)), Icons.later) {
                hands.save(FileKind.CALENDAR, shell.keeping::calendarSaved, shell.keeping::calendar)
            }
            Other(Label.CANCEL, onClick = LocalWays.current.back)
        },
    ) {
        SaidOfFile(shell)
        refused?.let { Notice(it.says) }
        Shown(load, shell.keeping::readFollowUps) { Say(it.calendarAsk) }
        Typed("title", Label.FOLLOW_UP_CALENDAR_TITLE, title, change = shell.keeping::typeTitle)
    }
}

private val STEPS: List<Pair<Label, Duration>> = listOf(
    Label.HOUR_EARLIER to Duration.ofHours(-1),
    Label.HOUR_LATER to Duration.ofHours(1),
    Label.DAY_EARLIER to Duration.ofDays(-1),
    Label.DAY_LATER to Duration.ofDays(1),
    Label.WEEK_LATER to Duration.ofDays(7),
)

/** Who sees what, and what is kept on this phone. */
@Composable
fun PrivacyScreen(shell: Shell) {
    val load by shell.keeping.privacy.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.keeping.readPrivacy() }
    Page(label(Label.PRIVACY)) {
        Shown(load, shell.keeping::readPrivacy) { report ->
            Title(label(Label.PRIVACY_SEEN))
            for (party in report.parties) {
                Heading(party.name)
                for ((sight, rows) in party.rows.groupBy { it.sight }) {
                    Card {
                        Say(label(if (sight == Sight.CAN) Label.PRIVACY_CAN else Label.PRIVACY_CANNOT), Types.label)
                        for (row in rows) Say(row.says)
                    }
                }
            }
            Say(report.alone)
            Title(label(Label.PRIVACY_KEPT))
            for (area in report.areas) {
                Card {
                    Say(area.name, Types.label)
                    Say(area.what)
                    Quiet(area.says)
                    if (area.canBeErased) Other(offer(Label.ERASE, of = area.id), Icons.trash) { shell.ways.to(Screen.Erase(area.id)) }
                }
            }
            for (file in report.files) Quiet(file.says)
            Other(Label.ERASE_EVERYTHING, Icons.trash) { shell.ways.to(Screen.EraseAll) }
        }
    }
}

/** What is gone then, before it is. */
@Composable
fun EraseScreen(shell: Shell, area: String?) {
    val load by shell.keeping.confirmation.collectAsStateWithLifecycle()
    LaunchedEffect(area) { shell.keeping.readConfirmation(area) }
    val back = LocalWays.current.back
    Page(
        low = true,
        actions = {
            if (load.ready != null && load.ready?.notNow == null) {
                Grave(Offer("erase-now", label(if (area == null) Label.ERASE_EVERYTHING else Label.ERASE)), Icons.trash) { shell.keeping.erase(area) }
            }
            Other(Label.CANCEL, onClick = back)
        },
    ) {
        Shown(load, { shell.keeping.readConfirmation(area) }) { confirmation ->
            Title(confirmation.title)
            for (sentence in confirmation.says) Say(sentence)
            confirmation.notNow?.let { Notice(it) }
        }
    }
}
