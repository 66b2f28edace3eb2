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
import org.peerline.core.CopingUse
import org.peerline.core.ExerciseDetail
import org.peerline.core.ExerciseMoment
import org.peerline.core.ExerciseRun
import org.peerline.core.ExerciseSettings
import org.peerline.core.FinishedExercise
import org.peerline.core.WhatHelped
import org.peerline.core.copingExercise
import org.peerline.core.copingExercises
import org.peerline.core.copingSchedule
import org.peerline.core.copingStart

/** What somebody has chosen before they start. */
data class BeforeStart(val level: UByte? = null, val rateTenths: UInt? = null, val length: UInt? = null) {
    val settings: ExerciseSettings get() = ExerciseSettings(rateTenths, length)
}

/** Where somebody is with an exercise. */
sealed interface Stage {
    /** Not begun. */
    data object Before : Stage

    /** It runs; [breath] is what is drawn. */
    class Under(val moment: ExerciseMoment, val breath: Breath) : Stage

    /** It has ended, by itself or by a tap: how is it now? [keeps]: whether the numbers are to be kept. */
    data class After(val level: UByte? = null, val keeps: Boolean = false) : Stage

    /** What came of it. */
    class Finished(val what: FinishedExercise) : Stage
}

/** What somebody kept of what they did; [hasMore]: older uses follow. */
class Kept(val helped: List<WhatHelped>, val uses: List<CopingUse>, val hasMore: Boolean)

/** The coping tools. When which step is due is the core's; here it is only asked for and drawn. */
class CopingModel(private val shell: Shell) {
    private val listed = MutableStateFlow<Load<CopingList>>(Load.Loading)
    private val opened = MutableStateFlow<Load<ExerciseDetail>>(Load.Loading)
    private val chosen = MutableStateFlow(BeforeStart())
    private val at = MutableStateFlow<Load<Stage>>(Load.Ready(Stage.Before))
    private val kept = MutableStateFlow<Load<Kept>>(Load.Loading)
    private var run: ExerciseRun? = null
    private var breath: Breath? = null
    private var following: Job? = null

    /** The phase or step whose buzz the phone was given last. */
    private var felt: Segment? = null

    val list: StateFlow<Load<CopingList>> = listed.asStateFlow()
    val exercise: StateFlow<Load<ExerciseDetail>> = opened.asStateFlow()
    val before: StateFlow<BeforeStart> = chosen.asStateFlow()
    val stage: StateFlow<Load<Stage>> = at.asStateFlow()
    val whatHelped: StateFlow<Load<Kept>> = kept.asStateFlow()

    fun refresh() {
        shell.scope.launch {
            // What is in the library is there at once, and when nothing can be opened; what helped before follows.
            if (listed.value !is Load.Ready) listed.value = quick { CopingList(copingExercises(shell.language), null) }
            ask { it.exercises(shell.language) }.let { if (it is Load.Ready) listed.value = it }
        }
    }

    fun open(id: String) {
        if (opened.value.ready?.row?.id != id) chosen.value = BeforeStart()
        shell.scope.launch {
            val known = quick { copingExercise(id, shell.language) }
            opened.value = if (known is Load.Ready) known else ask { it.exercise(id, shell.language) }
        }
    }

    fun choose(before: BeforeStart) {
        chosen.value = before
    }

    fun start(id: String) {
        val before = chosen.value
        val settings = before.settings
        shell.scope.launch {
            // Without the open app it runs too; then nothing can be kept of it.
            val begun = ask { it.start(id, settings, before.level) }.let { if (it is Load.Ready) it else quick { copingStart(id, settings, before.level) } }
            val course = ask { it.schedule(id, settings, shell.language) }.let { if (it is Load.Ready) it else quick { copingSchedule(id, settings, shell.language) } }
            for (not in listOf(begun, course)) if (not is Load.NotDone) opened.value = not
            val started = begun.ready ?: return@launch
            run?.close()
            run = started
            felt = null
            breath = course.ready?.let { Breath(it, shell.phone.nanos) }
            chosen.value = BeforeStart()
            at.value = Load.Loading
            // Whoever is that bad is not to follow a breath now: the page follows it once it is seen, and first comes the choice.
            shell.ways.to(Screen.Running(id))
            if (started.crisisFirst()) shell.checks.crisis()
        }
    }

    /** Asks again and again as long as the exercise runs and is seen: only who sees it feels it, too. */
    fun follow() {
        following?.cancel()
        following = shell.scope.launch {
            do {
                look()
                delay(LOOK)
            } while (shell.phone.runsByItself && at.value.ready is Stage.Under)
        }
    }

