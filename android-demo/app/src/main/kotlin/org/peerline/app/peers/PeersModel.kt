package org.peerline.app.peers

import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.peerline.app.Load
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.app.ready
import org.peerline.core.Excluded
import org.peerline.core.Exclusion
import org.peerline.core.NamedPlace
import org.peerline.core.PeerRow
import org.peerline.core.Query
import org.peerline.core.Reason
import org.peerline.core.Role
import org.peerline.core.crisisRegions

/** As much of the list as somebody has scrolled to; [read]: how many rows the pages had so far. */
class Found(val rows: List<PeerRow>, val total: UInt, val read: UInt) {
    /** Whether there is another page. */
    val hasMore: Boolean get() = read < total
}

/** Somebody by their role in an agency, while it is chosen whom to leave out. */
data class ByRole(val role: Role? = null, val agency: String? = null, val reason: Reason? = null)

/** The peers: pages of fifty. */
class PeersModel(private val shell: Shell) {
    private val asked = MutableStateFlow(Query())
    private val found = MutableStateFlow<Load<Found>>(Load.Loading)
    private val there = MutableStateFlow<Load<List<String>>>(Load.Loading)
    private val out = MutableStateFlow<Load<List<Exclusion>>>(Load.Loading)
    private val areas = MutableStateFlow<List<NamedPlace>>(emptyList())
    private val mine = MutableStateFlow<String?>(null)
    private val choosing = MutableStateFlow(ByRole())
    private val refused = MutableStateFlow<Load.NotDone?>(null)
    private var looking: Job? = null

    val query: StateFlow<Query> = asked.asStateFlow()
    val list: StateFlow<Load<Found>> = found.asStateFlow()
    val agencies: StateFlow<Load<List<String>>> = there.asStateFlow()

    /** The regions of the officer's country. */
    val regions: StateFlow<List<NamedPlace>> = areas.asStateFlow()
    val exclusions: StateFlow<Load<List<Exclusion>>> = out.asStateFlow()
    val byRole: StateFlow<ByRole> = choosing.asStateFlow()

    /** Why the last change came to nothing. */
    val notDone: StateFlow<Load.NotDone?> = refused.asStateFlow()

    /** The officer's own agency, if it was named. It never leaves the phone. */
    val myAgency: StateFlow<String?> = mine.asStateFlow()

    fun begin() {
        asked.value = Query()
        look(0)
        readAgencies()
    }

    /** The agencies to choose from, and the officer's own. */
    fun readAgencies() {
        shell.scope.launch {
            there.value = loaded { shell.core.call { app -> app.directory().use { it.agencies() } } }
            mine.value = loaded { shell.core.call { app -> app.membership().use { it.myAgency() } } }.ready
        }
    }

    fun readRegions() {
        val country = shell.ready.value?.country ?: return
        shell.scope.launch { areas.value = loaded { withContext(shell.phone.quick) { crisisRegions(country, shell.language) } }.ready.orEmpty() }
    }

    fun ask(query: Query) {
        asked.value = query
        // Not for every letter: only when somebody has stopped typing.
        look(PAUSE)
    }

    fun again() = look(0)

    /** The next page. It is asked for, not come upon by scrolling: a list has an end that can be reached. */
    fun more() {
        val before = found.value.ready ?: return
        if (looking?.isActive == true || !before.hasMore) return
        looking = shell.scope.launch {
            val page = loaded { page(before.read) }.ready ?: return@launch
            // A peer who went on call in between may stand on both pages.
            val known = before.rows.mapTo(mutableSetOf()) { it.id }
            val read = if (page.rows.isEmpty()) page.total else before.read + page.rows.size.toUInt()
            found.value = Load.Ready(Found(before.rows + page.rows.filter { it.id !in known }, page.total, read))
        }
    }

    fun readExclusions() {
        shell.scope.launch { out.value = loaded { shell.core.call { app -> app.directory().use { it.exclusions() } } } }
    }

    fun exclude(whom: Excluded, reason: Reason) = change { it.exclude(Exclusion(whom, reason)) }

    fun noLongerExclude(whom: Excluded) = change { it.noLongerExclude(whom) }

    fun choose(byRole: ByRole) {
        choosing.value = byRole
    }

    /** Leaves out whoever has that role in that agency. */
    fun excludeByRole() {
        val (role, agency, reason) = choosing.value
        if (role == null || agency == null || reason == null) return
        exclude(Excluded.RoleInAgency(role, agency), reason)
        choosing.value = ByRole()
    }

    fun setMyAgency(agency: String?) {
        shell.scope.launch {
            refused.value = loaded { shell.core.call { app -> app.membership().use { it.setMyAgency(agency) } } } as? Load.NotDone
            readAgencies()
        }
    }

    private fun change(work: (org.peerline.core.Directory) -> Unit) {
        shell.scope.launch {
            refused.value = loaded { shell.core.call { app -> app.directory().use(work) } } as? Load.NotDone
            readExclusions()
            // An agency that is left out is none to choose from.
            readAgencies()
            look(0)
        }
    }

    private fun look(pause: Long) {
        looking?.cancel()
        looking = shell.scope.launch {
            if (pause > 0) delay(pause)
            found.value = when (val page = loaded { page(0u) }) {
                is Load.Ready -> Load.Ready(Found(page.value.rows, page.value.total, page.value.rows.size.toUInt()))
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
