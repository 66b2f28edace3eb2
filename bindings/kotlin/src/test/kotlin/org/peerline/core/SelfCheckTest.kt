package org.peerline.core

import java.nio.file.Path
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import org.junit.jupiter.api.io.TempDir

/** Self-checks through the public calls, with a real vault. */
class SelfCheckTest {
    @TempDir
    lateinit var folder: Path
    private val keys = UnprotectedMemoryKeys()

    private fun open() = Peerline.open("$folder", keys)

    @Test
    fun `the meter and the button work with nothing opened`() {
        assertEquals(Safety.CLEAR, distressMeter(7u, "en").safety)
        assertEquals(Safety.OPEN, distressMeter(8u, "es").safety)
        assertEquals(Safety.OPEN, notSafe("en").safety)
        assertFailsWith<PeerlineException.BadInput> { distressMeter(11u, "en") }
    }

    @Test
    fun `an answer about safety opens the choice before any score and is there after a restart`() {
        open().use { app ->
            val answered = app.selfChecks().answer("PHQ-9", QuestionPart.ITEM, 8u, 1u)
            assertEquals(Safety.OPEN, answered.safety)
            assertEquals(8u, answered.missing)
            assertNull(answered.notKept)
            app.closeApp()
        }
        open().use { app ->
            val form = app.selfChecks().open("PHQ-9", "en")
            assertTrue(form.begun)
            assertEquals(Safety.OPEN, form.safety)
            assertEquals(10, form.questions.size)
            val result = app.selfChecks().finish("PHQ-9", "en")
            assertFalse(result.isComplete)
            assertEquals(Next.LINE, result.next.first().next)
            assertEquals("This is not a diagnosis.", result.notADiagnosis)
            assertFailsWith<PeerlineException.SelfCheck> { app.selfChecks().keep("PHQ-9") }
        }
    }

    @Test
    fun `a result is kept only if its owner says so and can be deleted`() = open().use { app ->
        val checks = app.selfChecks()
        for (place in 0u..6u) checks.answer("GAD-7", QuestionPart.ITEM, place, 1u)
        assertTrue(checks.finish("GAD-7", "es").isComplete)
        assertEquals(0u, checks.trend("GAD-7", "en").total)
        val kept = checks.keep("GAD-7")
        assertEquals(listOf("7"), checks.trend("GAD-7", "en").points.map { it.scoreText })
        assertEquals(1u, checks.kept("en").single().count)
        checks.delete(kept)
        assertEquals(0u, checks.trend("GAD-7", "en").total)
        checks.answer("GAD-7", QuestionPart.ITEM, 0u, 1u)
        checks.leave("GAD-7", Leaving.KEEP_NOTHING)
        assertFalse(checks.open("GAD-7", "en").begun)
    }

    @Test
    fun `the list shows each licence and what is in English only`() = open().use { app ->
        val list = app.selfChecks().list("es")
        assertEquals(8, list.size)
        assertTrue(list.all { it.licence.isNotEmpty() && it.citation.isNotEmpty() })
        assertNotNull(list.single { it.id == "PCL-5" }.inEnglish)
        assertNull(list.single { it.id == "PHQ-9" }.inEnglish)
    }

    @Test
    fun `a checklist points to tools and peers and never gives a number`() {
        val list = checklists("en").first { it.id == "job-stressors" }
        val pointers = checklistPointers(list.id, listOf("court", "not-safe"))
        assertEquals(Safety.OPEN, pointers.safety)
        assertTrue("box-breathing" in pointers.tools && "suicidal_thoughts" in pointers.topics && "suicide" in pointers.needs)
    }
}
