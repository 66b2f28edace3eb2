package org.peerline.app.care

import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
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
import org.peerline.core.Coping
import org.peerline.core.CopingList
import org.peerline.core.ExerciseDetail
import org.peerline.core.ExerciseMoment
import org.peerline.core.ExerciseRun
import org.peerline.core.ExerciseSettings
import org.peerline.core.FinishedExercise

/** The coping tools. When which step is due is the core's; here it is only asked for and drawn. */
class CopingModel(private val shell: Shell) {
    private val listed = MutableStateFlow<Load<CopingList>>(Load.Loading)
    private val opened = MutableStateFlow<Load<ExerciseDetail>>(Load.Loading)
    private val now = MutableStateFlow<Load<ExerciseMoment>>(Load.Loading)
    private val ended = MutableStateFlow<FinishedExercise?>(null)
    private var run: ExerciseRun? = null
    private var following: Job? = null

    val list: StateFlow<Load<CopingList>> = listed.asStateFlow()
    val exercise: StateFlow<Load<ExerciseDetail>> = opened.asStateFlow()
    val moment: StateFlow<Load<ExerciseMoment>> = now.asStateFlow()
    val finished: StateFlow<FinishedExercise?> = ended.asStateFlow()

    fun refresh() {
        shell.scope.launch { listed.value = ask { it.exercises(shell.language) } }
    }

    fun open(id: String) {
        ended.value = null
        shell.scope.launch { opened.value = ask { it.exercise(id, shell.language) } }
    }

    fun start(id: String, before: UByte?) {
        shell.scope.launch {
            val begun = ask { it.start(id, ExerciseSettings(), before) }
            (begun as? Load.NotDone)?.let { opened.value = it }
            val started = begun.ready ?: return@launch
            run?.close()
            run = started
            follow()
            if (started.crisisFirst()) {
                shell.checks.readCrisis()
                shell.ways.to(Screen.CrisisChoice)
            } else {
                shell.ways.to(Screen.Running(id))
            }
        }
    }

    /** Asks again and again as long as the exercise runs and is seen. */
    fun follow() {
        following?.cancel()
        following = shell.scope.launch {
            do {
                look()
                delay(FRAME)
            } while (shell.phone.runsByItself && now.value.ready?.done == false)
        }
    }

    fun pause() = happen { it.pause() }

    fun resume() = happen { it.resume() }

    fun next() = happen { it.next() }

    fun finish(after: UByte?, keep: Boolean) {
        following?.cancel()
        val ending = run ?: return
        shell.scope.launch {
            val done = ask { it.finish(ending, after, keep, shell.language) }.ready
            ended.value = done
            run = null
            ending.close()
            if (done?.crisisFirst == true) {
                shell.checks.readCrisis()
                shell.ways.to(Screen.CrisisChoice)
            }
        }
    }

    private fun happen(what: (ExerciseRun) -> Unit) {
        val running = run ?: return
        shell.scope.launch {
            loaded(shell.language) { withContext(shell.phone.quick) { what(running) } }
            look()
        }
    }

    private suspend fun look() {
        val running = run ?: return
        now.value = loaded(shell.language) { withContext(shell.phone.quick) { running.moment(shell.language) } }
    }

    private suspend fun <T> ask(work: (Coping) -> T): Load<T> = loaded(shell.language) { shell.core.call { app -> app.coping().use(work) } }

    private companion object {
        const val FRAME = 50L
    }
}
