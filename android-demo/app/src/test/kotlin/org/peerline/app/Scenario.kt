package org.peerline.app

import android.content.Intent
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.state.ToggleableState
import androidx.compose.ui.test.junit4.ComposeTestRule
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.text.AnnotatedString
import java.io.Closeable
import java.io.File
import java.util.concurrent.TimeUnit
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue
import org.json.JSONArray
import org.json.JSONObject
import org.peerline.app.look.Label
import org.peerline.core.KeyStoreException
import org.peerline.core.PeerlineException
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowLooper

/**
 * One file of `tests/contract/screens`, which the models of the iOS shell pass too: carried out on the real activity, so on the view
 * models and on the screens. What is said is every text on the screen, what is offered everything with a name that can be tapped.
 */
class Scenario(private val rule: ComposeTestRule, private val file: File) : Closeable {
    private val story = JSONObject(file.readText())
    private val language = story.getString("language")
    private val phones = mutableMapOf("officer" to Seen(TrialPhone().also { it.language = language }))
    private var pool: Pool? = null
    private var shown: Pair<Seen, Stage>? = null
    private val places = Places()

    /** A phone, where its owner is in the app, and what the app has told and opened so far. */
    private class Seen(var trial: TrialPhone) {
        var stack: List<Screen>? = null
        val announced = mutableListOf<String>()
        val opened = mutableListOf<String>()
        var live: Set<String> = emptySet()

        /** Whoever typed something into the filters that they had opened has gone back to the peers by now; in the story they are still open. */
        var filtersLeft = false
    }

    fun run() {
        assertEquals("peerline-screens/1", story.getString("format"))
        when (val world = story.getString("world")) {
            "new" -> {}
            "pool" -> makeThePool()
            else -> error("no such world: $world")
        }
        val steps = story.getJSONArray("steps")
        assertTrue(steps.length() > 0, "a story without steps")
        for (at in 0 until steps.length()) {
            val step = steps.getJSONObject(at)
            try {
                // In some steps the list of what is on stands beside what is expected.
                val who = step.opt("on") as? String ?: "officer"
                carryOut(step, phones[who] ?: error("nobody called $who"))
            } catch (failed: AssertionError) {
                throw AssertionError("${file.name}, step $at ($step): ${failed.message}", failed)
            } catch (failed: IllegalStateException) {
                throw AssertionError("${file.name}, step $at ($step): ${failed.message}", failed)
            }
        }
    }

    override fun close() {
        shown?.second?.close()
        pool?.close()
        phones.values.forEach { it.trial.close() }
    }

    private fun makeThePool() {
        val pool = Pool().also { this.pool = it }
        val peer = Seen(TrialPhone().also { it.language = language })
        phones["peer"] = peer
        peer.trial.call { it.membership().join(pool.peerCard) }
        pool.takeBack(peer.trial.call { it.membership().cardForTheRoster().text })
        pool.publish()
        peer.trial.run()
        peer.trial.call { it.duty().goOnCall(480u) }
        peer.trial.run()
        pass(400)
        val officer = phones.getValue("officer")
        officer.trial.call { it.membership().join(pool.memberCard) }
        officer.trial.run()
        for (phone in phones.values) phone.stack = listOf(Screen.Home)
    }

    private fun pass(seconds: Int) {
        pool?.pass(seconds)
        phones.values.forEach { it.trial.pass(seconds) }
    }

    private fun carryOut(step: JSONObject, seen: Seen) {
        val stage = stage(seen)
        val before = stage.shell { it.ways.stack }
        when {
            step.has("go") -> go(stage, step.getString("go")).also { seen.filtersLeft = false }
            step.has("tap") -> tap(seen, step.getString("tap"))
            step.has("type") -> step.getJSONObject("type").let { typed ->
                val fields = Fields(stage, { id -> tap(seen, id) }, ::node) { node, text -> type(stage, node, text) }
                val opened = stage.shell { it.ways.stack.last() == Screen.Filters }
                for (field in typed.keys().asSequence().sorted()) fields.fill(field, typed.getString(field))
                fields.done()
                seen.filtersLeft = opened
            }
            step.has("pass") -> pass(step.getInt("pass"))
            step.has("run") -> run(seen)
            step.has("back") -> {
                stage.activity { it.onBackPressedDispatcher.onBackPressed() }
            }
            step.has("restart") -> restart(seen)
            step.has("phone_locked") -> {
                val locked = step.getBoolean("phone_locked")
                seen.trial.keys.refusal = { id -> if (locked && id.startsWith("officer")) KeyStoreException.Locked() else null }
            }
            step.has("relay_gone") -> {
                pool?.close()
                pool = null
            }
            step.has("expect") -> {
                (step.opt("on") as? JSONArray)?.let { expectOn(seen, it) }
                expect(step.getJSONObject("expect"), seen)
            }
            else -> error("a step that nobody knows")
        }
        listen(seen, before)
    }

