package org.peerline.app.lines

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.peerline.app.Curtain
import org.peerline.app.Load
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.look.Card
import org.peerline.app.look.Heading
import org.peerline.app.look.Icons
import org.peerline.app.look.Label
import org.peerline.app.look.LineTap
import org.peerline.app.look.ListPage
import org.peerline.app.look.LocalColours
import org.peerline.app.look.LocalWays
import org.peerline.app.look.Notice
import org.peerline.app.look.Offer
import org.peerline.app.look.Onward
import org.peerline.app.look.Other
import org.peerline.app.look.Page
import org.peerline.app.look.Quiet
import org.peerline.app.look.Say
import org.peerline.app.look.Shown
import org.peerline.app.look.SideBySide
import org.peerline.app.look.Some
import org.peerline.app.look.Space
import org.peerline.app.look.TextTap
import org.peerline.app.look.Title
import org.peerline.app.look.Types
import org.peerline.app.look.isolated
import org.peerline.app.look.label
import org.peerline.app.look.named
import org.peerline.app.look.offer
import org.peerline.app.ready
import org.peerline.core.LineRow
import org.peerline.core.Way

/** The lines, best first, each with its number to tap. */
@Composable
fun LinesScreen(shell: Shell) {
    val load by shell.lines.list.collectAsStateWithLifecycle()
    val curtain by shell.curtain.collectAsStateWithLifecycle()
    ListPage {
        val list = (load as? Load.Ready)?.value
        if (list == null) {
            Column(Modifier.padding(horizontal = Space.normal)) { Shown(load, shell.lines::refresh) {} }
            return@ListPage
        }
        LazyColumn(
            Modifier.weight(1f).fillMaxWidth(),
            contentPadding = PaddingValues(start = Space.normal, end = Space.normal, bottom = Space.wide),
            verticalArrangement = Arrangement.spacedBy(Space.close),
        ) {
            item { Title(label(Label.CRISIS)) }
            // What somebody looks for stays behind the curtain; the lines do not.
            if (curtain == Curtain.UP) item { SideBySide { TextTap(offer(Label.LINES_FOR), Icons.filter) { shell.lines.beginFor(null) } } }
            list.note?.let { note ->
                item { Notice(note) }
                item { Onward(Icons.page, Label.COUNTRY) { shell.ways.to(Screen.Countries) } }
            }
            list.rows.groupBy { it.group }.values.forEach { rows ->
                item(key = "heading ${rows.first().group}") { Heading(rows.first().heading) }
                items(rows, key = { it.id }) { Row(shell, it) }
            }
        }
    }
}

/** Lines by what they are there for: all of it by the same line. The emergency numbers stand last, whatever is looked for. */
@Composable
fun LinesForScreen(shell: Shell) {
    val load by shell.lines.search.collectAsStateWithLifecycle()
    val needs by shell.lines.needs.collectAsStateWithLifecycle()
    val chosen by shell.lines.chosen.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.lines.search() }
    ListPage {
        LazyColumn(
            Modifier.weight(1f).fillMaxWidth(),
            contentPadding = PaddingValues(start = Space.normal, end = Space.normal, bottom = Space.wide),
            verticalArrangement = Arrangement.spacedBy(Space.close),
        ) {
            item { Title(label(Label.LINES_FOR)) }
            item { Some(needs.map { it.need to named("need", it.need, it.name) }, chosen, shell.lines::lookFor) }
            val found = load.ready
            if (found == null) item { Column { Shown(load, shell.lines::search) {} } }
            for (note in found?.notes.orEmpty()) item { Notice(note) }
            items(found?.rows.orEmpty(), key = { it.id }) { Row(shell, it) }
        }
    }
}

@Composable
private fun Row(shell: Shell, row: LineRow) = Card {
    Say(row.name, Types.heading)
    Quiet(row.kind)
    Say(row.openNow, Types.label)
    Say(row.police, Types.small)
    Ways(shell, row, all = false)
    Other(Offer("line:${row.id}", label(Label.LINE_ALL))) {
        shell.lines.open(row.id)
        shell.ways.to(Screen.Line(row.id))
    }
}

