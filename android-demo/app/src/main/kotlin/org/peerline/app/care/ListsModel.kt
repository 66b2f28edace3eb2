package org.peerline.app.care

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.peerline.app.Load
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.app.ready
import org.peerline.core.Checklist
import org.peerline.core.ChecklistPointers
import org.peerline.core.ExerciseRow
import org.peerline.core.LineRow
import org.peerline.core.NamedTopic
import org.peerline.core.Need
import org.peerline.core.Place
import org.peerline.core.Safety
import org.peerline.core.checklistPointers
import org.peerline.core.checklists
import org.peerline.core.copingExercises
import org.peerline.core.crisisSearch

/** What ticked entries point to, with names: tools, topics that peers know, lines. */
class Pointed(val tools: List<ExerciseRow>, val topics: List<NamedTopic>, val lines: List<LineRow>)

/** The checklists. They have no score, need nothing opened, and nothing of them is kept: what is ticked is gone with the screen. */
class ListsModel(private val shell: Shell) {
    private val read = MutableStateFlow<Load<List<Checklist>>>(Load.Loading)
    private val marked = MutableStateFlow<Set<String>>(emptySet())
    private val points = MutableStateFlow<Load<Pointed>?>(null)
    private var open: String? = null

    val all: StateFlow<Load<List<Checklist>>> = read.asStateFlow()
    val ticked: StateFlow<Set<String>> = marked.asStateFlow()

    /** None while nothing is ticked. */
    val pointed: StateFlow<Load<Pointed>?> = points.asStateFlow()

    fun refresh() {
        shell.scope.launch { read.value = loaded { withContext(shell.phone.quick) { checklists(shell.language) } } }
    }

    /** Another list begins with nothing ticked; the same one, as after turning the phone, goes on. */
    fun open(id: String) {
        refresh()
        if (open == id) return tick(id, marked.value)
        open = id
        marked.value = emptySet()
        points.value = null
    }

    fun tick(id: String, ticked: Set<String>) {
        val new = ticked - marked.value
        marked.value = ticked
        shell.scope.launch {
            var safety: Safety? = null
            points.value = if (ticked.isEmpty()) null else loaded {
                withContext(shell.phone.quick) {
                    val to = checklistPointers(id, ticked.toList())
                    safety = to.safety
                    named(to)
                }
            }
            // Whatever else was ticked. Taking another tick away does not open it once more.
            if (safety == Safety.OPEN && new.isNotEmpty()) shell.checks.crisis()
        }
    }

    private fun named(to: ChecklistPointers): Pointed {
        val rows = copingExercises(shell.language).associateBy { it.id }
        val topics = shell.ready.value?.choices?.topics.orEmpty().associateBy { it.value.name.lowercase() }
        val needs = to.needs.mapNotNull { word -> Need.entries.find { it.name.lowercase() == word } }
        val place = Place(shell.ready.value?.country, shell.ready.value?.settings?.region)
        // For each need its first line: together no line may meet them all.
        val lines = needs.mapNotNull { crisisSearch(place, listOf(it), shell.language, shell.phone.at()).rows.firstOrNull() }.distinctBy { it.id }
        return Pointed(to.tools.mapNotNull(rows::get), to.topics.mapNotNull(topics::get), lines)
    }
}