    /** The window of this phone; that of the other one is put away, as after the phone has stopped an app that nobody looks at. */
    private fun stage(seen: Seen): Stage {
        shown?.let { (of, stage) ->
            if (of === seen) return stage
            of.stack = stage.shell { it.ways.stack }
            stage.close()
        }
        return open(seen)
    }

    private fun open(seen: Seen): Stage {
        val stage = Stage(rule, seen.trial, tall = true)
        shown = seen to stage
        seen.stack?.let { stack -> stage.shell { it.ways.fromHome(*stack.drop(1).toTypedArray()) } }
        seen.trial.runIsDue = false
        seen.live = live()
        return stage
    }

    private fun go(stage: Stage, name: String) {
        if (name == "home" && stage.shell { it.ways.stack } == listOf(Screen.Welcome)) return
        // From somewhere else, so that what is seen is read anew.
        stage.go(Screen.More)
        when (name) {
            "home" -> stage.go()
            "ask" -> {
                stage.go()
                stage.shell { it.asking.begin() }
            }
            "peers" -> {
                stage.shell { it.peers.begin() }
                stage.go(Screen.Peers)
            }
            else -> stage.go(PLACES[name] ?: error("no screen called $name"))
        }
    }

    private fun tap(seen: Seen, id: String) {
        val stage = stage(seen)
        // What is a switch there is a page of its own here: going back switches it off.
        if (id == SWITCHES[stage.shell { it.ways.stack.last() }]) return stage.activity { it.onBackPressedDispatcher.onBackPressed() }
        // They are folded away already.
        if (seen.filtersLeft && id == SWITCHES[Screen.Filters]) return Unit.also { seen.filtersLeft = false }
        val node = here(id) ?: elsewhereOnHome(stage, id) ?: error("no $id; there is ${offers().keys}")
        stage.shell { node.config[SemanticsActions.OnClick].action?.invoke() }
        settle(stage)
        listenToWhatIsOpened(seen, stage)
        if (seen.trial.runIsDue) run(seen)
    }

    /** Of the first screen the small things are one tap further, behind its menu. */
    private fun elsewhereOnHome(stage: Stage, id: String): SemanticsNode? {
        when (stage.shell { it.ways.stack.last() }) {
            Screen.Home -> stage.shell { it.ways.to(Screen.More) }
            Screen.More -> stage.shell { it.ways.back() }
            else -> return null
        }
        return here(id)
    }

    private fun type(stage: Stage, node: SemanticsNode, text: String) {
        stage.shell { node.config[SemanticsActions.SetText].action?.invoke(AnnotatedString(text)) }
        settle(stage)
    }

    private fun run(seen: Seen) {
        seen.trial.runIsDue = false
        val stage = stage(seen)
        try {
            seen.trial.run()
        } catch (_: PeerlineException) {
            // What could not be done is said by the screen that reads next.
        }
        stage.shell(Shell::refresh)
        settle(stage)
    }

    private fun restart(seen: Seen) {
        shown?.second?.close()
        shown = null
        seen.trial = seen.trial.endApp()
        seen.stack = null
        open(seen)
    }

    /** Until nothing is under way: the directory waits a little after the last letter, a file is locked on a thread of the core's. */
    private fun settle(stage: Stage) {
        ShadowLooper.idleMainLooper(200, TimeUnit.MILLISECONDS)
        stage.until { !it.plan.working.value }
        stage.activity {}
    }

