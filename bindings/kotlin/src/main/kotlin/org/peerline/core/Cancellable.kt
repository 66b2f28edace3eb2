package org.peerline.core

import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive

/**
 * Runs an asynchronous call of the core with a token of its own.
 *
 * Cancelling the coroutine stops the work at once, and comes out as the `CancellationException` that coroutines expect,
 * never as [PeerlineException.Cancelled].
 */
suspend fun <T> cancellable(call: suspend (CancelToken) -> T): T =
    CancelToken().use { token ->
        try {
            call(token)
        } catch (cancelled: PeerlineException.Cancelled) {
            currentCoroutineContext().ensureActive()
            throw cancelled
        } finally {
            token.cancel()
        }
    }
