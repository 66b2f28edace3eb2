package org.peerline.app

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.peerline.core.Budget
import org.peerline.core.Changed
import org.peerline.core.ErrorWords
import org.peerline.core.FileFound
import org.peerline.core.Listener
import org.peerline.core.Opened
import org.peerline.core.Peerline
import org.peerline.core.PeerlineException
import org.peerline.core.Report
import org.peerline.core.cancellable
import org.peerline.core.errorWords

/** What a screen knows of something that it asked for. */
sealed interface Load<out T> {
    data object Loading : Load<Nothing>

    class Ready<T>(val value: T) : Load<T>

    /** It was not to be had. */
    class NotDone(private val error: PeerlineException) : Load<Nothing> {
        /** Because the limits were not accepted yet, or are others now. */
        val limitsFirst: Boolean get() = error is PeerlineException.LimitsNotAccepted || error is PeerlineException.LimitsChanged

        /** What is said about it, in the core's own words. */
        fun words(language: String): ErrorWords = errorWords(error, language)
    }
}

val <T> Load<T>.ready: T? get() = (this as? Load.Ready)?.value

/** The one way to the core: opens it when it is first needed, one call after the other, never on the thread that draws. */
class Core(private val phone: Phone) {
    private val heard = MutableSharedFlow<Changed>(extraBufferCapacity = 16)
    private val scope = CoroutineScope(SupervisorJob() + phone.calls)
    private var app: Peerline? = null

    /** Somebody left at once: until they say that they are back, a plain page lies over everything. */
    @Volatile var leftAtOnce = false

    /** Whoever has left the welcome does not meet it again when they come back, also while the app was not ended in between. */
    @Volatile var greeted = false

    /** What the core says has changed. */
    val changes: SharedFlow<Changed> = heard

    private val listener = object : Listener {
        override fun changed(topic: Changed) {
            heard.tryEmit(topic)
        }
    }

    /**
     * Calls the core.
     *
     * @throws PeerlineException what the core says, also if it could not be opened
     */
    suspend fun <T> call(work: (Peerline) -> T): T = withContext(phone.calls) { work(opened()) }

    /** Asks the core for what takes a moment on threads of its own. */
    suspend fun <T> awaited(work: suspend (Peerline) -> T): T = work(withContext(phone.calls) { opened() })

    /** Sends, reads and fetches what is due. The waiting is done on the core's own threads. */
    suspend fun run(budget: Budget): Report {
        val opened = withContext(phone.calls) { opened() }
        return cancellable { opened.runPending(budget, it) }
    }

    /** What was found when it was opened; none before that. */
    suspend fun found(): Opened? = call { it.opened() }.takeIf { it.officer != FileFound.OPEN || it.duty != FileFound.OPEN }

    /** If it is open: does this with it. Nothing is opened only to be closed. */
    suspend fun ifOpen(work: (Peerline) -> Unit) = withContext(phone.calls) { app?.let(work) ?: Unit }

    /** The same without waiting for it, also when the screen that asked is gone by then. What fails is said by the next call. */
    fun later(work: (Peerline) -> Unit) {
        scope.launch {
            try {
                app?.let(work)
            } catch (_: PeerlineException) {
            }
        }
    }

    /** Forgets the opened core, so that the next call opens anew. */
    suspend fun close() = withContext(phone.calls) {
        app?.closeApp()
        app?.close()
        app = null
        greeted = false
    }

    private fun opened(): Peerline = app ?: phone.open(listener).also { app = it }
}

/** Asks, and keeps what came of it. */
suspend fun <T> loaded(ask: suspend () -> T): Load<T> = try {
    Load.Ready(ask())
} catch (error: PeerlineException) {
    Load.NotDone(error)
}
