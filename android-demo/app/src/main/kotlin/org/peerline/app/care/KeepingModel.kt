package org.peerline.app.care

import java.time.Duration
import java.time.Instant
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import org.peerline.app.Load
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.app.ready
import org.peerline.core.EraseConfirmation
import org.peerline.core.FollowUp
import org.peerline.core.FollowUpAfter
import org.peerline.core.FollowUpLength
import org.peerline.core.FollowUpScreen
import org.peerline.core.FollowUps
import org.peerline.core.PrivacyReport

/** What somebody keeps here for later: the reminders; and what others see of all of it, and how it is erased. */
class KeepingModel(private val shell: Shell) {
    private val reminded = MutableStateFlow<Load<FollowUpScreen>>(Load.Loading)
    private val after = MutableStateFlow(FollowUpAfter.CONTACT)
    private val lengths = MutableStateFlow<List<FollowUpLength>>(emptyList())
    private val unwanted = MutableStateFlow<Set<String>>(emptySet())
    private val reported = MutableStateFlow<Load<PrivacyReport>>(Load.Loading)
    private val confirming = MutableStateFlow<Load<EraseConfirmation>>(Load.Loading)
    private val moved = MutableStateFlow<Moving?>(null)
    private val titled = MutableStateFlow("")
    private val refused = MutableStateFlow<Load.NotDone?>(null)

    val followUps: StateFlow<Load<FollowUpScreen>> = reminded.asStateFlow()

    /** What the next reminders shall come after. */
    val remindsAfter: StateFlow<FollowUpAfter> = after.asStateFlow()

    /** How long after there can be one, each in words. */
    val offered: StateFlow<List<FollowUpLength>> = lengths.asStateFlow()

    /** The lengths that their owner does not want; at first they want all. */
    val unwantedLengths: StateFlow<Set<String>> = unwanted.asStateFlow()
    val privacy: StateFlow<Load<PrivacyReport>> = reported.asStateFlow()
    val confirmation: StateFlow<Load<EraseConfirmation>> = confirming.asStateFlow()

    /** The reminder that is being moved, as long as it is not. */
    val moving: StateFlow<Moving?> = moved.asStateFlow()

    /** What the entries shall be called in a calendar, while it is typed; empty: a plain word. */
    val calendarTitle: StateFlow<String> = titled.asStateFlow()

    /** Why the last change came to nothing. */
    val notDone: StateFlow<Load.NotDone?> = refused.asStateFlow()

    fun readFollowUps() {
        shell.scope.launch {
            reminded.value = loaded {
                shell.core.call { app ->
                    app.followUps().use {
                        lengths.value = it.offered(shell.language)
                        it.screen(shell.language, shell.phone.zone())
                    }
                }
            }
        }
    }

    fun remindAfter(what: FollowUpAfter) {
        after.value = what
    }

    fun want(wanted: Set<String>) {
        unwanted.value = lengths.value.map { it.length }.toSet() - wanted
    }

    fun remind() {
        val (what, wanted) = after.value to lengths.value.map { it.length } - unwanted.value
        changeFollowUps { it.set(what, null, wanted, shell.phone.zone()) }
    }

    /** To the page on which it gets another time. Nothing of it changes before its owner says so. */
    fun beginMove(reminder: FollowUp) {
        refused.value = null
        moved.value = Moving(reminder.id, reminder.due)
        shell.ways.to(Screen.MoveFollowUp(reminder.name))
    }

    /** Earlier or later by so much. */
    fun moveBy(by: Duration) {
        moved.value = moved.value?.let { it.copy(to = it.to + by) }
    }

    fun move() {
        val (id, to) = moved.value ?: return
        changeFollowUps(then = { if (shell.ways.stack.last() is Screen.MoveFollowUp) shell.ways.back() }) { it.moveTo(id, to) }
    }

    fun end(id: ByteArray) = changeFollowUps { it.end(id) }

    fun endAll(series: UInt?) = changeFollowUps { it.endAll(series) }

    fun typeTitle(title: String) {
        titled.value = title
    }

    /** What is to come as a file for a calendar; none if that was refused. */
    suspend fun calendar(): ByteArray? {
        val title = titled.value.ifBlank { null }
        val made = loaded { shell.core.call { app -> app.followUps().use { it.calendar(title, shell.language) } } }
        refused.value = made as? Load.NotDone
        return made.ready?.toByteArray()
    }

    /** The file lies where its owner wanted it. */
    fun calendarSaved() {
        titled.value = ""
        if (shell.ways.stack.last() == Screen.Calendar) shell.ways.back()
    }

    fun readPrivacy() {
        shell.scope.launch { reported.value = loaded { shell.core.call { app -> app.privacy().use { it.report(shell.language) } } } }
    }

    /** [area]: none for everything. */
    fun readConfirmation(area: String?) {
        shell.scope.launch { confirming.value = loaded { shell.core.call { app -> app.privacy().use { it.confirmation(shell.language, area) } } } }
    }

    fun erase(area: String?) {
        shell.scope.launch {
            val done = loaded {
                shell.core.call { app -> app.privacy().use { if (area == null) it.eraseEverything() else { it.eraseArea(area) } } }
                if (area == null) shell.core.close()
            }
            if (done is Load.NotDone) {
                confirming.value = done
            } else if (area == null) {
                shell.reread()
                shell.ways.restart()
            } else {
                shell.ways.back()
                readPrivacy()
            }
            shell.refresh()
        }
    }

    private fun changeFollowUps(then: () -> Unit = {}, work: (FollowUps) -> Unit) {
        shell.scope.launch {
            refused.value = loaded { shell.core.call { app -> app.followUps().use(work) } } as? Load.NotDone
            if (refused.value == null) then()
            readFollowUps()
        }
    }
}

/** A reminder on its way to another time. */
data class Moving(val id: ByteArray, val to: Instant)

/** Its id as a text, in names of offers and screens. */
val FollowUp.name: String get() = id.joinToString("") { "%02x".format(it) }