    private fun expect(expected: JSONObject, seen: Seen) {
        val stage = stage(seen)
        val strange = expected.keys().asSequence().toSet() - KNOWN
        assertTrue(strange.isEmpty(), "$strange")
        val (says, offers) = everything(stage)
        if (expected.has("screen")) assertEquals(expected.getString("screen"), name(stage.shell { it.ways.stack }))
        for (text in expected.texts("says")) assertContains(says, text)
        val words = stage.shell { it.ready.value ?: error("no words") }.words
        for (id in expected.texts("labels")) {
            val label = Label.entries.find { it.id == id } ?: error("no label $id")
            // What becomes of name and icon is not the same on both phones, and said by each for itself.
            assertContains(says, words[if (label == Label.NEUTRAL_ABOUT_ICON) Label.NEUTRAL_ABOUT else label])
        }
        for (text in expected.texts("hides")) assertFalse(says.any { text in it }, "“$text” is said")
        for (id in expected.texts("offers")) assertTrue(offers.any { it.answersTo(id) }, "no $id; there is $offers")
        for (id in expected.texts("lacks")) assertFalse(offers.any { it.answersTo(id) }, "$id is there")
        expected.optJSONArray("on")?.let { expectOn(seen, it) }
        expected.optJSONArray("opened")?.let { assertEquals(it.texts(), seen.opened) }
        expected.optJSONArray("handed")?.let { kinds -> assertEquals(kinds.texts(), seen.trial.handed.map { it.first }) }
        if (expected.has("dial")) assertContains(offers, "dial:${expected.getString("dial")}")
        if (expected.has("curtain")) assertEquals(expected.getBoolean("curtain"), stage.shell { it.curtain.value } != Curtain.UP)
        for (text in expected.texts("announced")) assertContains(seen.announced, text)
    }

    private fun expectOn(seen: Seen, ids: JSONArray) {
        val stage = stage(seen)
        for (id in ids.texts()) {
            if (id == SWITCHES[stage.shell { it.ways.stack.last() }]) continue
            val config = (here(id) ?: error("no $id")).config
            val on = config.getOrNull(SemanticsProperties.Selected) == true ||
                config.getOrNull(SemanticsProperties.ToggleableState) == ToggleableState.On
            assertTrue(on, "$id is off")
        }
    }

    /** Everything that is said and offered: on the first screen with what stands behind its menu. */
    private fun everything(stage: Stage): Pair<List<String>, Set<String>> {
        val (says, offers) = says() to offers().keys
        val home = stage.shell { it.ways.stack.last() == Screen.Home && it.curtain.value == Curtain.UP }
        if (!home) return says to offers
        stage.shell { it.ways.to(Screen.More) }
        val all = says + says() to offers + offers().keys
        stage.shell { it.ways.back() }
        return all
    }

    /** What a screen reader says by itself: sentences that have changed while somebody stayed on the screen. */
    private fun listen(seen: Seen, before: List<Screen>) {
        val stage = stage(seen)
        val now = live()
        if (stage.shell { it.ways.stack } == before) seen.announced += now - seen.live
        seen.live = now
    }

    private fun listenToWhatIsOpened(seen: Seen, stage: Stage) {
        var finished = false
        stage.activity { activity ->
            generateSequence { shadowOf(activity).nextStartedActivityForResult }.forEach { places.answer(activity, it.intent, seen.trial) }
            generateSequence { shadowOf(activity).nextStartedActivity }.forEach { intent ->
                if (intent.action in setOf(Intent.ACTION_DIAL, Intent.ACTION_SENDTO, Intent.ACTION_VIEW)) seen.opened += "${intent.data}"
                if (intent.action == Intent.ACTION_CHOOSER) seen.trial.handed += "text" to ByteArray(0)
            }
            finished = activity.isFinishing
        }
        places.settle(stage, seen.trial)
        if (!finished) return
        // Somebody has left at once. Later they open the app again.
        stage.close()
        seen.stack = null
        open(seen)
    }

    private fun live() = nodes().filter { it.config.contains(SemanticsProperties.LiveRegion) }.flatMap(::texts).toSet()

    private fun says() = nodes().flatMap(::texts)

    private fun offers(): Map<String, SemanticsNode> =
        nodes().filter { it.config.contains(SemanticsActions.OnClick) && !it.config.contains(SemanticsProperties.Disabled) }
            .mapNotNull { node -> node.config.getOrNull(SemanticsProperties.TestTag)?.let { it to node } }
            .reversed().toMap()

    /** The first one on the screen. */
    private fun here(id: String): SemanticsNode? = nodes().firstOrNull { node ->
        node.config.contains(SemanticsActions.OnClick) && node.config.getOrNull(SemanticsProperties.TestTag)?.answersTo(id) == true
    }

