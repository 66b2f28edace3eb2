package org.peerline.app.care

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import org.peerline.app.Load
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.app.ready
import org.peerline.core.CheckPoint
import org.peerline.core.CheckTrend
import org.peerline.core.KeptChecks
import org.peerline.core.SelfChecks

/** The results of one check, as far as they were read, the newest first; [total]: how many there are. */
class Over(val id: String, val title: String, val notes: List<String>, val points: List<CheckPoint>, val total: UInt) {
    val hasMore: Boolean get() = points.size.toUInt() < total
}

/** What was kept of the checks, over time; and saving it, and deleting it. */
class ResultsModel(private val shell: Shell) {
    private val listed = MutableStateFlow<List<KeptChecks>>(emptyList())
    private val read = MutableStateFlow<Load<Over>>(Load.Loading)
    private val refused = MutableStateFlow<Load.NotDone?>(null)

    /** The checks of which something is kept. While the phone is locked there are none; the checks themselves are. */
    val kept: StateFlow<List<KeptChecks>> = listed.asStateFlow()
    val over: StateFlow<Load<Over>> = read.asStateFlow()

    /** Why the last change, or a file, came to nothing. */
    val notDone: StateFlow<Load.NotDone?> = refused.asStateFlow()

    fun refresh() {
        shell.scope.launch { listed.value = ask { it.kept(shell.language) }.ready.orEmpty() }
    }

    fun read(id: String) {
        refused.value = null
        shell.scope.launch {
            read.value = when (val page = page(id, 0u)) {
                is Load.Ready -> Load.Ready(over(page.value, emptyList()))
                is Load.NotDone -> page
                Load.Loading -> Load.Loading
            }
        }
    }

    /** The next page. */
    fun more() {
        val before = read.value.ready ?: return
        shell.scope.launch {
            val page = page(before.id, before.points.size.toUInt()).ready ?: return@launch
            if (read.value.ready === before) read.value = Load.Ready(over(page, before.points))
        }
    }

    fun delete(point: CheckPoint, of: String) = change({ it.delete(point.id) }) { read(of) }

    fun deleteAll(of: String) = change({ it.deleteOf(of) }) {
        shell.ways.back()
        read(of)
    }

    /** To read and print; none if that was refused. */
    suspend fun asText(id: String): ByteArray? = file { it.exportText(id, shell.phone.zoneName(), shell.language) }

    /** For a doctor's system; none if that was refused. */
    suspend fun asFhir(id: String): ByteArray? = file { it.exportFhir(id) }

    private suspend fun file(make: (SelfChecks) -> String): ByteArray? {
        val made = ask(make)
        refused.value = made as? Load.NotDone
        return made.ready?.toByteArray()
    }

    private fun over(page: CheckTrend, before: List<CheckPoint>) = Over(page.id, page.title, page.notes, before + page.points, page.total)

    private fun change(work: (SelfChecks) -> Unit, then: () -> Unit) {
        shell.scope.launch {
            val done = ask(work)
            if (done is Load.Ready) then()
            refused.value = done as? Load.NotDone
        }
    }

    private suspend fun page(id: String, start: UInt): Load<CheckTrend> = ask { it.trend(id, shell.language, null, start) }

    private suspend fun <T> ask(work: (SelfChecks) -> T): Load<T> = loaded { shell.core.call { app -> app.selfChecks().use(work) } }
}
