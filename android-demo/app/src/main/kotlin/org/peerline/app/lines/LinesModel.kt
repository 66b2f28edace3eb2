package org.peerline.app.lines

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.peerline.app.Load
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.core.LineDetail
import org.peerline.core.LineList
import org.peerline.core.Place
import org.peerline.core.crisisLine
import org.peerline.core.crisisLines

/** The lines. They never wait for the vault: those in the library are there at once, the pool's follow when it is open. */
class LinesModel(private val shell: Shell) {
    private val read = MutableStateFlow<Load<LineList>>(Load.Loading)
    private val opened = MutableStateFlow<Load<LineDetail?>>(Load.Loading)

    val list: StateFlow<Load<LineList>> = read.asStateFlow()
    val line: StateFlow<Load<LineDetail?>> = opened.asStateFlow()

    private val place: Place get() = Place(shell.ready.value?.country, shell.ready.value?.settings?.region)

    fun refresh() {
        shell.scope.launch {
            val (place, language, at) = Triple(place, shell.language, shell.phone.at())
            read.value = loaded { withContext(shell.phone.quick) { crisisLines(place, language, at) } }
            loaded { shell.core.call { app -> app.crisis().use { it.lines(place, language, at) } } }
                .let { if (it is Load.Ready) read.value = it }
        }
    }

    fun open(id: String) {
        shell.scope.launch {
            val (place, language, at) = Triple(place, shell.language, shell.phone.at())
            val known = loaded { withContext(shell.phone.quick) { crisisLine(id, place, language, at) } }
            val found = (known as? Load.Ready)?.value
            opened.value = if (found != null) known else {
                loaded { shell.core.call { app -> app.crisis().use { it.line(id, place, language, at) } } }
            }
        }
    }
}
