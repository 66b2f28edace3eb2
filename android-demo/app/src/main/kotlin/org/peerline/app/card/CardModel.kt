package org.peerline.app.card

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import org.peerline.app.Load
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.core.Joined
import org.peerline.core.Membership
import org.peerline.core.RosterCard

/** The cards that this phone has read. */
class Cards(val member: Joined?, val peer: Joined?, val forTheRoster: RosterCard?, val myAgency: String?)

/** How a phone comes into a pool: one card, no account. */
class CardModel(private val shell: Shell) {
    private val read = MutableStateFlow<Load<Cards>>(Load.Loading)
    private val refused = MutableStateFlow<Load.NotDone?>(null)
    private val typed = MutableStateFlow("")

    val cards: StateFlow<Load<Cards>> = read.asStateFlow()
    val notDone: StateFlow<Load.NotDone?> = refused.asStateFlow()

    /** The letters, while they are typed. */
    val letters: StateFlow<String> = typed.asStateFlow()

    fun refresh() {
        shell.scope.launch {
            read.value = loaded {
                shell.core.call { app ->
                    app.membership().use {
                        val peer = it.peer()
                        Cards(it.member(), peer, if (peer == null) null else it.cardForTheRoster(), it.myAgency())
                    }
                }
            }
        }
    }

    fun type(letters: String) {
        typed.value = letters
    }

    fun join() = change {
        it.join(typed.value.trim())
        typed.value = ""
    }

    /** Once its owner was asked. */
    fun leave() = change(then = { if (shell.ways.stack.last() == Screen.LeavePool) shell.ways.back() }) { it.leave() }

    private fun change(then: () -> Unit = {}, work: (Membership) -> Unit) {
        shell.scope.launch {
            refused.value = loaded { shell.core.call { app -> app.membership().use(work) } } as? Load.NotDone
            if (refused.value == null) then()
            refresh()
            shell.refresh()
            shell.runNow()
        }
    }
}
