package org.peerline.app.duty

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import org.peerline.app.Load
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.core.Duty
import org.peerline.core.DutyScreen
import org.peerline.core.FollowUps
import org.peerline.core.PeerReminders

/** What a peer sees, with the sentence about being on call, or on a break, in this phone's time. */
class OnDuty(val screen: DutyScreen, val onCall: String)

/** The peer's side. */
class DutyModel(private val shell: Shell) {
    private val read = MutableStateFlow<Load<OnDuty>>(Load.Loading)
    private val reminded = MutableStateFlow<Load<PeerReminders>>(Load.Loading)
    private val refused = MutableStateFlow<Load.NotDone?>(null)
    private val busy = MutableStateFlow(false)

    val screen: StateFlow<Load<OnDuty>> = read.asStateFlow()

    /** The peer's own reminders to check in. */
    val reminders: StateFlow<Load<PeerReminders>> = reminded.asStateFlow()
    val notDone: StateFlow<Load.NotDone?> = refused.asStateFlow()
    val working: StateFlow<Boolean> = busy.asStateFlow()

    fun refresh() {
        shell.scope.launch { read() }
    }

    fun goOnCall(hours: UInt) = tap { it.goOnCall(hours * 60u) }

    fun goOffCall() = tap { it.goOffCall() }

    /** [days]: none for until it is ended. */
    fun takeBreak(days: UInt?) = tap(then = { if (refused.value == null) shell.ways.back() }) { it.takeBreak(days?.times(24u * 60u)) }

    fun endBreak() = tap { it.endBreak() }

    fun claim(id: String) = tap { it.claim(id) }

    fun decline(id: String) = tap { it.decline(id) }

    fun release(id: String) = tap { it.release(id) }

    fun dismiss(id: String) = tap { it.dismiss(id) }

    fun readReminders() {
        shell.scope.launch {
            reminded.value = loaded { shell.core.call { app -> app.followUps().use { it.peers(shell.language, shell.phone.zone()) } } }
        }
    }

    /** [agreed]: the officer was asked and said yes; without that the core refuses. It is asked anew for each. */
    fun remind(agreed: Boolean, then: () -> Unit = {}) = changeReminders(then) { it.setPeers(it.offered(shell.language).map { one -> one.length }, agreed, shell.phone.zone()) }

    /** [id]: none for all. */
    fun endReminder(id: ByteArray?) = changeReminders { it.endPeers(id) }

    private fun changeReminders(then: () -> Unit = {}, work: (FollowUps) -> Unit) {
        shell.scope.launch {
            refused.value = loaded { shell.core.call { app -> app.followUps().use(work) } } as? Load.NotDone
            if (refused.value == null) then()
            readReminders()
        }
    }

    private suspend fun read() {
        read.value = loaded {
            shell.core.call { app ->
                app.duty().use { duty ->
                    val screen = duty.screen(shell.language)
                    val words = if (screen.onBreak) {
                        duty.onBreakWords(screen.breakUntil?.let(shell.phone::moment), shell.language)
                    } else {
                        duty.onCallWords(screen.onCallUntil?.let(shell.phone.timeOfDay), shell.language)
                    }
                    OnDuty(screen, words)
                }
            }
        }
    }

    private fun tap(then: () -> Unit = {}, work: (Duty) -> Unit) {
        if (!busy.compareAndSet(expect = false, update = true)) return
        shell.scope.launch {
            refused.value = loaded { shell.core.call { app -> app.duty().use(work) } } as? Load.NotDone
            busy.value = false
            then()
            refresh()
            shell.runNow()
        }
    }
}
