package org.peerline.app.care

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.ui.text.input.KeyboardType
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.lines.Dial
import org.peerline.app.look.Card
import org.peerline.app.look.Heading
import org.peerline.app.look.IconTap
import org.peerline.app.look.Icons
import org.peerline.app.look.Label
import org.peerline.app.look.LineTap
import org.peerline.app.look.LocalWays
import org.peerline.app.look.Main
import org.peerline.app.look.NotDone
import org.peerline.app.look.Notice
import org.peerline.app.look.Offer
import org.peerline.app.look.OnOff
import org.peerline.app.look.Onward
import org.peerline.app.look.Other
import org.peerline.app.look.Page
import org.peerline.app.look.Quiet
import org.peerline.app.look.Say
import org.peerline.app.look.Shown
import org.peerline.app.look.SideBySide
import org.peerline.app.look.TextTap
import org.peerline.app.look.Title
import org.peerline.app.look.Typed
import org.peerline.app.look.Types
import org.peerline.app.look.label
import org.peerline.app.look.offer
import org.peerline.app.look.says
import org.peerline.app.ready
import org.peerline.core.PlanItem
import org.peerline.core.PlanScreen
import org.peerline.core.PlanStep
import org.peerline.core.PlanStepScreen

/** The plan, step by step, with everybody in it one tap away. */
@Composable
fun PlanScreen(shell: Shell) {
    val load by shell.plan.plan.collectAsStateWithLifecycle()
    val refused by shell.plan.notDone.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.plan.read() }
    Page(label(Label.PLAN)) {
        refused?.let { NotDone(it, shell.plan::read) }
        Shown(load, shell.plan::read) { plan ->
            Say(plan.intro)
            for (step in plan.steps) Step(shell, step, changes = !plan.fromCopy)
            if (plan.fromCopy) Say(plan.readable) else Whole(shell, plan)
            Quiet(plan.adapted)
        }
    }
}

@Composable
private fun Step(shell: Shell, step: PlanStepScreen, changes: Boolean) {
    Heading(step.title)
    Quiet(step.hint)
    step.caution?.let { Notice(it) }
    step.items.forEachIndexed { place, item ->
        Card {
            Say(item.text)
            item.dial.forEachIndexed { at, dial ->
                val what = if (dial.uri.startsWith("sms:")) Label.TEXT else Label.CALL
                LineTap(offer(what, of = dial.uri, with = dial.number), if (what == Label.CALL) Icons.call else Icons.write) {
                    shell.ways.to(Screen.DialPlan(step.step, place, at))
                }
            }
            if (changes) {
                SideBySide {
                    if (item.isOwn) TextTap(offer(Label.PLAN_CHANGE, of = "${item.id}")) { shell.plan.write(step.step, item) }
                    TextTap(offer(Label.PLAN_REMOVE, of = "${item.id}")) { shell.plan.remove(item.id) }
                }
            }
        }
    }
    if (changes) {
        SideBySide {
            TextTap(offer(Label.PLAN_ADD_NOTE, of = step.step.written)) { shell.plan.write(step.step) }
        }
    }
}

/** A line of the list, changed by hand, would become a number that nobody looks after: it is taken out and in. */
private val PlanItem.isOwn: Boolean get() = line == null

/** As the bindings name it. */
private val PlanStep.written: String
    get() = name.lowercase().split('_').let { parts -> parts.first() + parts.drop(1).joinToString("") { it.replaceFirstChar(Char::uppercaseChar) } }

/** What can be done with the whole plan. */
@Composable
private fun Whole(shell: Shell, plan: PlanScreen) {
    Onward(Icons.list, Label.PLAN_ORDER) { shell.ways.to(Screen.PlanOrder) }
    Onward(Icons.paper, Label.PLAN_PAPER) { shell.ways.to(Screen.PlanPaper) }
    Onward(Icons.later, Label.PLAN_REMIND, plan.review) { shell.ways.to(Screen.PlanRemind) }
    Onward(Icons.tick, Label.PLAN_LOOKED_AT, onClick = shell.plan::lookedAt)
    Say(plan.readable)
    OnOff(Label.PLAN_READABLE, plan.readableWhileLocked, shell.plan::readableWhileLocked)
}

/** How often its owner is reminded to look at it, if they want that. */
@Composable
fun PlanRemindScreen(shell: Shell) {
    val load by shell.plan.plan.collectAsStateWithLifecycle()
    val refused by shell.plan.notDone.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.plan.read() }
    Page(
        label(Label.PLAN_REMIND),
        low = true,
        actions = {
            for ((months, what) in REMINDERS) Other(what) { shell.plan.remind(months) }
            Other(Label.CANCEL, onClick = LocalWays.current.back)
        },
    ) {
        refused?.let { Notice(it.says) }
        Shown(load, shell.plan::read) { Say(it.review) }
    }
}

