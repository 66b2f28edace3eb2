package org.peerline.app

import android.content.Intent
import android.os.Bundle
import android.os.Parcel
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.test.core.app.ApplicationProvider
import java.util.concurrent.TimeUnit
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotEquals
import kotlin.test.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.peerline.app.care.BeforeStart
import org.peerline.app.care.MOVING
import org.peerline.app.care.Writing
import org.peerline.core.Asking
import org.peerline.core.PlanStep
import org.peerline.core.Query
import org.peerline.core.RequestStage
import org.peerline.core.Whom
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import org.robolectric.shadows.ShadowLooper

/** What goes wrong with a phone and around it, and what must not go wrong then. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34], qualifiers = "w411dp-h891dp-xhdpi")
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class TroubleTest {
    @get:Rule val rule = createEmptyComposeRule()

    @Test
    fun `without a network the request waits and a line is there, and it is sent once when the network is back`(): Unit = pooled { pool, officer, peer ->
        pool.networkAway()
        Stage(rule, officer).use { stage ->
            stage.shell { it.asking.begin() }
            stage.shell { it.asking.ask() }
            stage.run()
            assertIs<RequestStage.NotSentYet>(stage.request().stage)
            rule.onAllNodes(hasText("Not sent yet", substring = true)).onFirst().assertIsDisplayed()
            rule.onNodeWithText("Lines, now").assertIsDisplayed()
            stage.recreate()
            stage.shell { it.asking.ask() }
            assertTrue(stage.shell { it.asking.notDone.value } != null, "a second request could be made beside the first")
        }
        // The phone ends the app in between, too.
        val later = officer.endApp()
        pool.networkBack()
        Stage(rule, later).use { stage ->
            // It is tried again after a while, not at once.
            repeat(5) {
                pool.pass(60)
                later.pass(60)
                stage.run()
            }
            assertIs<RequestStage.Waiting>(stage.request().stage)
        }
        peer.run()
        assertEquals(1, peer.call { it.duty().screen("en") }.offers.size, "sent more than once, or lost")
        later.end()
    }

    @Test
    fun `when the network goes while a request waits, nothing is lost and the deadline holds on the phone`(): Unit = pooled { pool, officer, peer ->
        Stage(rule, officer).use { stage ->
            stage.shell { it.asking.begin() }
            stage.shell { it.asking.ask() }
            stage.run()
            pool.networkAway()
            stage.run()
            assertIs<RequestStage.Waiting>(stage.request().stage)
            officer.pass(1_260)
            stage.run()
            assertTrue(stage.request().linesFirst, "after the deadline the lines are not first")
            rule.onNodeWithText("Lines, now").assertIsDisplayed()
        }
        assertEquals(0, peer.call { it.duty().screen("en") }.offers.size)
    }

    @Test
    fun `a clock that is set back gives nobody more time, and the request is there`(): Unit = pooled { _, officer, _ ->
        officer.call { it.requests().ask(Asking(Whom.Anyone(Query()), language = "en")) }
        officer.run()
        officer.pass(600)
        val before = officer.call { it.requests().screen("en") } ?: error("no request")
        officer.began = officer.began.minusSeconds(3_600)
        val back = officer.endApp()
        Stage(rule, back).use { stage ->
            stage.go(Screen.Request)
            stage.run()
            assertTrue(stage.request().leftS <= 1_200u, "${stage.request().leftS} s are more than the whole time")
            rule.onNodeWithText("Lines, now").assertIsDisplayed()
            assertNotEquals(0u, before.leftS)
        }
        back.end()
    }

    @Test
    fun `in another zone every reminder says the time of there`(): Unit = TrialPhone().use { trial ->
        Stage(rule, trial).use { stage ->
            stage.go(Screen.FollowUps)
            stage.shell { it.keeping.remind() }
            fun at() = stage.shell { (it.keeping.followUps.value.ready ?: error("none")).series.first().reminders.map { one -> one.at } }
            val before = at()
            trial.offset += 3 * 3600
            stage.activity { it.sendBroadcast(Intent(Intent.ACTION_TIMEZONE_CHANGED)) }
            ShadowLooper.idleMainLooper()
            val after = at()
            assertEquals(before.size, after.size)
            assertTrue(before.zip(after).none { (one, other) -> one == other }, "$after")
        }
    }

    /** The fake key store is named: no phone was there to revoke a real key. */
    @Test
    fun `after another finger was put into the phone the owner is told, the lines are there, and the app begins anew`(): Unit = TrialPhone().use { trial ->
        trial.call { it.closeApp() }
        trial.keys.revoke()
        val after = TrialPhone(trial.folder(), trial.keys)
        Stage(rule, after).use { stage ->
            stage.go()
            rule.onAllNodes(hasText("The key of this phone is gone", substring = true)).onFirst().assertIsDisplayed()
            rule.onNodeWithText("Understood").performClick()
            assertEquals(0, rule.onAllNodes(hasText("The key of this phone is gone", substring = true)).fetchSemanticsNodes().size)
            stage.go(Screen.Lines)
            rule.onAllNodes(hasText("COPLINE")).onFirst().assertIsDisplayed()
            stage.go(Screen.Plan)
            assertIs<Load.Ready<*>>(stage.shell { it.plan.plan.value })
        }
    }

    @Test
    fun `where the phone asks for no motion nothing moves, and words say what the motion said`(): Unit = TrialPhone().use { trial ->
        Stage(rule, trial).use { stage ->
            stage.shell { it.coping.choose(BeforeStart()) }
            stage.shell { it.coping.start("box-breathing") }
            assertEquals(1, rule.onAllNodes(hasTestTag(MOVING)).fetchSemanticsNodes().size)
            stage.still(true)
            assertEquals(0, rule.onAllNodes(hasTestTag(MOVING)).fetchSemanticsNodes().size)
            val still = stage.shell { (it.coping.stage.value.ready as org.peerline.app.care.Stage.Under).moment.still }
            rule.onNodeWithText(still).assertIsDisplayed()
            stage.still(false)
        }
    }

    @Test
    fun `while the phone is locked the plan can be read if its owner wants that, and everybody in it has their own number`(): Unit = TrialPhone().use { trial ->
        val people = listOf("Alex" to "+15035550101", "Robin" to "+15035550102", "Sam" to "+15035550103")
        trial.call { app ->
            for ((name, number) in people) app.safetyPlan().addContact(PlanStep.PEOPLE_TO_ASK, name, number)
            app.safetyPlan().setReadableWhileLocked(true)
        }
        trial.keys.refusal = { id -> if (id.startsWith("officer")) org.peerline.core.KeyStoreException.Locked() else null }
        val locked = trial.endApp()
        Stage(rule, locked).use { stage ->
            people.forEachIndexed { place, (name, number) ->
                stage.go(Screen.Plan, Screen.DialPlan(PlanStep.PEOPLE_TO_ASK, place, 0))
                rule.onNodeWithText(name).assertIsDisplayed()
                rule.onAllNodes(hasTestTag("dial:tel:$number")).onFirst().assertIsDisplayed()
            }
        }
        locked.end()
    }

    @Test
    fun `twenty thousand peers come in pages of fifty, and a name finds one of them`(): Unit = Pool().use { pool ->
        TrialPhone().use { officer ->
            pool.grow(19_500)
            pool.publish()
            officer.call { it.membership().join(pool.memberCard) }
            officer.run()
            Stage(rule, officer).use { stage ->
                stage.shell { it.peers.begin() }
                stage.go(Screen.Peers)
                fun found() = stage.shell { it.peers.list.value.ready ?: error("no list") }
                assertTrue(found().total > 19_000u, "${found().total}")
                assertEquals(50, found().rows.size)
                repeat(4) { stage.shell { it.peers.more() } }
                assertEquals(250, found().rows.map { it.id }.toSet().size)
                val took = mutableListOf<Double>()
                for (start in 0u until 20_000u step 1_000) {
                    val began = System.nanoTime()
                    officer.call { app -> app.directory().use { it.search(Query(), "en", start, 50u) } }
                    took += (System.nanoTime() - began) / 1e6
                }
                println("20,000 peers: a page of 50 took ${"%.1f".format(took.sorted()[took.size / 2])} ms, the slowest ${"%.1f".format(took.max())} ms (a library for tests)")
                stage.shell { it.peers.ask(Query(text = "Dana Bak")) }
                ShadowLooper.idleMainLooper(200, TimeUnit.MILLISECONDS)
                assertTrue(found().total in 1u..2_000u, "${found().total}")
                assertTrue(found().rows.all { "Dana" in it.name })
            }
        }
    }

    @Test
    fun `after the phone has ended the app every screen is there again, and nothing typed was kept outside of the vault`() {
        var trial = TrialPhone()
        trial.call { it.safetyPlan().addNote(PlanStep.SIGNS, "a note") }
        val app = ApplicationProvider.getApplicationContext<PeerlineApplication>()
        for (screen in SCREENS) {
            app.use(trial.phone, trial.core)
            val first = Robolectric.buildActivity(MainActivity::class.java).setup()
            first.get().shell.ways.fromHome(screen)
            first.get().shell.plan.type(Writing(SECRET, SECRET))
            first.get().shell.card.type(SECRET)
            first.get().shell.asking.type(SECRET)
            first.get().shell.peers.ask(Query(text = SECRET))
            first.get().shell.plan.typePassphrase(SECRET)
            first.get().shell.keeping.typeTitle(SECRET)
            rule.waitForIdle()
            val saved = Bundle()
            first.saveInstanceState(saved).pause().stop().destroy()
            assertFalse(written(saved).contains(SECRET), "$screen keeps what was typed")
            trial = trial.endApp()
            app.use(trial.phone, trial.core)
            val second = Robolectric.buildActivity(MainActivity::class.java).create(saved).start().restoreInstanceState(saved).resume().visible()
            rule.waitForIdle()
            val stack = second.get().shell.ways.stack
            // An exercise that nobody runs any more is shown from its beginning.
            val expected = if (screen is Screen.Running) Screen.Exercise(screen.id) else screen
            assertEquals(listOf(Screen.Home, expected), stack)
            val headings = SemanticsMatcher.keyIsDefined(SemanticsProperties.Heading)
            assertTrue(rule.onAllNodes(headings).fetchSemanticsNodes().isNotEmpty(), "$screen says nothing")
            second.pause().stop().destroy()
        }
        trial.close()
    }

    private fun written(bundle: Bundle): String {
        val parcel = Parcel.obtain()
        parcel.writeBundle(bundle)
        val bytes = parcel.marshall()
        parcel.recycle()
        return String(bytes, Charsets.UTF_16LE) + String(bytes, 1, bytes.size - 1, Charsets.UTF_16LE) + String(bytes, Charsets.ISO_8859_1) + "$bundle"
    }

    private fun Stage.request() = shell { it.asking.request.value.ready ?: error("no request") }

    /** An officer and a peer on call in one pool; the limits are read. */
    private fun pooled(test: (Pool, TrialPhone, TrialPhone) -> Unit) = Pool(gated = true).use { pool ->
        TrialPhone().use { officer ->
            TrialPhone().use { peer ->
                peer.call { it.membership().join(pool.peerCard) }
                pool.takeBack(peer.call { it.membership().cardForTheRoster().text })
                pool.publish()
                peer.run()
                peer.call { it.duty().goOnCall(480u) }
                peer.run()
                pool.pass(PASSED)
                peer.pass(PASSED)
                officer.pass(PASSED)
                officer.call { it.membership().join(pool.memberCard) }
                officer.run()
                officer.call { app -> app.limits().use { it.accept(it.screen("en").shown) } }
                test(pool, officer, peer)
            }
        }
    }

    private companion object {
        const val PASSED = 400
        const val SECRET = "xyzzy47110815"
        val SCREENS = listOf(
            Screen.More, Screen.Lines, Screen.LinesFor, Screen.Line("us-988"), Screen.Dial("us-988", "tel:988"), Screen.Card, Screen.LeavePool, Screen.Ask, Screen.Limits,
            Screen.Request, Screen.ShareNumber, Screen.Peers, Screen.Filters, Screen.FilterRegion, Screen.Peer("b"), Screen.Exclude("b"), Screen.Exclusions,
            Screen.MyAgency, Screen.Duty, Screen.Break, Screen.PeerReminders, Screen.Settings, Screen.Countries, Screen.Regions,
            Screen.Checks, Screen.Check("PHQ-9"), Screen.CheckResult("PHQ-9"), Screen.Trend("PHQ-9"), Screen.DeleteResults("PHQ-9"), Screen.CheckFile, Screen.Checklist("shift-sleep"),
            Screen.CrisisChoice, Screen.Coping, Screen.Exercise("box-breathing"), Screen.Running("box-breathing"), Screen.WhatHelped, Screen.ForgetUses,
            Screen.Rest, Screen.Plan, Screen.PlanWrite(PlanStep.SIGNS, null), Screen.PlanLine(PlanStep.PROFESSIONALS), Screen.PlanOrder,
            Screen.PlanRemind, Screen.PlanPaper, Screen.PlanSave, Screen.PlanBring, Screen.DialPlan(PlanStep.SIGNS, 0, 0), Screen.FollowUps,
            Screen.MoveFollowUp("00"), Screen.Calendar, Screen.Privacy, Screen.EraseAll,
        )
    }
}