/** Everything known about one line; what is not known says so. */
@Composable
fun LineScreen(shell: Shell, id: String) {
    LaunchedEffect(id) { shell.lines.open(id) }
    val load by shell.lines.line.collectAsStateWithLifecycle()
    Page {
        Shown(load, { shell.lines.open(id) }) { detail ->
            val row = detail?.row?.takeIf { it.id == id } ?: return@Shown
            Title(row.name)
            Quiet(row.organisation)
            Say(row.kind)
            row.addedBy?.let { Notice(it) }
            Say(row.openNow, Types.heading)
            Ways(shell, row, all = true)
            row.noNumber?.let { Say(it) }
            Card {
                for (fact in listOf(row.whoAnswers, row.police, row.anonymous, row.confidentiality)) Say(fact)
            }
            Card {
                for (fact in listOf(row.place, row.madeFor, detail.topics, row.languages, row.cost)) Say(fact)
            }
            Card {
                Say(row.hours)
                for (day in detail.week) Say(day)
            }
            Quiet(row.checked)
            if (detail.sources.isNotEmpty()) Heading(label(Label.SOURCES))
            for (source in detail.sources) Quiet(isolated(source))
        }
    }
}

/** The numbers of a line, each to tap; none is dialled without a second look. */
@Composable
private fun ColumnScope.Ways(shell: Shell, row: LineRow, all: Boolean) {
    val dial: (Way) -> Unit = { shell.ways.to(Screen.Dial(row.id, it.uri)) }
    val (calls, texts) = if (all) row.calls to row.texts else row.calls.take(1) to row.texts.take(1)
    for (way in calls) Tap(Label.CALL, way, all) { dial(way) }
    for (way in texts) Tap(Label.TEXT, way, all) { dial(way) }
    if (all) for (way in row.textTelephones) Tap(Label.TEXT_TELEPHONE, way, true) { dial(way) }
    if (all) {
        row.chat?.let { Other(offer(Label.CHAT, of = it), Icons.talk) { shell.ways.to(Screen.Dial(row.id, it)) } }
        row.web?.let { Other(offer(Label.WEB, of = it), Icons.page) { shell.ways.to(Screen.Dial(row.id, it)) } }
    }
}

@Composable
private fun Tap(what: Label, way: Way, all: Boolean, onClick: () -> Unit) {
    val icon = if (what == Label.CALL) Icons.call else Icons.write
    val offer = offer(what, of = way.uri, with = way.number)
    if (what == Label.CALL) LineTap(offer, icon, onClick) else Other(offer, icon, LocalColours.current.line, onClick)
    if (all) {
        way.label?.let { Quiet(isolated(it)) }
        for (note in way.notes) Say(note, Types.small)
    }
}

/** The last look before the phone's own dialler: which number, and who will see that it was called. */
@Composable
fun DialScreen(shell: Shell, line: String, uri: String, open: (String) -> Unit) {
    LaunchedEffect(line) { shell.lines.open(line) }
    val load by shell.lines.line.collectAsStateWithLifecycle()
    val row = (load as? Load.Ready)?.value?.row?.takeIf { it.id == line }
    val way = row?.let { it.calls + it.texts + it.textTelephones }?.find { it.uri == uri }
    Dial(
        who = row?.name.orEmpty(),
        number = way?.number ?: uri.substringAfter(':'),
        notes = way?.notes.orEmpty(),
        uri = uri,
        police = row?.police,
        open = open,
    )
}

@Composable
fun Dial(who: String, number: String, notes: List<String>, uri: String, police: String?, open: (String) -> Unit) {
    val back = LocalWays.current.back
    val (go, warning) = when {
        uri.startsWith("tel:") -> Label.DIAL_OPEN to Label.DIAL_WARNING
        uri.startsWith("sms:") -> Label.TEXT_OPEN to Label.TEXT_VISIBLE
        else -> Label.WEB_OPEN to Label.WEB_VISIBLE
    }
    Page(
        low = true,
        actions = {
            LineTap(Offer("dial:$uri", label(go)), if (uri.startsWith("tel:")) Icons.call else Icons.write) { open(uri) }
            Other(Label.CANCEL, onClick = back)
        },
    ) {
        Say(who, Types.heading)
        Title(isolated(number))
        for (note in notes) Say(note)
        police?.let { Say(it) }
        Notice(label(warning))
    }
}
