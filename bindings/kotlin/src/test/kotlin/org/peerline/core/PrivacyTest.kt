package org.peerline.core

import java.nio.file.Path
import java.time.Instant
import kotlin.io.path.listDirectoryEntries
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import org.junit.jupiter.api.io.TempDir

/** The crisis choice and privacy through the border, without a network. */
class PrivacyTest {
    @TempDir
    lateinit var folder: Path
    private val keys = UnprotectedMemoryKeys()
    private val now = Instant.parse("2026-11-21T12:00:00Z")

    private fun open() = Peerline.open("$folder", keys)

    @Test
    fun `the country is changed and the crisis choice shown before anything is opened`() {
        assertEquals(Place("MX", null), knownPlace("$folder", "es_MX"))
        keepSettingsIn("$folder", Settings("NZ", null, "es"))
        assertEquals(Place("NZ", null), knownPlace("$folder", "es_MX"))
        val view = crisisChoiceIn("$folder", "es_MX", "en", now)
        assertEquals("tel:111", view.emergency.first().calls.first().uri)
        assertEquals(crisisChoice(Place("NZ"), "es", now), view)
        assertEquals(PeerNow.NOT_OPEN, view.peer)
        assertEquals(PlanNow.NOT_OPEN, view.plan)
        assertEquals("[CrisisView]", "$view")
        assertEquals(Input.PLACE, assertFailsWith<PeerlineException.BadInput> {
            keepSettingsIn("$folder", Settings("nowhere"))
        }.input)
    }

    @Test
    fun `the crisis choice is there in the open and in the locked app`() = open().use { app ->
        val open = app.crisisChoice().view("US", "en", now)
        assertEquals(PeerNow.NO_CARD, open.peer)
        app.lock()
        val locked = app.crisisChoice().view("US", "en", now)
        assertEquals(PeerNow.LOCKED, locked.peer)
        assertEquals(PlanNow.LOCKED, locked.plan)
        assertEquals(open.calls, locked.calls)
        assertTrue(locked.emergencySays.contains("colleagues"))
    }

    @Test
    fun `a search by need gives the same lines with and without the open app`() = open().use { app ->
        val needs = listOf(Need.OFFICER, Need.TEXT_ONLY)
        val free = crisisSearch(Place("US"), needs, "en", now)
        assertTrue(free.found)
        assertEquals(free, app.crisis().search(Place("US"), needs, "en", now))
        assertEquals(Group.EMERGENCY, free.rows.last().group)
        assertEquals(9, crisisNeeds("es").map { it.name }.toSet().size)
    }

    @Test
    fun `the report counts and one area can be erased`(): Unit = open().use { app ->
        val privacy = app.privacy()
        fun rows(area: String) = privacy.report("en").areas.first { it.id == area }.rows
        app.membership().setMyAgency("Cedar County Sheriff")
        assertEquals(1u, rows("myself"))
        assertNull(privacy.confirmation("en", "myself").notNow)
        assertTrue(privacy.eraseArea("myself"))
        assertEquals(0u, rows("myself"))
        assertNull(app.membership().myAgency())
        assertEquals(Party.AGENCY, privacy.report("en").parties.first().party)
        assertNotNull(privacy.confirmation("en", "written").notNow)
        assertEquals(PrivacyReason.WITH_EVERYTHING, assertFailsWith<PeerlineException.Privacy> {
            privacy.eraseArea("written")
        }.reason)
        assertFailsWith<PeerlineException.BadInput> { privacy.eraseArea("no-such-area") }
    }

    @Test
    fun `the app asks when its lock is set and the lines are not behind it`() {
        open().use { app -> app.settings().set(Settings("US", lockAfterMinutes = 5u)) }
        open().use { app ->
            assertEquals(AppLock.ASK, app.privacy().cameIntoSight())
            assertEquals(AppLock.ASK, app.home("en").appLock)
            assertTrue(app.crisisChoice().view(null, "en", now).calls.isNotEmpty())
            app.privacy().appUnlocked()
            assertEquals(AppLock.OPEN, app.privacy().appLock())
            val exit = app.privacy().quickExit()
            assertTrue(exit.saved && exit.goTo.startsWith("https://"))
            assertEquals(AppLock.ASK, app.privacy().appLock())
        }
    }

    @Test
    fun `erasing everything leaves nothing and the notice tells nothing`() = open().use { app ->
        app.settings().set(Settings("US"))
        assertTrue(app.privacy().confirmation("es").says.size >= 3)
        app.privacy().eraseEverything()
        assertEquals(emptyList(), folder.listDirectoryEntries())
        assertFalse("peer" in neutralNotice("en").text.lowercase())
    }
}
