package org.peerline.app.care

import java.time.Duration
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import org.peerline.app.Load
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.app.look.Label
import org.peerline.app.ready
import org.peerline.core.EraseConfirmation
import org.peerline.core.FollowUp
import org.peerline.core.FollowUpAfter
import org.peerline.core.FollowUpScreen
import org.peerline.core.FollowUps
import org.peerline.core.PrivacyReport

/** What somebody keeps here for later: the reminders; and what others see of all of it, and how it is erased. */
class KeepingModel(private val shell: Shell) {
    private val reminded = MutableStateFlow<Load<FollowUpScreen>>(Load.Loading)
    private val after = MutableStateFlow(FollowUpAfter.CONTACT)
    private val reported = MutableStateFlow<Load<PrivacyReport>>(Load.Loading)
    private val confirming = MutableStateFlow<Load<EraseConfirmation>>(Load.Loading)
    private val handed = MutableStateFlow<Label?>(null)
    private val refused = MutableStateFlow<Load.NotDone?>(null)

    val followUps: StateFlow<Load<FollowUpScreen>> = reminded.asStateFlow()

    /** What the next reminders shall come after. */
    val remindsAfter: StateFlow<FollowUpAfter> = after.asStateFlow()
    val privacy: StateFlow<Load<PrivacyReport>> = reported.asStateFlow()
    val confirmation: StateFlow<Load<EraseConfirmation>> = confirming.asStateFlow()

    /** What became of the file for a calendar. */
    val said: StateFlow<Label?> = handed.asStateFlow()

    /** Why the last change came to nothing. */
    val notDone: StateFlow<Load.NotDone?> = refused.asStateFlow()

    fun readFollowUps() {
        shell.scope.launch { reminded.value = loaded { shell.core.call { app -> app.followUps().use { it.screen(shell.language, shell.phone.zone()) } } } }
    }

    fun remindAfter(what: FollowUpAfter) {
        after.value = what
    }

    fun remind() = changeFollowUps { it.set(after.value, null, it.offered(shell.language).map { one -> one.length }, shell.phone.zone()) }

    /** Earlier or later by so much. */
    fun move(reminder: FollowUp, by: Duration) = changeFollowUps { it.moveTo(reminder.id, reminder.due.plus(by)) }

    fun end(id: ByteArray) = changeFollowUps { it.end(id) }

    fun endAll(series: UInt?) = changeFollowUps { it.endAll(series) }

    /** What is to come as a file for a calendar, under a neutral word; none if that was refused. */
    suspend fun calendar(): ByteArray? {
        val made = loaded { shell.core.call { app -> app.followUps().use { it.calendar(null, shell.language) } } }
        refused.value = made as? Load.NotDone
        return made.ready?.toByteArray()
    }

    /** [done]: whether the file lies where its owner wanted it. */
    fun handedOver(done: Boolean) {
        handed.value = if (done) Label.FILE_SAVED else Label.FILE_NOT_SAVED
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

    private fun changeFollowUps(work: (FollowUps) -> Unit) = change({ shell.core.call { app -> app.followUps().use(work) } }, ::readFollowUps)

    private fun change(work: suspend () -> Unit, read: () -> Unit) {
        shell.scope.launch {
            refused.value = loaded { work() } as? Load.NotDone
            read()
        }
    }
}
