package org.peerline.guide

import java.io.File
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.isActive
import kotlinx.coroutines.withContext
import org.peerline.core.Advice
import org.peerline.core.AppLock
import org.peerline.core.Asking
import org.peerline.core.Budget
import org.peerline.core.Changed
import org.peerline.core.FileFound
import org.peerline.core.KeyStore
import org.peerline.core.Listener
import org.peerline.core.Peerline
import org.peerline.core.PeerlineException
import org.peerline.core.Place
import org.peerline.core.Query
import org.peerline.core.RequestStage
import org.peerline.core.Wake
import org.peerline.core.Whom
import org.peerline.core.Wish
import org.peerline.core.cancellable
import org.peerline.core.crisisLines
import org.peerline.core.errorWords

/** The smallest app that can ask for a peer. `docs/integrating.md` shows its parts; `SmallAppTest` runs them. */
class SmallApp(private val language: String) {
    lateinit var app: Peerline
    val shown = ConcurrentLinkedQueue<String>()

    // region lines
    fun showLines() {
        // No key, no file, no network, and nothing opened: show this first, and whenever something else fails.
        val lines = crisisLines(Place(country = "US", region = "US-CA"), language)
        for (line in lines.rows) show("${line.name}. ${line.openNow} ${line.police}")
    }
    // endregion

    // region open
    fun open(folder: File, keys: KeyStore) {
        app = Peerline.open(folder.absolutePath, keys, listener)
        when (app.opened().officer) {
            FileFound.NEW, FileFound.OPEN -> {}
            FileFound.LOCKED -> show("Unlock the phone to see your request.")
            FileFound.KEY_GONE, FileFound.DAMAGED -> show("What was kept on this phone could not be read. You begin anew.")
        }
    }

    private val listener = object : Listener {
        // On a thread of the library: hand it over to yours and return.
        override fun changed(topic: Changed) = show("Something has changed: read the screen again.")
    }
    // endregion

    // region join
    suspend fun join(card: String) {
        val joined = app.membership().join(card)
        show("You are in ${joined.pool}.")
        run()
    }

    /** The only call that uses the network: it sends, reads and fetches what is due. Cancelling the coroutine ends it. */
    suspend fun run(): Wake = cancellable { app.runPending(Budget(foreground = true, waitS = 0u), it) }.next
    // endregion

    // region limits
    fun acceptLimits(reads: (List<String>) -> Boolean): Boolean {
        val screen = app.limits().screen(language)
        val accepted = reads(listOf(screen.role, screen.place) + screen.limits.map { "${it.whose} ${it.text}" })
        // What exactly was shown: limits that change in between are not accepted unseen.
        if (accepted) app.limits().accept(screen.shown)
        return accepted
    }
    // endregion

    // region ask
    suspend fun askAnyone() {
        val whom = Whom.Anyone(Query())
        // All of this belongs beside the button, before the tap.
        val before = app.requests().beforeAsking(whom, language)
        for (sentence in listOf(before.onCall, before.counted, before.deadline, before.cannot) + before.visible) show(sentence)
        app.requests().ask(Asking(whom, wishes = listOf(Wish.CALL), language = language))
        // Kept, and on its way with the next run. Without a network it waits; the lines do not.
        run()
    }
    // endregion

    // region waiting
    /** What the officer sees. Read it again after each run, and each second while a clock is on the screen. */
    fun showRequest() {
        val request = app.requests().screen(language) ?: return
        if (request.linesFirst) showLines()
        listOfNotNull(request.headline, request.left, request.nextStep).plus(request.notes).forEach(::show)
        if (request.stage is RequestStage.Answered) show("${request.peer?.name}: ${request.peer?.phone}")
    }

    suspend fun finish() {
        app.requests().shareNumber("+15035550177") // Only if the officer taps that.
        app.requests().complete()
        run()
        app.requests().dismiss()
    }
    // endregion

    // region loop
    /** While the app is on the screen. In the background a job of the platform does the same, with `foreground = false`. */
    suspend fun keepRunning() {
        while (currentCoroutineContext().isActive) {
            val next = calling { run() } ?: Wake(afterS = 60u, urgent = false)
            showRequest()
            delay(next.afterS.toLong().seconds)
        }
    }
    // endregion

    // region errors
    /** Does it, or says in the core's words what was not done and what to do about it. */
    suspend fun <T> calling(work: suspend () -> T): T? = try {
        withContext(oneAtATime) { work() }
    } catch (error: PeerlineException) {
        val words = errorWords(error, language)
        show("${words.says} ${words.offer}")
        when (words.advice) {
            Advice.CALL_A_LINE -> showLines()
            // The button tries again, opens the card's screen, the storage settings or the store.
            Advice.RETRY, Advice.RETRY_LATER, Advice.RENEW, Advice.FREE_SPACE, Advice.UPDATE_APP -> {}
        }
        null
    }
    // endregion

    // region threads
    /** Local calls take milliseconds, opening and keeping more: one after the other, and never on the thread that draws. */
    private val oneAtATime = Dispatchers.Default.limitedParallelism(1)
    // endregion

    // region lifecycle
    /** Each time. If it gives false, ask for the phone's own lock, then call `app.privacy().appUnlocked()`. */
    fun cameOnScreen(): Boolean = app.privacy().cameIntoSight() == AppLock.OPEN

    /** Each time: it keeps what is new and leaves no file open. */
    fun leftTheScreen() = app.pause()

    /** Drops the officer's file from memory; what is in it says `Vault(LOCKED)` until the phone is unlocked. */
    fun phoneWasLocked() = app.lock()

    fun phoneWasUnlocked() = app.resume()

    fun ended() {
        app.closeApp()
        app.close()
    }
    // endregion

    // region erase
    fun eraseEverything(confirms: (List<String>) -> Boolean) {
        val asked = app.privacy().confirmation(language)
        if (!confirms(listOf(asked.title) + asked.says)) return
        // The keys first, then the files. After this, open a new one.
        app.privacy().eraseEverything()
        ended()
    }
    // endregion

    private fun show(sentence: String) {
        shown += sentence
    }
}
