package org.peerline.core

import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import kotlin.io.path.exists
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.io.TempDir

/** The safety plan, the reminders and a peer's break through the calls that a screen makes, against the real library. */
class PlanTest {
    @TempDir
    lateinit var folder: Path
    private val keys = UnprotectedMemoryKeys()
    private val utc = PhoneZone(offsetS = 0)

    private fun open() = Peerline.open("$folder", keys)

    @Test
    fun `a plan is written, dialled, sealed, brought back and read while the officer's file is locked`() = open().use { app ->
        val plan = app.safetyPlan()
        val first = plan.addNote(PlanStep.SIGNS, "I stop answering texts")
        plan.addContact(PlanStep.PEOPLE_TO_ASK, "Alex", "+1 503 555 0101")
        plan.addLine(PlanStep.PROFESSIONALS, "us-988")
        plan.moveStep(PlanStep.REASONS, 0u)
        val screen = plan.screen("en", utc)
        assertEquals(7, screen.steps.size)
        assertEquals(PlanStep.REASONS, screen.steps.first().step)
        val dialled = screen.steps.flatMap { it.items }.mapNotNull { it.dial.firstOrNull()?.uri }
        assertEquals(listOf("tel:+15035550101", "tel:988"), dialled)
        assertFalse("Alex" in "$screen ${screen.steps} ${screen.steps.flatMap { it.items }}")
        val file = runBlocking { plan.export("four words apart") }
        plan.remove(first)
        runBlocking {
            val refused = assertFailsWith<PeerlineException.Plan> { plan.lookInto(file, "four words together") }
            assertEquals(PlanReason.WRONG_PASSPHRASE, refused.reason)
            plan.lookInto(file, "four words apart").use { import ->
                assertEquals(1, import.screen("en").steps.first { it.step == PlanStep.SIGNS }.items.size)
                assertTrue(plan.screen("en", utc).steps.first { it.step == PlanStep.SIGNS }.items.isEmpty())
                import.keep(PlanImportHow.MERGE)
            }
        }
        app.lock()
        assertEquals(PlanAtHand.LOCKED, plan.atHand())
        assertFalse(folder.resolve("three").exists())
        app.resume()
        plan.setReadableWhileLocked(true)
        app.lock()
        val copy = plan.screen("es", utc)
        assertTrue(copy.fromCopy)
        assertEquals("I stop answering texts", copy.steps.first { it.step == PlanStep.SIGNS }.items.single().text)
        app.resume()
        plan.setReadableWhileLocked(false)
        assertFalse(folder.resolve("three").exists() || keys.ids.any { it.startsWith("plan") })
    }

    @Test
    fun `what is refused says why in numbers and words of ours`() = open().use { app ->
        val plan = app.safetyPlan()
        val long = assertFailsWith<PeerlineException.TooLong> { plan.addNote(PlanStep.SIGNS, "x".repeat(501)) }
        assertEquals(500u to 501u, long.most to long.has)
        val number = assertFailsWith<PeerlineException.Plan> { plan.addContact(PlanStep.SIGNS, "Alex", "*21#") }
        assertEquals(PlanReason.NOT_A_NUMBER, number.reason)
        assertEquals(Advice.RETRY, advice(number))
        assertEquals(PlanAtHand.EMPTY, plan.atHand())
        val zone = assertFailsWith<PeerlineException.BadInput> { plan.screen("en", PhoneZone(offsetS = 100_000)) }
        assertEquals(Input.ZONE, zone.input)
    }

    @Test
    fun `reminders are set, moved, put into a calendar and ended`() = open().use { app ->
        val reminders = app.followUps()
        reminders.set(FollowUpAfter.INCIDENT, null, reminders.offered("en").map { it.length }, utc)
        val screen = reminders.screen("en", utc)
        assertEquals(6, screen.series.single().reminders.size)
        assertTrue(Duration.between(Instant.now(), screen.series.single().reminders.first().due).toHours() in 23..24)
        assertEquals(6, "BEGIN:VEVENT".toRegex().findAll(reminders.calendar(null, "en")).count())
        reminders.moveTo(screen.series.single().reminders.first().id, Instant.now().plusSeconds(120))
        assertTrue(app.nextWake().afterS <= 120u)
        assertNull(reminders.takeNotice("en"))
        reminders.endAll(null)
        assertTrue(reminders.screen("en", utc).series.isEmpty())
        val refused = assertFailsWith<PeerlineException.FollowUp> { reminders.setPeers(listOf("24h"), false, utc) }
        assertEquals(FollowUpReason.NOT_AGREED, refused.reason)
    }

    @Test
    fun `a break is said and ends when the peer ends it`() = open().use { app ->
        val duty = app.duty()
        duty.takeBreak(null)
        assertTrue(duty.screen("en").onBreak)
        val refused = assertFailsWith<PeerlineException.Request> { duty.goOnCall(60u) }
        assertEquals(RequestReason.ON_BREAK, refused.reason)
        duty.endBreak()
        assertFalse(duty.screen("en").onBreak)
        assertEquals("peer-load", duty.screen("en").loadChecklist)
    }
}
