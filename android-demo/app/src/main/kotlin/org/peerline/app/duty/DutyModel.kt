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

/** What a peer sees, with the sentence about being on call in this phone's time. */
class OnDuty(val screen: DutyScreen, val onCall: String)

/** The peer's side. */
class DutyModel(private val shell: Shell) {
    private val read = MutableStateFlow<Load<OnDuty>>(Load.Loading)
    private val refused = MutableStateFlow<Load.NotDone?>(null)
    private val busy = MutableStateFlow(false)

    val screen: StateFlow<Load<OnDuty>> = read.asStateFlow()
    val notDone: StateFlow<Load.NotDone?> = refused.asStateFlow()
    val working: StateFlow<Boolean> = busy.asStateFlow()

    fun refresh() {
        shell.scope.launch {
            read.value = loaded(shell.language) {
                shell.core.call { app ->
                    app.duty().use { duty ->
                        val screen = duty.screen(shell.language)
                        OnDuty(screen, duty.onCallWords(screen.onCallUntil?.let(shell.phone.timeOfDay), shell.language))
                    }
                }
            }
        }
    }

    fun goOnCall(hours: UInt) = tap { it.goOnCall(hours * 60u) }

    fun goOffCall() = tap { it.goOffCall() }

    fun claim(id: String) = tap { it.claim(id) }

    fun decline(id: String) = tap { it.decline(id) }

    fun release(id: String) = tap { it.release(id) }

    fun dismiss(id: String) = tap { it.dismiss(id) }

    private fun tap(work: (Duty) -> Unit) {
        if (!busy.compareAndSet(expect = false, update = true)) return
        shell.scope.launch {
            refused.value = loaded(shell.language) { shell.core.call { app -> app.duty().use(work) } } as? Load.NotDone
            busy.value = false
            refresh()
            shell.runNow()
        }
    }
}