    /** Somebody is on another page, or in another app. The exercise goes on by its own clock. */
    fun noLongerSeen() {
        following?.cancel()
    }

    fun pause() = happen { it.pause() }

    fun resume() = happen { it.resume() }

    fun next() = happen { it.next() }

    fun back() = happen { it.back() }

    /** It is over, whenever somebody wants; then it is asked how it is now. */
    fun end() = after(Stage.After())

    fun after(now: Stage.After) {
        following?.cancel()
        at.value = Load.Ready(now)
    }

    fun finish() {
        val ending = run ?: return
        val (level, keep) = (at.value.ready as? Stage.After) ?: Stage.After()
        shell.scope.launch {
            val done = ask { it.finish(ending, level, keep, shell.language) }.let { if (it is Load.Ready || keep) it else quick { ending.finish(level, shell.language) } }
            at.value = when (done) {
                is Load.Ready -> Load.Ready(Stage.Finished(done.value))
                is Load.NotDone -> done
                Load.Loading -> Load.Loading
            }
            if (done !is Load.Ready) return@launch
            run = null
            ending.close()
            if (done.value.crisisFirst) shell.checks.crisis()
        }
    }

    fun readWhatHelped() {
        shell.scope.launch { kept.value = ask { it.kept(it.whatHelped(shell.language), emptyList()) } }
    }

    fun moreUses() {
        val before = kept.value.ready ?: return
        shell.scope.launch {
            val read = ask { it.kept(before.helped, before.uses) }
            // What was read anew meanwhile stays.
            if (kept.value.ready === before && read is Load.Ready) kept.value = read
        }
    }

    /** The uses that are there, and the page after them. */
    private fun Coping.kept(helped: List<WhatHelped>, there: List<CopingUse>): Kept {
        val page = uses(there.size.toUInt(), PAGE, shell.language)
        return Kept(helped, there + page, hasMore = page.size.toUInt() == PAGE)
    }

    fun forget(use: Long) = forgetting { it.deleteUse(use) }

    /** Everything that was kept, once its owner was asked. */
    fun forgetAll() = forgetting(then = { if (shell.ways.stack.last() == Screen.ForgetUses) shell.ways.back() }) { it.deleteUses() }

    private fun forgetting(then: () -> Unit = {}, work: (Coping) -> Unit) {
        shell.scope.launch {
            val done = ask(work)
            if (done is Load.NotDone) {
                kept.value = done
            } else {
                then()
                readWhatHelped()
            }
        }
    }

    private fun happen(what: (ExerciseRun) -> Unit) {
        val running = run ?: return
        shell.scope.launch {
            loaded { withContext(shell.phone.quick) { what(running) } }
            look()
        }
    }

    private suspend fun look() {
        val drawn = breath
        val running = run ?: return
        // What was ended by a tap stays ended, also if that came while the core was asked.
        if (at.value.ready is Stage.After) return
        val seen = loaded {
            withContext(shell.phone.quick) {
                running.moment(shell.language).also { drawn?.told(running.ranMs().toLong(), stands = it.paused || it.done) }
            }
        }
        if (at.value.ready is Stage.After) return
        at.value = when (seen) {
            is Load.Ready -> {
                buzz(seen.value)
                Load.Ready(if (seen.value.done || drawn == null) Stage.After() else Stage.Under(seen.value, drawn))
            }
            is Load.NotDone -> seen
            Load.Loading -> Load.Loading
        }
    }

    /** Hands a phase's or step's buzz to the phone as it begins: once, also if it stood still meanwhile, not while it does, and not where
     * the buzz is turned off. */
    private fun buzz(moment: ExerciseMoment) {
        val begun = Segment(moment.round, moment.cuePlace, moment.done)
        if (moment.paused || begun == felt) return
        felt = begun
        if (shell.ready.value?.settings?.buzz == true) shell.phone.buzz(moment.haptic.map { it.toLong() })
    }

    private data class Segment(val round: UInt, val cue: UInt, val isEnd: Boolean)

    private suspend fun <T> quick(work: () -> T): Load<T> = loaded { withContext(shell.phone.quick) { work() } }

    private suspend fun <T> ask(work: (Coping) -> T): Load<T> = loaded { shell.core.call { app -> app.coping().use(work) } }

    private companion object {
        /** What is said changes at most so late; what is drawn does not wait for it. */
        const val LOOK = 100L
        const val PAGE = 50u
    }
}
