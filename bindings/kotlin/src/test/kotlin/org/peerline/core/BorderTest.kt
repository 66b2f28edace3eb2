package org.peerline.core

import java.util.concurrent.atomic.AtomicReference
import kotlin.test.Test
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withTimeout

private const val PERSONAL = "Dana Ruiz, badge 4411"

/** How the border holds when something goes wrong. */
class BorderTest {
    @Test
    fun `a record prints its name and nothing else`() {
        val record = trialRecord(PERSONAL)
        assertEquals(PERSONAL, record.secret)
        assertEquals("[TrialRecord]", record.toString())
        assertEquals("[[TrialRecord]]", listOf(record).toString())
        assertEquals("[TrialChoice]", trialChoice(PERSONAL).toString())
        assertEquals("[TrialChoice]", trialChoice(null).toString())
    }

    @Test
    fun `records with the same content are equal`() {
        assertEquals(trialRecord("a"), trialRecord("a"))
        assertFalse(trialRecord("a") == trialRecord("b"))
    }

    @Test
    fun `a panic becomes a number and its text is gone`() {
        val fault = assertFailsWith<PeerlineException.Fault> { trialPanic(PERSONAL) }
        assertTrue(fault.place != 0u)
        assertNothingPersonal(fault)
        assertEquals(Advice.CALL_A_LINE, advice(fault))
    }

    @Test
    fun `a panic on a thread of ours becomes a number, too`() = runBlocking {
        val fault = assertFailsWith<PeerlineException.Fault> { trialPanicLater(PERSONAL) }
        assertTrue(fault.place != 0u)
        assertNothingPersonal(fault)
    }

    @Test
    fun `every error has its advice`() {
        fun vault(reason: VaultError) = advice(PeerlineException.Vault(reason))
        assertEquals(Advice.RETRY, vault(VaultError.LOCKED))
        assertEquals(Advice.FREE_SPACE, vault(VaultError.DISK_FULL))
        assertEquals(Advice.UPDATE_APP, vault(VaultError.NEWER_VERSION))
        assertEquals(Advice.RETRY, advice(PeerlineException.Cancelled()))
    }

    @Test
    fun `cancelling the coroutine stops the work`() = runBlocking {
        val waiting = launch(Dispatchers.Default) { cancellable { trialWait(it) } }
        until { trialWaiting() == 1u }
        waiting.cancelAndJoin()
        until { trialWaiting() == 0u }
        assertTrue(waiting.isCancelled)
    }

    @Test
    fun `cancelling the token stops the work of everybody who holds it`() = runBlocking {
        CancelToken().use { token ->
            supervisorScope {
                val waits = List(3) { async(Dispatchers.Default, CoroutineStart.DEFAULT) { trialWait(token) } }
                until { trialWaiting() == 3u }
                token.cancel()
                waits.forEach { wait -> assertFailsWith<PeerlineException.Cancelled> { wait.await() } }
            }
            assertTrue(token.isCancelled())
        }
        until { trialWaiting() == 0u }
    }

    @Test
    fun `a closed object refuses and the rest goes on`() {
        val token = CancelToken()
        token.close()
        token.close()
        assertFailsWith<IllegalStateException> { token.cancel() }
        assertFalse(CancelToken().use { it.isCancelled() })
    }

    @Test
    fun `a data key comes back from the phone's key store as it was`() {
        val keys = UnprotectedMemoryKeys()
        val dataKey = ByteArray(32) { it.toByte() }
        assertContentEquals(dataKey, trialKeys(keys, "vault-1", dataKey))
        assertEquals(listOf("create vault-1", "wrap vault-1", "unwrap vault-1", "destroy vault-1"), keys.calls)
    }

    @Test
    fun `what a key store refuses arrives as its reason`() {
        fun failing(reason: KeyStoreException) = object : UnprotectedMemoryKeys() {
            override fun unwrap(id: String, wrapped: ByteArray): ByteArray = throw reason
        }
        val reasons = mapOf(
            KeyStoreException.Locked() to VaultError.LOCKED,
            KeyStoreException.Gone() to VaultError.KEY_GONE,
            KeyStoreException.Failed() to VaultError.KEY_STORE,
        )
        for ((thrown, expected) in reasons) {
            val error = assertFailsWith<PeerlineException.Vault> { trialKeys(failing(thrown), "k", ByteArray(32)) }
            assertEquals(expected, error.reason)
        }
    }

    @Test
    fun `an unexpected exception of the key store leaves its text behind`() {
        val keys = object : UnprotectedMemoryKeys() {
            override fun wrap(id: String, dataKey: ByteArray): ByteArray = throw IllegalStateException(PERSONAL)
        }
        val error = assertFailsWith<PeerlineException.Vault> { trialKeys(keys, "k", ByteArray(32)) }
        assertEquals(VaultError.KEY_STORE, error.reason)
        assertNothingPersonal(error)
    }

    @Test
    fun `a listener hears of a change on a thread of ours`() = runBlocking {
        val heard = AtomicReference<Pair<Changed, Thread>>()
        val listener = object : Listener {
            override fun changed(topic: Changed) = heard.set(topic to Thread.currentThread())
        }
        assertTrue(trialListen(listener, Changed.REQUESTS))
        assertEquals(Changed.REQUESTS, heard.get().first)
        assertFalse(heard.get().second === Thread.currentThread())
    }

    @Test
    fun `a listener that fails does no harm`() = runBlocking {
        val listener = object : Listener {
            override fun changed(topic: Changed) = throw IllegalStateException(PERSONAL)
        }
        assertFalse(trialListen(listener, Changed.DUTY))
    }

    private fun assertNothingPersonal(thrown: Throwable) {
        assertIs<PeerlineException>(thrown)
        assertFalse(PERSONAL in thrown.stackTraceToString(), "the error tells what it should not")
    }

    private suspend fun until(condition: () -> Boolean) = withTimeout(20.seconds) {
        while (!condition()) delay(5)
    }
}
