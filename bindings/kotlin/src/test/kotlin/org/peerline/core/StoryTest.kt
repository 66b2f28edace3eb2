package org.peerline.core

import java.nio.file.Path
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.io.TempDir

/** The story that Peerline exists for, with both phones in Kotlin: real packs, real sealing, a real relay over HTTP. */
class StoryTest {
    @TempDir
    lateinit var folder: Path
    private val pool = TrialPool()
    private val heard = ConcurrentLinkedQueue<Changed>()
    private val anyone = Asking(Whom.Anyone(Query()), listOf(Wish.CALL), listOf(Topic.CHILD_CASE, Topic.SLEEP), "en")

    @Test
    fun `an officer asks with one tap and a peer answers`() = withPhones { officer, peer ->
        val before = officer.requests().beforeAsking(anyone.whom, "en")
        assertEquals(1u, before.peers)
        assertTrue(before.deadline.isNotBlank() && before.cannot.isNotBlank() && before.visible.isNotEmpty())

        officer.requests().ask(anyone)
        assertIs<RequestStage.Sending>(officer.view().stage)
        officer.run()
        assertEquals(RequestStage.Waiting(1u), officer.view().stage)
        assertTrue(Changed.REQUESTS in heard)

        // Topics and wishes, no name.
        assertTrue(peer.run().newOffer)
        val offer = peer.offer()
        assertEquals(listOf(Topic.CHILD_CASE, Topic.SLEEP) to listOf(Wish.CALL), offer.topicList to offer.wishList)
        assertIs<Standing.Open>(offer.stage)
        peer.duty().claim(offer.id)
        peer.run()
        assertEquals(Standing.Held(false), peer.offer().stage)

        officer.run()
        assertIs<RequestStage.Answered>(officer.view().stage)
        val answering = assertNotNull(officer.view().peer)
        assertEquals(pool.peer, answering.id)
        assertNotNull(answering.name)
        assertNotNull(answering.phone)

        peer.run()
        assertEquals(Standing.Held(true), peer.offer().stage)
        assertNull(peer.offer().phone)
        officer.requests().shareNumber("+15035550177")
        officer.run()
        peer.run()
        assertEquals("+15035550177", peer.offer().phone)

        officer.requests().complete()
        officer.run()
        assertIs<RequestStage.Completed>(officer.view().stage)
        peer.run()
        assertEquals(Standing.Over(Over.COMPLETED), peer.offer().stage)
        officer.requests().dismiss()
        assertNull(officer.requests().screen("en"))
    }

    @Test
    fun `no request before the limits are accepted, and none to somebody who is excluded`() = withPhones(accept = false) { officer, _ ->
        assertFailsWith<PeerlineException.LimitsNotAccepted> { officer.requests().ask(anyone) }.let { refused ->
            assertEquals(Advice.RENEW, advice(refused))
        }
        assertNull(officer.requests().screen("en"))
        assertFailsWith<PeerlineException.LimitsChanged> { officer.limits().accept(ByteArray(32)) }
        officer.limits().accept(officer.limits().screen("en").shown)

        val found = officer.directory().search(Query(), "en")
        assertTrue(found.rows.size == 50 && found.total > 50u)
        val exclusion = Exclusion(Excluded.Peer(pool.peer), Reason.SUPERVISOR)
        officer.directory().exclude(exclusion)
        assertEquals(listOf(exclusion), officer.directory().exclusions())
        assertEquals(found.total - 1u, officer.directory().search(Query(), "en").total)
        val nobody = assertFailsWith<PeerlineException.Request> { officer.requests().ask(anyone) }
        assertEquals(RequestReason.NOBODY_TO_ASK to Advice.CALL_A_LINE, nobody.reason to advice(nobody))
        officer.directory().noLongerExclude(exclusion.whom)
        officer.requests().ask(anyone)
    }

    private fun withPhones(accept: Boolean = true, test: suspend (Peerline, Peerline) -> Unit) = pool.use { pool ->
        phone("peer").use { peer ->
            phone("officer").use { officer ->
                runBlocking {
                    assertTrue(peer.membership().join(pool.peerCard).asPeer)
                    pool.takeBack(peer.membership().cardForTheRoster().text)
                    pool.publish()
                    peer.run()
                    peer.duty().goOnCall(480u)
                    peer.run()
                    assertNull(peer.duty().screen("en").troubleKind)
                    // The list of keys is made anew only so often.
                    pool.pass(400)
                    officer.membership().join(pool.memberCard)
                    officer.run()
                    if (accept) officer.limits().accept(officer.limits().screen("en").shown)
                    test(officer, peer)
                }
            }
        }
    }

    private fun phone(name: String): Peerline {
        val listener = object : Listener {
            override fun changed(topic: Changed) {
                heard += topic
            }
        }
        return Peerline.open("${folder.resolve(name).toFile().apply { mkdir() }}", UnprotectedMemoryKeys(), listener)
    }

    private suspend fun Peerline.run() = runPending(Budget(true, 0u))

    private fun Peerline.view() = assertNotNull(requests().screen("en"))

    private fun Peerline.offer() = duty().screen("en").offers.first()
}
