package org.peerline.app

import kotlin.math.abs
import kotlin.random.Random
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.peerline.app.care.Breath
import org.peerline.core.ExerciseSettings
import org.peerline.core.copingExercise
import org.peerline.core.copingMoment
import org.peerline.core.copingSchedule
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** Where the circle is, picture by picture, against what the core says for the same moment. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34], qualifiers = "w411dp-h891dp-xhdpi")
// As the other tests: each kind of sandbox would load the bindings anew, over the same library.
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class BreathTest {
    @Test
    fun `in five minutes no picture of the breath is more than 20 ms off its course`() {
        val run = Run()
        run.forMinutes(5)
        assertTrue(run.pictures > 15_000, "${run.pictures} pictures")
        assertTrue(run.worstMs <= 20, "${run.worstMs} ms off")
        println("the breath: ${run.pictures} pictures in five minutes, the worst ${run.worstMs} ms off its course")
    }

    @Test
    fun `a breath that counted its own pictures would be found`() {
        // As if every picture came after exactly 16 ms: what is drawn so runs away from the course.
        val run = Run(perPictureMs = 16)
        run.forMinutes(5)
        assertTrue(run.worstMs > 20, "${run.worstMs} ms off")
    }

    @Test
    fun `while it is paused it stands, and goes on from there`() {
        var now = 0L
        val breath = Breath(copingSchedule(ID, ExerciseSettings(), "en")) { now }
        breath.told(2_000, stands = false)
        now += 1_000_000_000
        assertEquals(3_000, breath.ranMs())
        breath.told(3_000, stands = true)
        now += 60_000_000_000
        assertEquals(3_000, breath.ranMs())
        breath.told(3_000, stands = false)
        now += 500_000_000
        assertEquals(3_500, breath.ranMs())
    }

    /** A virtual run: pictures come about every 16.7 ms, some late, some dropped; the core is asked about every 100 ms and answers late. */
    private class Run(private val perPictureMs: Long? = null) {
        private var nanos = 0L
        private var counted = 0L
        private val schedule = copingSchedule(ID, ExerciseSettings(length = LONG), "en")
        private val breath = Breath(schedule) { if (perPictureMs == null) nanos else counted }
        private val random = Random(1)
        var pictures = 0
        var worstMs = 0L

        fun forMinutes(minutes: Int) {
            breath.told(0, stands = false)
            var nextLook = 100_000_000L
            while (nanos < minutes * 60_000_000_000L) {
                nanos += 16_666_667 + if (random.nextInt(50) == 0) random.nextLong(50_000_000) else random.nextLong(2_000_000)
                perPictureMs?.let { counted += it * 1_000_000 }
                if (perPictureMs == null && nanos >= nextLook) {
                    // What the core says is in whole milliseconds, of the moment in which it was asked.
                    breath.told(nanos / 1_000_000, stands = false)
                    nextLook = nanos + 100_000_000 + random.nextLong(30_000_000)
                }
                look()
            }
        }

        private fun look() {
            pictures++
            val ran = nanos / 1_000_000
            worstMs = maxOf(worstMs, abs(breath.ranMs() - ran))
            // What is drawn is the core's own level of that moment.
            if (perPictureMs == null && pictures % 100 == 0) {
                val said = copingMoment(ID, ExerciseSettings(length = LONG), breath.ranMs().toULong(), "en")
                if (!said.done) assertTrue(abs(said.level.toInt() - breath.level() * 1_000) <= 2, "${said.level} and ${breath.level()} after $ran ms")
            }
        }
    }

    private companion object {
        const val ID = "box-breathing"

        /** Long enough for five minutes, in what the exercise counts in. */
        val LONG: UInt? = copingExercise(ID, "en").length?.most
    }
}
