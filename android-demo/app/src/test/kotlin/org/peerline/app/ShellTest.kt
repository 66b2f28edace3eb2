package org.peerline.app

import android.app.Activity
import android.content.ComponentName
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import android.os.Handler
import android.os.Looper
import android.view.WindowManager
import androidx.activity.compose.setContent
import androidx.compose.ui.graphics.toArgb
import androidx.compose.ui.semantics.LiveRegionMode
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
import java.io.ByteArrayOutputStream
import java.util.concurrent.Executors
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.asCoroutineDispatcher
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.peerline.app.care.Writing
import org.peerline.app.look.Colours
import org.peerline.app.look.Label
import org.peerline.app.look.LocalColours
import org.peerline.app.look.Look
import org.peerline.app.look.Schemes
import org.peerline.app.look.Wanted
import org.peerline.app.look.Words
import org.peerline.app.platform.Disguise
import org.peerline.core.ExerciseSettings
import org.peerline.core.KeyStoreException
import org.peerline.core.Need
import org.peerline.core.Place
import org.peerline.core.PlanStep
import org.peerline.core.crisisLines
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import org.robolectric.shadows.ShadowLooper

/** What the shell itself promises. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34], qualifiers = "w411dp-h891dp-xhdpi")
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class ShellTest {
    @get:Rule val rule = createEmptyComposeRule()

    private fun on(trial: TrialPhone = TrialPhone(), test: (Stage) -> Unit) = trial.use { Stage(rule, it).use(test) }

    @Test
    fun `the first time there is no account and a line is one tap away`() = on { stage ->
        assertEquals(listOf<Screen>(Screen.Welcome), stage.shell { it.ways.stack })
        rule.onNodeWithText("Crisis lines").performClick()
        assertEquals(Screen.Lines, stage.shell { it.ways.stack.last() })
    }

    @Test
    fun `a number opens the phone's own dialler after a warning that it may be seen`() = on { stage ->
        val way = crisisLines(Place("US"), "en", MOMENT).rows.first { it.id == "us-988" }.calls.first()
        stage.go(Screen.Lines, Screen.Dial("us-988", way.uri))
        rule.onNodeWithText("your number may", substring = true, ignoreCase = true).assertIsDisplayed()
        rule.onNodeWithText("Open the phone app").performClick()
        stage.activity { activity ->
            val started = shadowOf(activity).nextStartedActivity
            assertEquals(Intent.ACTION_DIAL to way.uri, started.action to "${started.data}")
        }
    }

    @Test
    fun `no picture of the app can be taken and leaving at once takes it out of the recent ones`() = on { stage ->
        stage.activity { activity ->
            val flags = activity.window.attributes.flags
            assertEquals(WindowManager.LayoutParams.FLAG_SECURE, flags and WindowManager.LayoutParams.FLAG_SECURE)
        }
        stage.go()
        rule.onNodeWithText("Leave at once").performClick()
        stage.activity { activity ->
            assertTrue(activity.isFinishing)
            assertTrue(Intent.CATEGORY_HOME in shadowOf(activity).nextStartedActivity.categories)
        }
    }

    @Test
    fun `turning the phone changes nothing that is shown`() = on { stage ->
        stage.go(Screen.Lines, Screen.Line("us-988"))
        val before = stage.shell { it.ways.stack }
        stage.recreate()
        assertEquals(before, stage.shell { it.ways.stack })
        rule.onAllNodes(hasText("988", substring = true)).onFirst().assertIsDisplayed()
    }

    @Test
    fun `every screen is written and read again, and what is not known leads home`() {
        val screens = listOf(
            Screen.Welcome, Screen.Home, Screen.More, Screen.Lines, Screen.LinesFor, Screen.Line("a"), Screen.Dial("a", "tel:1"), Screen.CallPeer,
            Screen.TextPeer, Screen.Card, Screen.Ask, Screen.Limits, Screen.Request, Screen.ShareNumber, Screen.Peers, Screen.Filters,
            Screen.Peer("b"), Screen.Exclusions, Screen.Duty, Screen.Settings, Screen.Countries, Screen.Regions, Screen.Checks, Screen.Check("c"),
            Screen.CheckResult("c"), Screen.Trend("c"), Screen.DeleteResults("c"), Screen.CheckFile, Screen.FilterRegion, Screen.CrisisChoice, Screen.Coping, Screen.Exercise("d"), Screen.Running("d"),
            Screen.Plan, Screen.DialPlan(PlanStep.PEOPLE_TO_ASK, 1, 2), Screen.PlanWrite(PlanStep.SIGNS, null), Screen.PlanWrite(PlanStep.SIGNS, 7u),
            Screen.PlanLine(PlanStep.PROFESSIONALS), Screen.PlanOrder, Screen.PlanRemind, Screen.PlanPaper, Screen.PlanSave, Screen.PlanBring, Screen.Rest,
            Screen.WhatHelped, Screen.Checklist("f"), Screen.Break, Screen.PeerReminders, Screen.CallOfficer("g"), Screen.Exclude("h"),
            Screen.MyAgency, Screen.MoveFollowUp("0a"), Screen.Calendar, Screen.FollowUps, Screen.Privacy, Screen.Erase("e"), Screen.EraseAll,
        )
        for (screen in screens) assertEquals(screen, Screen.read(Screen.written(screen)))
        assertNull(Screen.read("What no app wrote"))
    }

    @Test
    fun `a request that nobody can take is refused in words, and a turned phone sends nothing`() = Pool().use { pool ->
        TrialPhone().use { trial ->
            pool.publish()
            trial.call { it.membership().join(pool.memberCard) }
            trial.run()
            Stage(rule, trial).use { stage ->
                stage.go(Screen.Limits)
                stage.shell { it.asking.accept() }
                stage.shell { it.asking.begin() }
                stage.shell { it.asking.ask() }
                // This pool has nobody with the app: nothing is sent, and it is said.
                val refused = stage.shell { it.asking.notDone.value }
                assertTrue(refused != null && refused.words("en").says.isNotBlank())
                stage.recreate()
                assertNull(stage.shell { it.asking.request.value.ready })
            }
        }
    }

    @Test
    fun `a core that takes two seconds does not stop the thread that draws`() {
        val calls = Executors.newSingleThreadExecutor().asCoroutineDispatcher()
        val trial = TrialPhone(calls = calls)
        on(trial) { stage ->
            stage.go()
            rule.waitUntil(5_000) { stage.shell { it.home.screen.value } is Load.Ready }
            trial.keys.slowness = 2_000
            val handler = Handler(Looper.getMainLooper())
            stage.shell { it.card.leave() }
            val (began, beats) = System.nanoTime() to mutableListOf<Long>()
            while (System.nanoTime() - began < 1_500_000_000) {
                val posted = System.nanoTime()
                handler.post { beats += (System.nanoTime() - posted) / 1_000_000 }
                ShadowLooper.idleMainLooper()
                Thread.sleep(10)
            }
            assertTrue(beats.size > 50 && beats.max() < 500, "${beats.size} beats, the longest ${beats.maxOrNull()} ms")
            trial.keys.slowness = 0
        }
        calls.close()
    }

    @Test
    fun `every use that was kept can be seen, a page at a time`() {
        val trial = TrialPhone()
        trial.call { app ->
            repeat(51) { app.coping().use { it.finish(it.start("box-breathing", ExerciseSettings(), 6u), 3u, true, "en") } }
        }
        on(trial) { stage ->
            stage.go(Screen.WhatHelped, Screen.ForgetUses)
            stage.until { it.coping.whatHelped.value.ready?.hasMore == true }
            stage.shell { it.coping.moreUses() }
            stage.until { it.coping.whatHelped.value.ready?.hasMore == false }
            assertEquals(51, stage.shell { shell -> shell.coping.whatHelped.value.ready!!.uses.distinctBy { it.id }.size })
        }
    }

    @Test
    fun `lines are there before the vault is, and stay when it cannot be opened`() {
        val trial = TrialPhone()
        trial.keys.refusal = { KeyStoreException.Locked() }
        on(trial) { stage ->
            stage.go(Screen.Lines)
            assertIs<Load.Ready<*>>(stage.shell { it.lines.list.value })
            assertIs<Load.NotDone>(stage.shell { it.home.screen.value })
            rule.onAllNodes(hasText("COPLINE")).onFirst().assertIsDisplayed()
        }
    }

    @Test
    fun `behind the curtain there are the lines and nothing else`() = on { stage ->
        stage.go(Screen.Settings)
        stage.shell { it.close() }
        rule.onNodeWithText("Unlock").assertIsDisplayed()
        assertEquals(0, rule.onAllNodes(hasText("Country")).fetchSemanticsNodes().size)
        rule.onNodeWithText("Lines, now").performClick()
        rule.onAllNodes(hasText("COPLINE")).onFirst().assertIsDisplayed()
        // What somebody has looked for is not for everybody.
        assertEquals(0, rule.onAllNodes(hasTestTag("label-lines-for")).fetchSemanticsNodes().size)
        stage.shell { it.lines.beginFor(Need.SUICIDE) }
        rule.onNodeWithText("Unlock").assertIsDisplayed()
        stage.shell { it.unlocked() }
        assertEquals(Curtain.UP, stage.shell { it.curtain.value })
    }

    @Test
    fun `what changes by itself is told to a screen reader`() = on { stage ->
        stage.go(Screen.Request)
        stage.go(Screen.Duty)
        val live = SemanticsMatcher("is a live region") { it.config.contains(SemanticsProperties.LiveRegion) }
        val modes = rule.onAllNodes(live).fetchSemanticsNodes().map { it.config[SemanticsProperties.LiveRegion] }
        assertTrue(LiveRegionMode.Polite in modes, "$modes")
    }

    @Test
    fun `a plan leaves the app only to a place that its owner chooses, and not under a passphrase that is too short`() = on { stage ->
        stage.go(Screen.Plan, Screen.PlanPaper, Screen.PlanSave)
        stage.shell { it.plan.typePassphrase("short") }
        rule.onAllNodes(hasTestTag("hand-over")).onFirst().performClick()
        stage.until { it.plan.notDone.value != null }
        stage.activity { assertNull(shadowOf(it).nextStartedActivityForResult) }
        stage.shell { it.plan.typePassphrase("seven walks by the river") }
        rule.onAllNodes(hasTestTag("hand-over")).onFirst().performClick()
        stage.until { it.files.saving != null }
        val (place, file) = Uri.parse("content://a.place/notes.bin") to ByteArrayOutputStream()
        stage.activity { activity ->
            val asked = shadowOf(activity).nextStartedActivityForResult
            assertEquals(Intent.ACTION_CREATE_DOCUMENT, asked.intent.action)
            shadowOf(activity.contentResolver).registerOutputStream(place, file)
            shadowOf(activity).receiveResult(asked.intent, Activity.RESULT_OK, Intent().setData(place))
        }
        stage.until { it.files.said.value?.what == Label.FILE_SAVED }
        assertEquals(Screen.PlanPaper, stage.shell { it.ways.stack.last() })
        assertTrue(file.size() > 100 && "walks" !in file.toString())
        assertEquals("", stage.shell { it.plan.passphrase.value })
    }

    @Test
    fun `a plan is shared as text only after its caution was there to be read`() = on { stage ->
        stage.shell { it.plan.write(PlanStep.MY_WAYS) }
        stage.shell { it.plan.type(Writing("Walk with the dog")) }
        stage.shell { it.plan.keep(PlanStep.MY_WAYS, null) }
        stage.go(Screen.Plan, Screen.PlanPaper)
        rule.onNodeWithText("Paper has no lock", substring = true).assertIsDisplayed()
        rule.onAllNodes(hasTestTag("label-plan-share")).onFirst().performClick()
        stage.activity { activity ->
            val chooser = shadowOf(activity).nextStartedActivity
            assertEquals(Intent.ACTION_CHOOSER, chooser.action)
            @Suppress("DEPRECATION")
            val text = chooser.getParcelableExtra<Intent>(Intent.EXTRA_INTENT)?.getStringExtra(Intent.EXTRA_TEXT).orEmpty()
            assertTrue("Walk with the dog" in text)
        }
    }

    @Test
    fun `whoever wants more contrast gets it by day and by night`() = on { stage ->
        for ((wanted, scheme) in listOf(
            Wanted(dark = false, contrast = false, stillness = false) to Schemes.light,
            Wanted(dark = true, contrast = false, stillness = false) to Schemes.dark,
            Wanted(dark = false, contrast = true, stillness = false) to Schemes.contrast,
            Wanted(dark = true, contrast = true, stillness = false) to Schemes.contrastDark,
        )) {
            var seen: Colours? = null
            stage.activity { activity -> activity.setContent { Look(wanted, Words(emptyMap(), "en")) { seen = LocalColours.current } } }
            assertEquals(scheme, seen)
        }
    }

    @Test
    fun `more contrast is really drawn, and only where the phone asks for it`() = on { stage ->
        stage.go()
        val all = listOf(Schemes.light, Schemes.dark, Schemes.contrast, Schemes.contrastDark)
        for ((dark, contrast, scheme) in listOf(
            Triple(false, false, Schemes.light),
            Triple(true, false, Schemes.dark),
            Triple(false, true, Schemes.contrast),
            Triple(true, true, Schemes.contrastDark),
        )) {
            stage.look(Variant(dark = dark, contrast = contrast))
            val picture = stage.picture()
            val drawn = IntArray(picture.width * picture.height).also { picture.getPixels(it, 0, picture.width, 0, 0, picture.width, picture.height) }.toSet()
            // The three grounds of the first screen's choices are of no other scheme.
            for (one in all) assertEquals(one === scheme, listOf(one.mainSoft, one.checkSoft, one.lineSoft).any { it.toArgb() in drawn }, "$dark, $contrast")
            assertTrue(scheme.ground.toArgb() in drawn && scheme.onGround.toArgb() in drawn)
        }
    }

    @Test
    fun `the app stands under one name at a time, and never under none`() {
        val context = ApplicationProvider.getApplicationContext<PeerlineApplication>()
        fun state(name: String) = context.packageManager.getComponentEnabledSetting(ComponentName(context.packageName, "org.peerline.app.$name"))
        for (plain in listOf(true, false, true)) {
            Disguise.set(context, plain)
            val (on, off) = if (plain) "UnderAPlainName" to "UnderItsName" else "UnderItsName" to "UnderAPlainName"
            assertEquals(PackageManager.COMPONENT_ENABLED_STATE_ENABLED, state(on))
            assertEquals(PackageManager.COMPONENT_ENABLED_STATE_DISABLED, state(off))
        }
    }
}
