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
import org.peerline.app.ready
import org.peerline.core.CheckForm
import org.peerline.core.CheckQuestion
import org.peerline.core.CheckResult
import org.peerline.core.CrisisView
import org.peerline.core.Leaving
import org.peerline.core.ListedCheck
import org.peerline.core.MeterAnswer
import org.peerline.core.Safety
import org.peerline.core.SelfChecks
import org.peerline.core.crisisChoiceIn
import org.peerline.core.distressMeter
import org.peerline.core.notSafe

/** The checks of oneself, and the crisis choice that comes before any score. Nothing here counts; the core does. */
class CheckModel(private val shell: Shell) {
    private val listed = MutableStateFlow<Load<List<ListedCheck>>>(Load.Loading)
    private val opened = MutableStateFlow<Load<CheckForm>>(Load.Loading)
    private val came = MutableStateFlow<Load<CheckResult>>(Load.Loading)
    private val metered = MutableStateFlow<MeterAnswer?>(null)
    private val stands = MutableStateFlow<UByte?>(null)
    private val choice = MutableStateFlow<Load<CrisisView>>(Load.Loading)

    val list: StateFlow<Load<List<ListedCheck>>> = listed.asStateFlow()
    val form: StateFlow<Load<CheckForm>> = opened.asStateFlow()
    val result: StateFlow<Load<CheckResult>> = came.asStateFlow()
    val meter: StateFlow<MeterAnswer?> = metered.asStateFlow()

    /** What the meter stands at. */
    val level: StateFlow<UByte?> = stands.asStateFlow()
    val crisis: StateFlow<Load<CrisisView>> = choice.asStateFlow()

    fun refresh() {
        shell.scope.launch { listed.value = ask { it.list(shell.language) } }
    }

    fun open(id: String) {
        shell.scope.launch { opened.value = ask { it.open(id, shell.language) } }
        shell.results.read(id)
    }

    fun answer(form: CheckForm, question: CheckQuestion, value: UByte?) {
        shell.scope.launch {
            val answered = ask { it.answer(form.id, question.part, question.place, value) }
            if (answered.ready?.safety == Safety.OPEN) crisis()
            opened.value = if (answered is Load.NotDone) answered else ask { it.open(form.id, shell.language) }
        }
    }

    fun leave(id: String, leaving: Leaving) {
        shell.scope.launch {
            ask { it.leave(id, leaving) }
            shell.ways.fromHome(Screen.Checks)
        }
    }

    /** The crisis choice comes before the score. */
    fun finish(id: String) {
        shell.scope.launch {
            readResult(id)
            shell.ways.to(Screen.CheckResult(id))
            if (came.value.ready?.safety == Safety.OPEN) crisis()
        }
    }

    suspend fun readResult(id: String) {
        came.value = ask { it.finish(id, shell.language) }
    }

    fun keep(id: String) {
        shell.scope.launch {
            val done = ask { it.keep(id) }
            if (done is Load.NotDone) came.value = done else shell.ways.instead(Screen.Trend(id))
        }
    }

    fun distress(value: UByte) {
        stands.value = value
        shell.scope.launch { told(loaded { withContext(shell.phone.quick) { distressMeter(value, shell.language) } }.ready) }
    }

    fun iAmNotSafe() {
        shell.scope.launch { told(loaded { withContext(shell.phone.quick) { notSafe(shell.language) } }.ready) }
    }

    fun readCrisis() {
        shell.scope.launch {
            val (hint, language, at) = Triple(shell.phone.country(), shell.language, shell.phone.at())
            // There before anything is opened, and when nothing can be; what an open app knows beside it comes after.
            choice.value = loaded { withContext(shell.phone.quick) { crisisChoiceIn(shell.phone.folder, hint, language, at) } }
            loaded { shell.core.call { app -> app.crisisChoice().use { it.view(hint, language, at) } } }.let { if (it is Load.Ready) choice.value = it }
        }
    }

    private fun told(answer: MeterAnswer?) {
        metered.value = answer
        if (answer?.safety == Safety.OPEN) crisis()
    }

    /** The crisis choice opens: before and apart from anything else. */
    fun crisis() {
        readCrisis()
        shell.ways.to(Screen.CrisisChoice)
    }

    private suspend fun <T> ask(work: (SelfChecks) -> T): Load<T> =
        loaded { shell.core.call { app -> app.selfChecks().use(work) } }
}
