package org.peerline.app.asking

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.peerline.app.Load
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.app.ready
import org.peerline.core.Asking
import org.peerline.core.BeforeAsking
import org.peerline.core.LimitsScreen
import org.peerline.core.Peerline
import org.peerline.core.PeerRow
import org.peerline.core.Query
import org.peerline.core.RequestScreen
import org.peerline.core.Safety
import org.peerline.core.Topic
import org.peerline.core.Whom
import org.peerline.core.Wish
import org.peerline.core.distressMeter

/** What somebody has chosen before the one tap. */
data class Choice(
    val peer: PeerRow? = null,
    val othersMayFollow: Boolean = true,
    val notYetAsked: Boolean = false,
    val topics: Set<Topic> = emptySet(),
    val wishes: Set<Wish> = emptySet(),
) {
    val whom: Whom
        get() = when {
            peer != null -> Whom.These(listOf(peer.id), if (othersMayFollow) Query() else null)
            notYetAsked -> Whom.NotYetAsked(Query())
            else -> Whom.Anyone(Query())
        }
}

/** What somebody says to themselves after it is done, what the meter answers, and whether they kept the number. */
data class Felt(val level: UByte? = null, val says: String? = null, val kept: Boolean = false)

/** Asking for a peer, from the limits to "done". */
class AskingModel(private val shell: Shell) {
    private val chosen = MutableStateFlow(Choice())
    private val toRead = MutableStateFlow<Load<LimitsScreen>>(Load.Loading)
    private val stands = MutableStateFlow<Load<BeforeAsking>>(Load.Loading)
    private val shown = MutableStateFlow<Load<RequestScreen?>>(Load.Loading)
    private val refused = MutableStateFlow<Load.NotDone?>(null)
    private val busy = MutableStateFlow(false)
    private val typed = MutableStateFlow("")
    private val noted = MutableStateFlow(Felt())

    val choice: StateFlow<Choice> = chosen.asStateFlow()
    val limits: StateFlow<Load<LimitsScreen>> = toRead.asStateFlow()

    /** What stands beside the button. */
    val before: StateFlow<Load<BeforeAsking>> = stands.asStateFlow()
    val request: StateFlow<Load<RequestScreen?>> = shown.asStateFlow()

    /** Why the last tap came to nothing. */
    val notDone: StateFlow<Load.NotDone?> = refused.asStateFlow()

    /** The officer's own number, while it is typed. It is kept nowhere. */
    val number: StateFlow<String> = typed.asStateFlow()

    /** How it is when it is done, for the officer alone. */
    val felt: StateFlow<Felt> = noted.asStateFlow()

    /** A tap is being worked on: another one does nothing. */
    val working: StateFlow<Boolean> = busy.asStateFlow()

    /** To the page on which somebody says whom they ask, and about what if they want to. */
    fun begin(peer: PeerRow? = null, notYetAsked: Boolean = false) {
        chosen.value = Choice(peer, notYetAsked = notYetAsked)
        refused.value = null
        shell.ways.once(Screen.Ask)
        readBefore()
    }

    fun choose(choice: Choice) {
        val again = choice.whom != chosen.value.whom
        chosen.value = choice
        if (again) readBefore()
    }

    fun readBefore() {
        shell.scope.launch {
            stands.value = loaded { shell.core.call { app -> app.requests().use { it.beforeAsking(chosen.value.whom, shell.language) } } }
            toRead.value = loaded { shell.core.call { app -> app.limits().use { it.screen(shell.language) } } }
        }
    }

    /** The one tap. If the limits were not accepted yet they come first, and what was chosen stays. */
    fun ask() = once { send() }

    /** What was read is accepted, and the way back to the request is open. */
    fun accept() {
        val limits = toRead.value.ready ?: return
        once {
            shell.core.call { app -> app.limits().use { it.accept(limits.shown) } }
            if (shell.ways.stack.last() == Screen.Limits) shell.ways.back()
        }
    }

    fun type(number: String) {
        typed.value = number
    }

    fun withdraw() = tap { it.withdraw() }

    fun next() = tap { it.next() }

    fun complete() = tap { it.complete() }

    fun share() = once {
        val number = typed.value.filterNot { it == ' ' || it == '-' }
        shell.core.call { app -> app.requests().use { it.shareNumber(number) } }
        typed.value = ""
        if (shell.ways.stack.last() == Screen.ShareNumber) shell.ways.back()
    }

    /** Only looked at. The core says whether it brings the crisis choice. */
    fun feel(level: UByte) {
        shell.scope.launch {
            val answer = loaded { withContext(shell.phone.quick) { distressMeter(level, shell.language) } }.ready
            noted.value = Felt(level, answer?.says)
            if (answer?.safety == Safety.OPEN) shell.checks.crisis()
        }
    }

    fun keepFelt() {
        val level = noted.value.level ?: return
        shell.scope.launch {
            val done = loaded { shell.core.call { app -> app.selfChecks().use { it.keepDistress(level) } } }
            if (done is Load.Ready) noted.value = noted.value.copy(kept = true)
            refused.value = done as? Load.NotDone
        }
    }

    fun dismiss() = once {
        noted.value = Felt()
        shell.core.call { app -> app.requests().use { it.dismiss() } }
        shell.ways.fromHome()
    }

    fun refresh() {
        shell.scope.launch { read() }
    }

    private suspend fun send() {
        val asking = Asking(chosen.value.whom, chosen.value.wishes.toList(), chosen.value.topics.toList(), shell.language.take(2))
        shell.core.call { app -> app.requests().use { it.ask(asking) } }
        read()
        shell.ways.fromHome(Screen.Request)
    }

    private suspend fun read() {
        shown.value = loaded { shell.core.call { app -> app.requests().use { it.screen(shell.language) } } }
    }

    private fun tap(work: (org.peerline.core.Requests) -> Unit) = once { shell.core.call { app: Peerline -> app.requests().use(work) } }

    /** Others than those that were read may hold by now: then they are shown, and have to be accepted themselves. */
    private fun limitsFirst() {
        if (shell.ways.stack.last() != Screen.Limits) refused.value = null
        shell.ways.to(Screen.Limits)
        readBefore()
    }

    /** One tap at a time; afterwards everything is read again, and a run is due. */
    private fun once(work: suspend () -> Unit) {
        if (!busy.compareAndSet(expect = false, update = true)) return
        shell.scope.launch {
            val done = loaded { work() }
            refused.value = done as? Load.NotDone
            busy.value = false
            if (refused.value?.limitsFirst == true) limitsFirst()
            shell.home.refresh()
            read()
            shell.runNow()
        }
    }
}
