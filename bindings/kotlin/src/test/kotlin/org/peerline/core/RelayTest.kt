package org.peerline.core

import java.net.InetAddress
import java.net.ServerSocket
import java.nio.file.Path
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.io.TempDir

/** A relay that takes every call and never answers, and a phone that is a member of its pool. */
class RelayTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `a relay that never answers does not hold up the thread that draws the screen`() = withSilentRelay { app, called ->
        Executors.newSingleThreadExecutor().asCoroutineDispatcher().use { screen ->
            withContext(screen) {
                val run = launch { cancellable { app.runPending(Budget(true, 0u), it) } }
                var beats = 0
                while (!called() || beats < 20) {
                    delay(10)
                    beats += 1
                }
                assertTrue(run.isActive)
                // The app itself goes on, too.
                assertFalse(app.home("en").locked)
                assertNotNull(app.membership().member())
                run.cancelAndJoin()
                assertTrue(run.isCancelled)
            }
        }
    }

    @Test
    fun `a run that waits for the relay is stopped by its coroutine`() = withSilentRelay { app, called ->
        val run = launch { app.runPending(Budget(true, 0u)) }
        while (!called()) delay(5)
        run.cancelAndJoin()
        assertTrue(run.isCancelled)
    }

    @Test
    fun `a run that waits for the relay is stopped by its token`() = withSilentRelay { app, called ->
        CancelToken().use { token ->
            supervisorScope {
                val run = async { app.runPending(Budget(true, 0u), token) }
                while (!called()) delay(5)
                token.cancel()
                assertFailsWith<PeerlineException.Cancelled> { run.await() }
            }
            assertFailsWith<PeerlineException.Cancelled> { app.refreshPacks(token) }
        }
    }

    @Test
    fun `a relay that is not there is a reason to try again later`() = TrialPool().use { pool ->
        Peerline.open("$folder", UnprotectedMemoryKeys()).use { app ->
            app.membership().join(pool.memberCard)
            val error = assertFailsWith<PeerlineException> { runBlocking { app.refreshPacks() } }
            assertEquals(Advice.RETRY_LATER, advice(error))
            assertFalse(pool.url.host in error.stackTraceToString())
        }
    }

    private fun withSilentRelay(test: suspend kotlinx.coroutines.CoroutineScope.(Peerline, () -> Boolean) -> Unit) =
        TrialPool().use { pool ->
            ServerSocket(pool.url.port, 50, InetAddress.getByName(pool.url.host)).use { socket ->
                val called = CountDownLatch(1)
                thread(isDaemon = true) {
                    val calls = mutableListOf<java.net.Socket>()
                    runCatching {
                        while (true) {
                            calls += socket.accept()
                            called.countDown()
                        }
                    }
                    calls.forEach { it.close() }
                }
                Peerline.open("$folder", UnprotectedMemoryKeys()).use { app ->
                    app.membership().join(pool.memberCard)
                    runBlocking { withTimeout(60.seconds) { test(app) { called.await(0, TimeUnit.SECONDS) } } }
                }
            }
        }
}
