package org.peerline.core

import java.nio.file.Path
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNotEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import org.junit.jupiter.api.io.TempDir

/** Coping tools, with nothing opened and in the open app. */
class CopingTest {
    @TempDir
    lateinit var folder: Path
    private val keys = UnprotectedMemoryKeys()
    private val usual = ExerciseSettings()

    private fun open() = trialOpen("$folder", keys, 1_790_000_000)

    @Test
    fun `every exercise shows with nothing opened, what speaks against it first, in both languages`() {
        val english = copingExercises("en")
        assertEquals(15, english.size)
        assertEquals(english.map { it.id }, copingExercises("es").map { it.id })
        for (row in english) {
            val (one, other) = listOf("en", "es").map { copingExercise(row.id, it) }
            assertEquals("Never while you drive, and never on a call.", one.cautions.first().text)
            assertNotEquals(one.row.name, other.row.name)
            assertTrue(one.sources.isNotEmpty() && one.sources.all { it.status.isNotEmpty() } && one.howSure.isNotEmpty())
            assertTrue(one.cues.all { it.caption.isNotEmpty() && it.haptic.isNotEmpty() })
        }
        assertEquals(HowSure.GENERAL_KNOWLEDGE, copingExercise("first-72-hours", "en").howSureValue)
    }

    @Test
    fun `the schedule and the moments say the same to the millisecond`() {
        for (tenths in copingExercise("resonance-breathing", "en").rates.map { it.tenths }) {
            val settings = ExerciseSettings(tenths, 20u)
            val course = copingSchedule("resonance-breathing", settings, "en")
            assertEquals(1_200_000uL, course.totalMs)
            var end = 0uL
            for (segment in course.segments) {
                assertEquals(end, segment.startMs)
                end += assertNotNull(segment.lengthMs)
            }
            assertEquals(1_200_000uL, end)
            for (segment in course.segments.takeLast(3)) {
                val moment = copingMoment("resonance-breathing", settings, assertNotNull(segment.startMs), "en")
                assertEquals(segment.cue to segment.round, moment.cuePlace to moment.round)
                assertEquals(segment.lengthMs, moment.leftMs)
                assertEquals(course.cues[segment.cue.toInt()].text, moment.text)
            }
            assertTrue(copingMoment("resonance-breathing", settings, 1_200_000uL, "en").done)
        }
    }

    @Test
    fun `what an exercise does not have is refused with a reason`() {
        fun reason(work: () -> Unit) = assertFailsWith<PeerlineException.Coping> { work() }.reason
        assertEquals(CopingReason.NO_SUCH_EXERCISE, reason { copingExercise("nowhere", "en") })
        assertEquals(CopingReason.RATE, reason { copingSchedule("resonance-breathing", ExerciseSettings(47u), "en") })
        assertEquals(CopingReason.LENGTH, reason { copingStart("box-breathing", ExerciseSettings(null, 99u)) })
        val input = assertFailsWith<PeerlineException.BadInput> { copingStart("box-breathing", usual, 11u) }
        assertEquals(Input.DISTRESS to Advice.RETRY, input.input to advice(input))
    }

    @Test
    fun `a run started with nothing opened goes step by step and keeps nothing`() {
        val run = copingStart("grounding-54321", usual, 9u)
        assertTrue(run.crisisFirst())
        assertEquals("5 cosas que ve", run.moment("es").text)
        run.next()
        assertEquals("touch", run.moment("en").cue)
        run.pause()
        assertTrue(run.moment("en").paused)
        val finished = run.finish(4u, "en")
        assertEquals("Before: 9. After: 4.", finished.felt)
        assertNull(finished.kept)
    }

    @Test
    fun `a run in the app pauses, lasts through the background, and what helped is learnt only if it is kept`() = open().use { app ->
        val coping = app.coping()
        assertNotNull(coping.exercises("en").note)
        val run = coping.start("box-breathing", usual, 7u)
        trialPass(app, 5u)
        run.pause()
        trialPass(app, 3_600u)
        run.resume()
        trialPass(app, 4u)
        val moment = run.moment("en")
        assertEquals("out" to 3_000uL, moment.cue to moment.leftMs)
        assertEquals(9_000uL, run.ranMs())
        assertNull(coping.finish(run, 3u, false, "en").kept)
        assertTrue(coping.uses(0u, 50u, "en").isEmpty())
        val again = coping.start("body-scan", usual, 7u)
        val kept = assertNotNull(coping.finish(again, 8u, true, "en").also { assertTrue(it.crisisFirst) }.kept)
        assertFalse(coping.exercises("en").rows.first().helpedFirst)
        val third = coping.start("worry-time", usual, 7u)
        coping.finish(third, 2u, true, "en")
        assertEquals("worry-time", coping.exercises("en").rows.first().id)
        assertEquals(listOf("worry-time", "body-scan"), coping.whatHelped("en").map { it.id })
        assertEquals("From 1 use: your number was lower after it. One use says little.", coping.whatHelped("en").first().text)
        coping.deleteUse(kept)
        assertEquals(listOf<UByte?>(2u), coping.uses(0u, 50u, "en").map { it.after })
        coping.deleteUses()
        assertTrue(coping.whatHelped("en").isEmpty())
    }

    @Test
    fun `times around a night shift are worked out with nothing opened`() {
        assertEquals(listOf<UShort>(180u, 1_080u), sleepTimes(480u, 1_320u, "en").minutes)
        assertEquals("Ponga la alarma a las 23:55.", napTimes(1_415u, "es").texts.first())
        assertEquals(Tired.BOTH, tooTired(359u, 721u, "en").tired)
        assertFailsWith<PeerlineException.BadInput> { sleepTimes(1_440u, 0u, "en") }
    }

    @Test
    fun `nothing of it is printed`() {
        val row = copingExercises("en").first()
        assertEquals("[ExerciseRow]", "$row")
        assertEquals("[ExerciseMoment]", "${copingMoment("box-breathing", usual, 0uL, "en")}")
    }
}