private val REMINDERS: List<Pair<UByte?, Label>> = listOf(
    1.toUByte() to Label.PLAN_EVERY_MONTH,
    3.toUByte() to Label.PLAN_EVERY_3_MONTHS,
    6.toUByte() to Label.PLAN_EVERY_6_MONTHS,
    12.toUByte() to Label.PLAN_EVERY_YEAR,
    null to Label.PLAN_NEVER,
)

/** One thing of the plan is written down or changed. What is refused stays in the fields. */
@Composable
fun PlanWriteScreen(shell: Shell, step: PlanStep, item: UInt?) {
    val load by shell.plan.plan.collectAsStateWithLifecycle()
    val writing by shell.plan.writing.collectAsStateWithLifecycle()
    val refused by shell.plan.notDone.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.plan.read() }
    Page(
        lineBelow = true,
        actions = {
            Main(Label.DONE) { shell.plan.keep(step, item) }
            Other(Label.CANCEL, onClick = LocalWays.current.back)
        },
    ) {
        Shown(load, shell.plan::read) { plan ->
            plan.steps.find { it.step == step }?.let {
                Heading(it.title)
                Quiet(it.hint)
                it.caution?.let { caution -> Notice(caution) }
            }
            refused?.let { Notice(it.says) }
            Typed("text", Label.PLAN_TEXT, writing.text, lines = 2) { shell.plan.type(writing.copy(text = it)) }
            Typed("number", Label.PLAN_NUMBER, writing.number, Types.title, leftToRight = true, keyboard = KeyboardType.Phone) {
                shell.plan.type(writing.copy(number = it))
            }
            if (item == null) Onward(Icons.call, Label.PLAN_ADD_LINE) { shell.ways.to(Screen.PlanLine(step)) }
        }
    }
}

/** A line of the list, for a step of the plan. It is kept by its id, so that its number stays true. */
@Composable
fun PlanLineScreen(shell: Shell, step: PlanStep) {
    val load by shell.lines.list.collectAsStateWithLifecycle()
    val refused by shell.plan.notDone.collectAsStateWithLifecycle()
    Page(label(Label.PLAN_ADD_LINE)) {
        refused?.let { NotDone(it, shell.lines::refresh) }
        Shown(load, shell.lines::refresh) { list ->
            for (row in list.rows) {
                Onward(Icons.call, Offer("line:${row.id}", row.name), row.kind) { shell.plan.addLine(step, row.id) }
            }
        }
    }
}

/** The steps, and what stands in them, in the order that their owner wants. */
@Composable
fun PlanOrderScreen(shell: Shell) {
    val load by shell.plan.plan.collectAsStateWithLifecycle()
    val refused by shell.plan.notDone.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.plan.read() }
    Page(label(Label.PLAN_ORDER), actions = { Main(Label.DONE, onClick = LocalWays.current.back) }) {
        refused?.let { NotDone(it, shell.plan::read) }
        Shown(load, shell.plan::read) { plan ->
            plan.steps.forEachIndexed { at, step ->
                Card {
                    Heading(step.title)
                    SideBySide {
                        if (at > 0) TextTap(offer(Label.PLAN_UP, of = step.step.written), Icons.up) { shell.plan.moveStep(step.step, at - 1) }
                        if (at < plan.steps.lastIndex) TextTap(offer(Label.PLAN_DOWN, of = step.step.written), Icons.down) { shell.plan.moveStep(step.step, at + 1) }
                    }
                    step.items.forEachIndexed { place, item ->
                        Say(item.text)
                        SideBySide {
                            val id = "${item.id}"
                            if (place > 0) IconTap(Icons.up, offer(Label.PLAN_UP, of = id)) { shell.plan.moveItem(item.id, place - 1) }
                            if (place < step.items.lastIndex) IconTap(Icons.down, offer(Label.PLAN_DOWN, of = id)) { shell.plan.moveItem(item.id, place + 1) }
                        }
                    }
                }
            }
        }
    }
}

/** Somebody of the plan: which number is not kept outside of the vault, only its place in the plan. In a copy there are no ids. */
@Composable
fun DialPlanScreen(shell: Shell, step: PlanStep, place: Int, at: Int, open: (String) -> Unit) {
    LaunchedEffect(Unit) { shell.plan.read() }
    val plan = shell.plan.plan.collectAsStateWithLifecycle().value.ready
    val found = plan?.steps?.find { it.step == step }?.items?.getOrNull(place)
    val dial = found?.dial?.getOrNull(at) ?: return Page { Title(label(Label.PLAN)) }
    Dial(found.text, dial.number, dial.notes, dial.uri, null, open)
}
