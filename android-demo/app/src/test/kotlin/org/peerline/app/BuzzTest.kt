package org.peerline.app

import android.os.Vibrator
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.test.core.app.ApplicationProvider
import java.util.concurrent.TimeUnit
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotEquals
import kotlin.test.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.peerline.app.care.BeforeStart
import org.peerline.app.care.Stage as Doing
import org.peerline.app.platform.Buzz
import org.peerline.core.ExerciseSettings
import org.peerline.core.copingMoment
import org.peerline.core.copingSchedule
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import org.robolectric.shadows.ShadowLooper

/** What is felt of an exercise, by whoever has closed their eyes: each phase as it begins, and nothing that nobody wants. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34], qualifiers = "w411dp-h891dp-xhdpi")
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class BuzzTest {
    @get:Rule val rule = createEmptyComposeRule()

    @Test
    fun `four rounds of box breathing buzz sixteen times, each at its phase, and once at the end`() = begun { stage, trial ->
        val course = copingSchedule(ID, ExerciseSettings(), "en")
        val felt = trial.felt.map { 0L to it }.toMutableList()
        for (second in 1L..64) {
            trial.pass(1)
            // As the shell does several times in a second.
            repeat(3) { stage.shell { it.coping.follow() } }
            felt += trial.felt.drop(felt.size).map { second * 1_000 to it }
        }
        val end = copingMoment(ID, ExerciseSettings(), 64_000u, "en")
        assertTrue(end.done)
        assertEquals(16, course.segments.size)
        val phases = course.segments.map { (it.startMs ?: error("no time")).toLong() to course.cues[it.cue.toInt()].haptic.inMs() }
        assertEquals(phases + (64_000L to end.haptic.inMs()), felt)
        assertIs<Doing.After>(stage.shell { it.coping.stage.value.ready })
        stage.shell { it.coping.follow() }
        assertEquals(17, trial.felt.size)
    }

    @Test
    fun `a phase buzzes once however often it stands still or the phone is turned, and nothing buzzes meanwhile`() = begun { stage, trial ->
        repeat(2) {
            stage.shell { it.coping.pause() }
            trial.pass(30)
            stage.shell { it.coping.follow() }
            assertEquals(1, trial.felt.size)
            stage.shell { it.coping.resume() }
            stage.recreate()
            assertEquals(1, trial.felt.size)
        }
        trial.pass(4)
        stage.shell { it.coping.follow() }
        assertEquals(2, trial.felt.size)
    }

    @Test
    fun `nothing buzzes while the buzz is turned off, also after the app was ended, and what has begun by then is not made up for`() = TrialPhone().use { first ->
        Stage(rule, first).use { stage -> stage.shell { it.settings.set { settings -> settings.copy(buzz = false) } } }
        val trial = first.endApp()
        Stage(rule, trial).use { stage ->
            stage.shell { it.coping.start(ID) }
            repeat(8) {
                trial.pass(1)
                stage.shell { it.coping.follow() }
            }
            assertNotEquals(0u, stage.shell { assertIs<Doing.Under>(it.coping.stage.value.ready).moment.cuePlace })
            assertEquals(emptyList(), trial.felt)
            stage.shell { it.settings.set { settings -> settings.copy(buzz = true) } }
            stage.shell { it.coping.follow() }
            assertEquals(emptyList(), trial.felt)
            trial.pass(4)
            stage.shell { it.coping.follow() }
            assertEquals(1, trial.felt.size)
        }
        trial.end()
    }

    @Test
    fun `nothing buzzes before the start, nor where the crisis choice comes first, until its owner goes on with it`() = TrialPhone().use { trial ->
        Stage(rule, trial).use { stage ->
            stage.go(Screen.Coping, Screen.Exercise(ID))
            assertEquals(emptyList(), trial.felt)
            stage.shell { it.coping.choose(BeforeStart(level = 9u)) }
            stage.shell { it.coping.start(ID) }
            assertEquals(Screen.CrisisChoice, stage.shell { it.ways.stack.last() })
            assertEquals(emptyList(), trial.felt)
            stage.shell { it.ways.back() }
            assertEquals(1, trial.felt.size)
        }
    }

    @Test
    fun `whoever is on another page or in another app feels nothing, and what they come back to buzzes once`() = TrialPhone(runsByItself = true).use { trial ->
        fun aWhile() {
            trial.pass(4)
            ShadowLooper.idleMainLooper(1, TimeUnit.SECONDS)
        }
        Stage(rule, trial).use { stage ->
            stage.shell { it.coping.start(ID) }
            aWhile()
            assertEquals(2, trial.felt.size)
            stage.shell { it.ways.to(Screen.Lines) }
            aWhile()
            assertEquals(2, trial.felt.size)
            stage.shell { it.ways.back() }
            aWhile()
            assertEquals(4, trial.felt.size)
            stage.shell { it.close() }
            aWhile()
            assertEquals(4, trial.felt.size)
        }
    }

    @Test
    fun `a pattern is played by the phone as it is written, once, and from now on`() {
        val context = ApplicationProvider.getApplicationContext<PeerlineApplication>()
        val vibrator: Vibrator = Buzz.vibrator(context) ?: error("no vibration")
        Buzz.play(context, emptyList())
        assertTrue(!shadowOf(vibrator).isVibrating)
        Buzz.play(context, listOf(40, 60, 80))
        assertTrue(shadowOf(vibrator).isVibrating)
        // The first is how long nothing is to be felt.
        assertEquals(listOf<Long>(0, 40, 60, 80), shadowOf(vibrator).pattern.toList())
        assertEquals(-1, shadowOf(vibrator).repeat)
    }

    /** An exercise that has begun, on a phone of a test. */
    private fun begun(test: (Stage, TrialPhone) -> Unit) = TrialPhone().use { trial ->
        Stage(rule, trial).use { stage ->
            stage.shell { it.coping.start(ID) }
            test(stage, trial)
        }
    }

    private fun List<UShort>.inMs() = map { it.toLong() }

    private companion object {
        const val ID = "box-breathing"
    }
}
