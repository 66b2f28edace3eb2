package org.peerline.core

import java.time.Instant
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNotEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** Crisis lines through the border, with nothing opened. */
class CrisisTest {
    private val now = Instant.parse("2026-11-21T12:00:00Z")

    @Test
    fun `lines show with nothing opened`() {
        val list = crisisLines(Place("US"), "en", now)
        assertTrue(list.rows.any { row -> row.calls.any { it.uri == "tel:988" } })
        assertTrue(list.rows.any { it.group == Group.EMERGENCY && it.calls.any { way -> way.uri == "tel:911" } })
        assertTrue(list.rows.size <= 50)
    }

    @Test
    fun `without a country every line shows and the note says so`() {
        val list = crisisLines(Place(), "en")
        assertTrue(list.rows.size > crisisLines(Place("US"), "en").rows.size)
        assertNotNull(list.note)
    }

    @Test
    fun `no text is empty and none is lost between languages`() {
        val english = crisisLines(Place("US"), "en", now)
        val spanish = crisisLines(Place("US"), "es-MX", now)
        assertEquals(english.rows.map { it.id }, spanish.rows.map { it.id })
        english.rows.zip(spanish.rows).forEach { (one, other) ->
            listOf(one.heading, one.police, one.whoAnswers, one.openNow, one.checked).forEach { assertFalse(it.isBlank()) }
            assertNotEquals(one.police, other.police)
        }
    }

    @Test
    fun `a line has its details and an unknown one none`() {
        val row = crisisLines(Place("US"), "en", now).rows.first()
        val detail = assertNotNull(crisisLine(row.id, Place("US"), "en", now))
        assertEquals(row, detail.row)
        assertTrue(detail.sources.isNotEmpty())
        assertNull(crisisLine("no-such-line", Place("US"), "en", now))
    }

    @Test
    fun `which line somebody looked at is not printed`() {
        val list = crisisLines(Place("US"), "en", now)
        val detail = assertNotNull(crisisLine(list.rows.first().id, Place("US"), "en", now))
        val row = detail.row
        assertEquals("[LineList] [LineDetail] [LineRow] [Way] [OpenState] [Place]",
            "$list $detail $row ${row.calls.first()} ${row.open} ${Place("US", "US-TX")}")
    }

    @Test
    fun `countries and regions have names in both languages`() {
        assertTrue(crisisCountries("en").any { it.code == "US" })
        assertEquals(crisisCountries("en").map { it.code }.toSet(), crisisCountries("es").map { it.code }.toSet())
        assertTrue(crisisRegions("US", "en").any { it.code == "US-TX" })
        assertEquals(emptyList(), crisisRegions("nowhere", "en"))
    }

    @Test
    fun `every label has its words in both languages`() {
        val english = words("en")
        assertTrue(english.isNotEmpty())
        assertEquals(english.keys, words("es").keys)
        assertTrue((english.values + words("es").values).none { it.isBlank() })
        assertEquals(english, words("fr"))
    }
}
