package org.peerline.core

import java.nio.file.Path
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue
import org.junit.jupiter.api.io.TempDir

/** Results in files, through the public calls, with real vaults. */
class SelfCheckFileTest {
    @TempDir
    lateinit var one: Path

    @TempDir
    lateinit var other: Path

    private fun open(folder: Path) = Peerline.open("$folder", UnprotectedMemoryKeys())

    @Test
    fun `what one phone exports another one shows first and then keeps once`() {
        val file = open(one).use { app ->
            val checks = app.selfChecks()
            assertFailsWith<PeerlineException.SelfCheckFile> { checks.exportFhir(null) }
            for (place in 0u..6u) checks.answer("GAD-7", QuestionPart.ITEM, place, 2u)
            checks.keep("GAD-7")
            val text = checks.exportText(null, "UTC", "en")
            assertTrue("Your total is 14." in text && "This is not a diagnosis." in text)
            checks.exportFhir("GAD-7").encodeToByteArray()
        }
        assertFalse("subject" in file.decodeToString())
        open(other).use { app ->
            val checks = app.selfChecks()
            val read = checks.readImport(file)
            val page = read.page(0u, "en")
            assertEquals(1u, page.newResults)
            assertEquals("The total is 14.", page.forms.single().says.single())
            assertEquals(0, checks.kept("en").size)
            assertEquals(1u, read.keep())
            assertEquals(0u, read.keep())
            assertEquals("14", checks.trend("GAD-7", "en").points.single().scoreText)
            assertFailsWith<PeerlineException.SelfCheckFile> { checks.readImport("no".encodeToByteArray()) }
        }
    }
}
