package org.peerline.app.care

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.peerline.app.Shell
import org.peerline.app.look.Card
import org.peerline.app.look.Heading
import org.peerline.app.look.Label
import org.peerline.app.look.Page
import org.peerline.app.look.Say
import org.peerline.app.look.Shown
import org.peerline.app.look.SideBySide
import org.peerline.app.look.TextTap
import org.peerline.app.look.Told
import org.peerline.app.look.Types
import org.peerline.app.look.isolated
import org.peerline.app.look.label
import org.peerline.app.look.offer

/** The times around a shift, worked out. Two large buttons for each time: no keyboard, one thumb. */
@Composable
fun RestScreen(shell: Shell) {
    val asked by shell.rest.asked.collectAsStateWithLifecycle()
    val load by shell.rest.told.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.rest.workOut() }
    val rest = shell.rest
    Page(label(Label.COPING_SLEEP_TIMES)) {
        Shown(load, rest::workOut) { told ->
            Stepped(Label.SLEEP_BED, clock(asked.bed), Label.EARLIER, Label.LATER) { rest.ask(asked.copy(bed = asked.bed + it * STEP)) }
            Stepped(Label.SLEEP_SHIFT, clock(asked.shift), Label.EARLIER, Label.LATER) { rest.ask(asked.copy(shift = asked.shift + it * STEP)) }
            for (sentence in told.sleep.texts) Told(sentence, Types.body)
            Heading(label(Label.NAP))
            Stepped(Label.NAP_DOWN, clock(asked.down), Label.EARLIER, Label.LATER) { rest.ask(asked.copy(down = asked.down + it * STEP)) }
            for (sentence in told.nap.texts) Told(sentence, Types.body)
            Heading(label(Label.TIRED))
            Stepped(Label.TIRED_SLEPT, hours(asked.slept), Label.FEWER, Label.LONGER) { rest.ask(asked.copy(slept = asked.slept + it * HOUR)) }
            Stepped(Label.TIRED_ON_DUTY, hours(asked.onDuty), Label.FEWER, Label.LONGER) { rest.ask(asked.copy(onDuty = asked.onDuty + it * HOUR)) }
            Told(told.tired.text, Types.body)
        }
    }
}

@Composable
private fun Stepped(what: Label, value: String, less: Label, more: Label, step: (Int) -> Unit) = Card {
    Say(label(what), Types.label)
    Told(value, Types.title)
    SideBySide {
        TextTap(offer(less, of = what.id)) { step(-1) }
        TextTap(offer(more, of = what.id)) { step(1) }
    }
}

/** As the core writes a time of day. */
private fun clock(minutes: Int) = isolated("%02d:%02d".format(minutes / HOUR, minutes % HOUR))

private fun hours(minutes: Int) = isolated("${minutes / HOUR}")

private const val STEP = 15
private const val HOUR = 60