    private fun node(tag: String) = nodes().firstOrNull { it.config.getOrNull(SemanticsProperties.TestTag) == tag }

    private fun texts(node: SemanticsNode) = node.config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text } +
        node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty()

    private fun nodes(): List<SemanticsNode> {
        rule.waitForIdle()
        fun under(node: SemanticsNode): List<SemanticsNode> = listOf(node) + node.children.flatMap(::under)
        return under(rule.onRoot().fetchSemanticsNode())
    }

    private fun String.answersTo(id: String) = this == id || startsWith("$id:")

    private fun JSONObject.texts(name: String) = optJSONArray(name)?.texts().orEmpty()

    private fun JSONArray.texts() = List(length(), ::getString)

    companion object {
        val folder = File(System.getProperty("peerline.base"), "../../tests/contract/screens")
        val files: List<File> get() = folder.listFiles().orEmpty().filter { it.extension == "json" }.sorted()

        private val KNOWN = setOf("screen", "says", "labels", "hides", "offers", "lacks", "on", "opened", "handed", "announced", "dial", "curtain")

        /** What is switched on by being on this page. */
        private val SWITCHES = mapOf<Screen, String>(Screen.Filters to "label-filters", Screen.PlanOrder to "label-plan-order")

        private val PLACES = mapOf(
            "lines" to Screen.Lines, "card" to Screen.Card, "limits" to Screen.Limits, "request" to Screen.Request, "duty" to Screen.Duty,
            "exclusions" to Screen.Exclusions, "settings" to Screen.Settings, "choice" to Screen.CrisisChoice, "checks" to Screen.Checks,
            "coping" to Screen.Coping, "plan" to Screen.Plan, "reminders" to Screen.FollowUps, "privacy" to Screen.Privacy,
            "check-ins" to Screen.PeerReminders, "check-file" to Screen.CheckFile, "sleep-times" to Screen.Rest, "helped" to Screen.WhatHelped,
            "plan-paper" to Screen.PlanPaper,
        )

        /** How a story calls the screen: what is a page of its own here may be a part of one there. */
        private fun name(stack: List<Screen>): String = when (stack.last()) {
            is Screen.Dial, Screen.CallPeer, Screen.TextPeer, is Screen.CallOfficer, is Screen.DialPlan -> name(stack.dropLast(1))
            Screen.Welcome, Screen.Home, Screen.More -> "home"
            Screen.Lines -> "lines"
            Screen.LinesFor -> "lines-for"
            is Screen.Line -> "line"
            Screen.Card, Screen.LeavePool -> "card"
            Screen.Ask -> "ask"
            Screen.Limits -> "limits"
            Screen.Request, Screen.ShareNumber -> "request"
            Screen.Duty, Screen.Break -> "duty"
            Screen.PeerReminders -> "check-ins"
            Screen.Peers, Screen.Filters, Screen.FilterRegion, is Screen.Peer, is Screen.Exclude -> "peers"
            Screen.Exclusions -> "exclusions"
            Screen.Settings, Screen.Countries, Screen.Regions, Screen.MyAgency -> "settings"
            Screen.CrisisChoice -> "choice"
            Screen.Checks -> "checks"
            is Screen.Check, is Screen.CheckResult -> "check"
            // After a result was kept, what is a part of the check there is the next page here.
            is Screen.Trend -> if (stack.any { it is Screen.Check }) "check" else "trend"
            is Screen.DeleteResults -> "trend"
            Screen.CheckFile -> "check-file"
            is Screen.Checklist -> "checklist"
            Screen.Coping -> "coping"
            Screen.WhatHelped, Screen.ForgetUses -> "helped"
            is Screen.Exercise, is Screen.Running -> "exercise"
            Screen.Rest -> "sleep-times"
            Screen.Plan, is Screen.PlanWrite, is Screen.PlanLine, Screen.PlanOrder, Screen.PlanRemind -> "plan"
            Screen.PlanPaper, Screen.PlanSave, Screen.PlanBring -> "plan-paper"
            Screen.FollowUps, is Screen.MoveFollowUp, Screen.Calendar -> "reminders"
            Screen.Privacy, is Screen.Erase, Screen.EraseAll -> "privacy"
        }
    }
}
