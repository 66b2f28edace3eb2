package org.peerline.guide

import java.nio.file.Path
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.junit.jupiter.api.io.TempDir
import org.peerline.core.Budget
import org.peerline.core.Colleague
import org.peerline.core.Connection
import org.peerline.core.FileFound
import org.peerline.core.Input
import org.peerline.core.Peerline
import org.peerline.core.PeerlineException
import org.peerline.core.PhoneLock
import org.peerline.core.Place
import org.peerline.core.Rehearsal
import org.peerline.core.RequestReason
import org.peerline.core.RequestStage
import org.peerline.core.Somebody
import org.peerline.core.Standing
import org.peerline.core.crisisLines
import org.peerline.core.rehearse

/** What `docs/integrating.md` says, done; and the rehearsal that it offers for the tests of other apps. */
class SmallAppTest {
    @TempDir
    lateinit var folder: Path
    private val small = SmallApp("en")

    @Test
    fun `from nothing to a first request and its end`() = rehearsed { rehearsal ->
        small.app = rehearsal.open()
        small.showLines()
        assertTrue(small.shown.isNotEmpty())
        small.join(rehearsal.memberCard())
        assertFalse(small.acceptLimits { false })
        assertNull(small.calling { small.askAnyone() })
        assertTrue(small.acceptLimits { read -> read.none(String::isBlank) })
        small.askAnyone()
        assertEquals(RequestStage.Waiting(1u), stage())
        rehearsal.colleague(Colleague.CLAIMS)
        small.run()
        small.showRequest()
        assertIs<RequestStage.Answered>(stage())
        assertNotNull(small.app.requests().screen("en")?.peer?.phone)
        small.finish()
        assertNull(small.app.requests().screen("en"))
        small.ended()
    }

    // region rehearsal
    @Test
    fun `the screen says that nobody came when the time is over`() = runBlocking {
        rehearse("$folder").use { rehearsal ->
            val small = SmallApp("en").apply { app = rehearsal.open() }
            small.join(rehearsal.memberCard())
            small.acceptLimits { true }
            small.askAnyone()
            rehearsal.pass(seconds = 20u * 60u) // Nobody waits for it: everybody's clock is moved.
            small.run()
            assertEquals(RequestStage.Expired, small.app.requests().screen("en")?.stage)
        }
    }
    // endregion

    @Test
    fun `an app of one's own opens with its own keys and erases everything`() {
        val files = folder.resolve("files").toFile().apply { mkdir() }
        val keys = SampleKeys()
        small.open(files, keys)
        assertTrue(small.cameOnScreen())
        small.app.membership().setMyAgency("Cedar County Sheriff")
        small.leftTheScreen()
        small.phoneWasLocked()
        assertFailsWith<PeerlineException.Vault> { small.app.membership().myAgency() }
        small.phoneWasUnlocked()
        assertEquals("Cedar County Sheriff", small.app.membership().myAgency())
        small.ended()
        small.open(files, keys)
        assertEquals(FileFound.OPEN, small.app.opened().officer)
        small.eraseEverything { false }
        small.eraseEverything { read -> read.size > 1 }
        small.open(files, keys)
        assertEquals(FileFound.NEW, small.app.opened().officer)
        assertNull(small.app.membership().myAgency())
        small.ended()
    }

    @Test
    fun `what was refused is said in words with what to do`() {
        small.open(folder.toFile(), SampleKeys())
        runBlocking { assertNull(small.calling { small.askAnyone() }) }
        // Nobody can be asked without a card: the lines stand under the sentence.
        assertTrue(small.shown.any { it.startsWith(crisisLines(Place("US", "US-CA"), "en").rows.first().name) })
        small.ended()
    }

    @Test
    fun `the loop ends with its coroutine`() = rehearsed { rehearsal ->
        small.app = rehearsal.open()
        small.join(rehearsal.memberCard())
        small.acceptLimits { true }
        small.askAnyone()
        small.shown.clear()
        val loop = launch { small.keepRunning() }
        while (small.shown.isEmpty()) yield()
        loop.cancelAndJoin()
        small.ended()
    }

    @Test
    fun `in a rehearsal the network goes and comes back`() = rehearsed { rehearsal ->
        ready(rehearsal)
        for (network in listOf(Connection.GONE, Connection.WANTS_A_LOG_IN, Connection.WATCHED)) {
            rehearsal.network(network)
            if (stage() == null) small.askAnyone() else small.run()
            assertIs<RequestStage.NotSentYet>(stage(), "$network")
            rehearsal.pass(60u)
        }
        rehearsal.network(Connection.WORKS)
        rehearsal.pass(600u)
        small.run()
        assertIs<RequestStage.Waiting>(stage())
    }

    @Test
    fun `in a rehearsal the phone is locked and the process ends`() = rehearsed { rehearsal ->
        ready(rehearsal)
        small.askAnyone()
        small.ended()
        rehearsal.phone(PhoneLock.LOCKED)
        small.app = rehearsal.open()
        assertEquals(FileFound.LOCKED, small.app.opened().officer)
        assertTrue(small.app.home("en").locked)
        small.ended()
        rehearsal.phone(PhoneLock.NEVER_UNLOCKED)
        assertFailsWith<PeerlineException.Pack> { rehearsal.open() }
        rehearsal.phone(PhoneLock.OPEN)
        small.app = rehearsal.open()
        assertEquals(RequestStage.Waiting(1u), stage())
        small.ended()
    }

    @Test
    fun `in a rehearsal the app is the peer and somebody asks`() = rehearsed { rehearsal ->
        val peer = rehearsal.open()
        assertTrue(peer.membership().join(rehearsal.peerCard()).asPeer)
        rehearsal.takeBack(peer.membership().cardForTheRoster().text)
        peer.run()
        peer.duty().goOnCall(480u)
        peer.run()
        rehearsal.pass(900u)
        rehearsal.somebody(Somebody.ASKS)
        assertTrue(peer.run().newOffer)
        val offer = peer.duty().screen("en").offers.first()
        peer.duty().claim(offer.id)
        peer.run()
        rehearsal.somebody(Somebody.SHARES_A_NUMBER)
        peer.run()
        val held = peer.duty().screen("en").offers.first()
        assertEquals(Standing.Held(true) to "+15035550177", held.stage to held.phone)
        // The colleague was asked, too, and is too late.
        val late = assertFailsWith<PeerlineException.Request> { rehearsal.colleague(Colleague.CLAIMS) }
        assertEquals(RequestReason.NOT_NOW, late.reason)
        peer.closeApp()
    }

    @Test
    fun `a rehearsal needs a folder that is there`() = runBlocking {
        for (nowhere in listOf("not/absolute", "$folder/nowhere")) {
            assertEquals(Input.FOLDER, assertFailsWith<PeerlineException.BadInput> { rehearse(nowhere) }.input)
        }
    }

    private suspend fun ready(rehearsal: Rehearsal) {
        small.app = rehearsal.open()
        small.join(rehearsal.memberCard())
        small.acceptLimits { true }
    }

    private fun stage(): RequestStage? = small.app.requests().screen("en")?.stage

    private suspend fun Peerline.run() = runPending(Budget(true, 0u))

    private fun rehearsed(test: suspend kotlinx.coroutines.CoroutineScope.(Rehearsal) -> Unit) = runBlocking {
        rehearse("$folder").use { test(it) }
    }
}
