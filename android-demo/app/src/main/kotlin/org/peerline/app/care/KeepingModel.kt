package org.peerline.app.care

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import org.peerline.app.Load
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.core.EraseConfirmation
import org.peerline.core.FollowUpAfter
import org.peerline.core.FollowUpScreen
import org.peerline.core.FollowUps
import org.peerline.core.PlanScreen
import org.peerline.core.PlanStep
import org.peerline.core.PrivacyReport
import org.peerline.core.SafetyPlan

/** What somebody keeps here for later: the plan, the reminders; and what others see of all of it, and how it is erased. */
class KeepingModel(private val shell: Shell) {
    private val planned = MutableStateFlow<Load<PlanScreen>>(Load.Loading)
    private val reminded = MutableStateFlow<Load<FollowUpScreen>>(Load.Loading)
    private val reported = MutableStateFlow<Load<PrivacyReport>>(Load.Loading)
    private val confirming = MutableStateFlow<Load<EraseConfirmation>>(Load.Loading)
    private val refused = MutableStateFlow<Load.NotDone?>(null)

    val plan: StateFlow<Load<PlanScreen>> = planned.asStateFlow()
    val followUps: StateFlow<Load<FollowUpScreen>> = reminded.asStateFlow()
    val privacy: StateFlow<Load<PrivacyReport>> = reported.asStateFlow()
    val confirmation: StateFlow<Load<EraseConfirmation>> = confirming.asStateFlow()

    /** Why the last change came to nothing. */
    val notDone: StateFlow<Load.NotDone?> = refused.asStateFlow()

    fun readPlan() {
        shell.scope.launch { planned.value = loaded(shell.language) { shell.core.call { app -> app.safetyPlan().use { it.screen(shell.language, shell.phone.zone()) } } } }
    }

    fun addNote(step: PlanStep, text: String) = changePlan { it.addNote(step, text) }

    fun remove(id: UInt) = changePlan { it.remove(id) }

    fun lookedAt() = changePlan { it.lookedAt(shell.phone.zone()) }

    fun readableWhileLocked(readable: Boolean) = changePlan { it.setReadableWhileLocked(readable) }

    fun readFollowUps() {
        shell.scope.launch { reminded.value = loaded(shell.language) { shell.core.call { app -> app.followUps().use { it.screen(shell.language, shell.phone.zone()) } } } }
    }

    fun remind() = changeFollowUps { it.set(FollowUpAfter.CONTACT, null, it.offered(), shell.phone.zone()) }

    fun end(id: ByteArray) = changeFollowUps { it.end(id) }

    fun endAll(series: UInt?) = changeFollowUps { it.endAll(series) }

    fun readPrivacy() {
        shell.scope.launch { reported.value = loaded(shell.language) { shell.core.call { app -> app.privacy().use { it.report(shell.language) } } } }
    }

    /** [area]: none for everything. */
    fun readConfirmation(area: String?) {
        shell.scope.launch { confirming.value = loaded(shell.language) { shell.core.call { app -> app.privacy().use { it.confirmation(shell.language, area) } } } }
    }

    fun erase(area: String?) {
        shell.scope.launch {
            val done = loaded(shell.language) {
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

    private fun changePlan(work: (SafetyPlan) -> Unit) = change({ shell.core.call { app -> app.safetyPlan().use(work) } }, ::readPlan)

    private fun changeFollowUps(work: (FollowUps) -> Unit) = change({ shell.core.call { app -> app.followUps().use(work) } }, ::readFollowUps)

    private fun change(work: suspend () -> Unit, read: () -> Unit) {
        shell.scope.launch {
            refused.value = loaded(shell.language) { work() } as? Load.NotDone
            read()
        }
    }
}
