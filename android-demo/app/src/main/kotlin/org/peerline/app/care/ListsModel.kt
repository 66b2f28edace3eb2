package org.peerline.app.care

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.peerline.app.Load
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.core.Checklist
import org.peerline.core.ChecklistPointers
import org.peerline.core.ExerciseRow
import org.peerline.core.NamedNeed
import org.peerline.core.Safety
import org.peerline.core.Topic
import org.peerline.core.checklistPointers
import org.peerline.core.checklists
import org.peerline.core.copingExercises
import org.peerline.core.crisisNeeds

/** What ticked entries point to, with names: tools, topics that peers know, what lines are there for. */
class Pointed(val tools: List<ExerciseRow>, val topics: Set<Topic>, val needs: List<NamedNeed>)

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

    /** To a list, with nothing ticked. */
    fun begin(id: String) {
        open = null
        shell.ways.to(Screen.Checklist(id))
        open(id)
    }

    /** The same list, as after turning the phone or a look at what it points to, goes on. */
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
        val topics = to.topics.mapNotNull { word -> Topic.entries.find { it.name.lowercase() == word } }
        val needs = crisisNeeds(shell.language).associateBy { it.need.name.lowercase() }
        return Pointed(to.tools.mapNotNull(rows::get), topics.toSet(), to.needs.mapNotNull(needs::get))
    }
}
