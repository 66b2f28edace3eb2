package org.peerline.app.care

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.peerline.app.Shell
import org.peerline.app.look.Heading
import org.peerline.app.look.Label
import org.peerline.app.look.Notice
import org.peerline.app.look.Other
import org.peerline.app.look.Page
import org.peerline.app.look.Stepped
import org.peerline.app.look.TextTap
import org.peerline.app.look.Told
import org.peerline.app.look.Types
import org.peerline.app.look.isolated
import org.peerline.app.look.label
import org.peerline.app.look.offer
import org.peerline.app.look.says

/** The times around a shift, worked out. Large buttons for each time: no keyboard, one thumb. */
@Composable
fun RestScreen(shell: Shell) {
    val asked by shell.rest.asked.collectAsStateWithLifecycle()
    val told by shell.rest.told.collectAsStateWithLifecycle()
    val refused by shell.rest.notDone.collectAsStateWithLifecycle()
    val rest = shell.rest
    Page(label(Label.COPING_SLEEP_TIMES)) {
        refused?.let { Notice(it.says) }
        Time(Label.SLEEP_BED, asked.bed) { rest.ask(asked.copy(bed = it)) }
        Time(Label.SLEEP_SHIFT, asked.shift) { rest.ask(asked.copy(shift = it)) }
        for (sentence in told.sleep) Told(sentence, Types.body)
        Other(offer(Label.WORK_OUT, of = "sleep"), onClick = rest::workOutSleep)
        Heading(label(Label.NAP))
        Time(Label.NAP_DOWN, asked.down) { rest.ask(asked.copy(down = it)) }
        for (sentence in told.nap) Told(sentence, Types.body)
        Other(offer(Label.WORK_OUT, of = "nap"), onClick = rest::workOutNap)
        Heading(label(Label.TIRED))
        Hours(Label.TIRED_SLEPT, asked.slept, first = 7) { rest.ask(asked.copy(slept = it)) }
        Hours(Label.TIRED_ON_DUTY, asked.onDuty, first = 8) { rest.ask(asked.copy(onDuty = it)) }
        told.tired?.let { Told(it, Types.body) }
        if (asked.slept != null && asked.onDuty != null) Other(offer(Label.WORK_OUT, of = "rest"), onClick = rest::workOutTiredness)
    }
}

@Composable
private fun Time(what: Label, minutes: Int, set: (Int) -> Unit) = Stepped(what, clock(minutes)) {
    for ((step, by) in listOf(Label.HOUR_EARLIER to -60, Label.HOUR_LATER to 60, Label.EARLIER to -5, Label.LATER to 5)) {
        TextTap(offer(step, of = what.id)) { set(minutes + by) }
    }
}

/** Not said until it is set; [first]: what the first tap says. Fewer than none takes it back. */
@Composable
private fun Hours(what: Label, hours: Int?, first: Int, set: (Int?) -> Unit) = Stepped(what, if (hours == null) label(Label.NOT_SET) else isolated("$hours")) {
    if (hours != null) TextTap(offer(Label.FEWER, of = what.id)) { set((hours - 1).takeIf { it >= 0 }) }
    if (hours == null || hours < MOST) TextTap(offer(Label.LONGER, of = what.id)) { set(if (hours == null) first else hours + 1) }
}

/** As the core writes a time of day. */
private fun clock(minutes: Int) = isolated("%02d:%02d".format(minutes / 60, minutes % 60))

/** Hours in a day: what can be chosen, on both sides. */
private const val MOST = 24
