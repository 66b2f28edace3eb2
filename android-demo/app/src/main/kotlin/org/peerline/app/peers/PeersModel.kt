package org.peerline.app.peers

import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import org.peerline.app.Load
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.app.ready
import org.peerline.core.Excluded
import org.peerline.core.Exclusion
import org.peerline.core.PeerRow
import org.peerline.core.Query
import org.peerline.core.Reason

/** As much of the list as somebody has scrolled to. */
class Found(val rows: List<PeerRow>, val total: UInt)

/** The peers: pages of fifty, as the screen comes to them. */
class PeersModel(private val shell: Shell) {
    private val asked = MutableStateFlow(Query())
    private val found = MutableStateFlow<Load<Found>>(Load.Loading)
    private val there = MutableStateFlow<List<String>>(emptyList())
    private val out = MutableStateFlow<Load<List<Exclusion>>>(Load.Loading)
    private val mine = MutableStateFlow<String?>(null)
    private var looking: Job? = null

    val query: StateFlow<Query> = asked.asStateFlow()
    val list: StateFlow<Load<Found>> = found.asStateFlow()
    val agencies: StateFlow<List<String>> = there.asStateFlow()
    val exclusions: StateFlow<Load<List<Exclusion>>> = out.asStateFlow()

    /** The officer's own agency, if it was named. It never leaves the phone. */
    val myAgency: StateFlow<String?> = mine.asStateFlow()

    fun begin() {
        asked.value = Query()
        look(0)
        shell.scope.launch {
            there.value = loaded(shell.language) { shell.core.call { app -> app.directory().use { it.agencies() } } }.ready.orEmpty()
            mine.value = loaded(shell.language) { shell.core.call { app -> app.membership().use { it.myAgency() } } }.ready
        }
    }

    fun ask(query: Query) {
        asked.value = query
        // Not for every letter: only when somebody has stopped typing.
        look(PAUSE)
    }

    fun again() = look(0)

    /** The next page, when the end of the list comes into sight. */
    fun more() {
        val before = found.value.ready ?: return
        if (looking?.isActive == true || before.rows.size.toUInt() >= before.total) return
        looking = shell.scope.launch {
            val page = loaded(shell.language) { page(before.rows.size.toUInt()) }.ready ?: return@launch
            found.value = Load.Ready(Found(before.rows + page.rows, page.total))
        }
    }

    fun readExclusions() {
        shell.scope.launch { out.value = loaded(shell.language) { shell.core.call { app -> app.directory().use { it.exclusions() } } } }
    }

    fun exclude(whom: Excluded, reason: Reason) = change { it.exclude(Exclusion(whom, reason)) }

    fun noLongerExclude(whom: Excluded) = change { it.noLongerExclude(whom) }

    private fun change(work: (org.peerline.core.Directory) -> Unit) {
        shell.scope.launch {
            val done = loaded(shell.language) { shell.core.call { app -> app.directory().use(work) } }
            if (done is Load.NotDone) out.value = done else readExclusions()
            look(0)
        }
    }

    private fun look(pause: Long) {
        looking?.cancel()
        looking = shell.scope.launch {
            delay(pause)
            found.value = when (val page = loaded(shell.language) { page(0u) }) {
                is Load.Ready -> Load.Ready(Found(page.value.rows, page.value.total))
                is Load.NotDone -> page
                Load.Loading -> Load.Loading
            }
        }
    }

    private suspend fun page(start: UInt) =
        shell.core.call { app -> app.directory().use { it.search(asked.value, shell.language, start, PAGE) } }

    private companion object {
        const val PAGE = 50u
        const val PAUSE = 150L
    }
}
