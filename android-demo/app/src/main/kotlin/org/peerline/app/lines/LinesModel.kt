package org.peerline.app.lines

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.peerline.app.Load
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.app.ready
import org.peerline.core.LineDetail
import org.peerline.core.LineList
import org.peerline.core.LineSearch
import org.peerline.core.NamedNeed
import org.peerline.core.Need
import org.peerline.core.Place
import org.peerline.core.crisisLine
import org.peerline.core.crisisLines
import org.peerline.core.crisisNeeds
import org.peerline.core.crisisSearch

/** The lines. They never wait for the vault: those in the library are there at once, the pool's follow when it is open. */
class LinesModel(private val shell: Shell) {
    private val read = MutableStateFlow<Load<LineList>>(Load.Loading)
    private val opened = MutableStateFlow<Load<LineDetail?>>(Load.Loading)

    private val named = MutableStateFlow<List<NamedNeed>>(emptyList())
    private val looked = MutableStateFlow<Set<Need>>(emptySet())
    private val found = MutableStateFlow<Load<LineSearch>>(Load.Loading)

    val list: StateFlow<Load<LineList>> = read.asStateFlow()
    val line: StateFlow<Load<LineDetail?>> = opened.asStateFlow()

    /** What lines can be there for, to choose from. */
    val needs: StateFlow<List<NamedNeed>> = named.asStateFlow()

    /** What is looked for. It is in the model only: what somebody needs is written nowhere. */
    val chosen: StateFlow<Set<Need>> = looked.asStateFlow()
    val search: StateFlow<Load<LineSearch>> = found.asStateFlow()

    private val place: Place get() = Place(shell.ready.value?.country, shell.ready.value?.settings?.region)

    fun refresh() {
        shell.scope.launch {
            val (place, language, at) = Triple(place, shell.language, shell.phone.at())
            read.value = loaded { withContext(shell.phone.quick) { crisisLines(place, language, at) } }
            loaded { shell.core.call { app -> app.crisis().use { it.lines(place, language, at) } } }
                .let { if (it is Load.Ready) read.value = it }
        }
    }

    /** To the lines that are there for this; none: it is chosen there. */
    fun beginFor(need: Need?) {
        looked.value = setOfNotNull(need)
        shell.ways.to(Screen.LinesFor)
    }

    fun lookFor(needs: Set<Need>) {
        looked.value = needs
        search()
    }

    fun search() {
        shell.scope.launch {
            val (place, language, at) = Triple(place, shell.language, shell.phone.at())
            val needs = looked.value.toList()
            named.value = loaded { withContext(shell.phone.quick) { crisisNeeds(language) } }.ready.orEmpty()
            found.value = loaded { withContext(shell.phone.quick) { crisisSearch(place, needs, language, at) } }
            val all = loaded { shell.core.call { app -> app.crisis().use { it.search(place, needs, language, at) } } }
            if (all is Load.Ready && needs.toSet() == looked.value) found.value = all
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
