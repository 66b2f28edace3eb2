package org.peerline.app.care

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import org.peerline.app.Load
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.app.ready
import org.peerline.core.PlanImport
import org.peerline.core.PlanImportHow
import org.peerline.core.PlanImportScreen
import org.peerline.core.PlanItem
import org.peerline.core.PlanScreen
import org.peerline.core.PlanStep
import org.peerline.core.PrintedPlan
import org.peerline.core.SafetyPlan

/** What is being written down. It is in the model only, so that turning the phone loses nothing and nothing of it is kept elsewhere. */
data class Writing(val text: String = "", val number: String = "")

/** What somebody wrote down for a bad hour, in a good one. */
class PlanModel(private val shell: Shell) {
    private val planned = MutableStateFlow<Load<PlanScreen>>(Load.Loading)
    private val typed = MutableStateFlow(Writing())
    private val paper = MutableStateFlow<Load<PrintedPlan>>(Load.Loading)
    private val secret = MutableStateFlow("")
    private val chosen = MutableStateFlow<ByteArray?>(null)
    private val brought = MutableStateFlow<Load<PlanImportScreen>?>(null)
    private val busy = MutableStateFlow(false)
    private val refused = MutableStateFlow<Load.NotDone?>(null)
    private var import: PlanImport? = null

    val plan: StateFlow<Load<PlanScreen>> = planned.asStateFlow()
    val writing: StateFlow<Writing> = typed.asStateFlow()
    val printed: StateFlow<Load<PrintedPlan>> = paper.asStateFlow()

    /** The passphrase of a file, while it is typed. It is kept nowhere. */
    val passphrase: StateFlow<String> = secret.asStateFlow()

    /** A file that was chosen, until it is kept. */
    val file: StateFlow<ByteArray?> = chosen.asStateFlow()

    /** What it holds, once it was opened. */
    val toBring: StateFlow<Load<PlanImportScreen>?> = brought.asStateFlow()

    /** A file is being locked or opened, which takes a moment: another tap does nothing. */
    val working: StateFlow<Boolean> = busy.asStateFlow()

    /** Why the last change came to nothing. What was typed is still there then. */
    val notDone: StateFlow<Load.NotDone?> = refused.asStateFlow()

    fun read() {
        shell.scope.launch { planned.value = loaded { shell.core.call { app -> app.safetyPlan().use { it.screen(shell.language, shell.phone.zone()) } } } }
    }

    /** Something new in a step, or something that is there to be changed. */
    fun write(step: PlanStep, item: PlanItem? = null) {
        refused.value = null
        typed.value = Writing(item?.text.orEmpty(), item?.dial?.firstOrNull()?.uri?.substringAfter(':').orEmpty())
        shell.ways.to(Screen.PlanWrite(step, item?.id))
    }

    fun type(writing: Writing) {
        typed.value = writing
    }

    /** Keeps what was typed: with a number it is somebody to call, without one a note. */
    fun keep(step: PlanStep, item: UInt?) {
        val (text, number) = typed.value
        val left = Screen.PlanWrite(step, item)
        change(then = { if (shell.ways.stack.last() == left) shell.ways.back() }) {
            when {
                number.isBlank() && item == null -> it.addNote(step, text)
                number.isBlank() -> it.changeNote(item!!, text)
                item == null -> it.addContact(step, text, number)
                else -> it.changeContact(item, text, number)
            }
        }
    }

    fun addLine(step: PlanStep, line: String) = change(then = { shell.ways.fromHome(Screen.Plan) }) { it.addLine(step, line) }

    fun remove(id: UInt) = change { it.remove(id) }

    fun moveItem(id: UInt, place: Int) = change { it.moveItem(id, place.toUInt()) }

    fun moveStep(step: PlanStep, place: Int) = change { it.moveStep(step, place.toUInt()) }

    fun lookedAt() = change { it.lookedAt(shell.phone.zone()) }

    /** [months]: none for never. */
    fun remind(months: UByte?) = change(then = { if (shell.ways.stack.last() == Screen.PlanRemind) shell.ways.back() }) { it.remind(months, shell.phone.zone()) }

    fun readableWhileLocked(readable: Boolean) = change { it.setReadableWhileLocked(readable) }

    fun print() {
        shell.scope.launch { paper.value = loaded { shell.core.call { app -> app.safetyPlan().use { it.print(shell.language, shell.phone.zone()) } } } }
    }

    fun typePassphrase(text: String) {
        secret.value = text
    }

    /** Nothing of an earlier file is left on the page. */
    fun beginFile() {
        secret.value = ""
        refused.value = null
        brought.value = null
        chosen.value = null
        import?.close()
        import = null
    }

    /** The plan as a file that only the passphrase opens; none if that was refused. Made before anybody is asked where it shall lie. */
    suspend fun export(): ByteArray? = once { it.export(secret.value) }

    /** The file lies where its owner wanted it. */
    fun exported() {
        beginFile()
        if (shell.ways.stack.last() == Screen.PlanSave) shell.ways.back()
    }

    /** A file that was chosen: its words are asked for. */
    fun take(bytes: ByteArray) {
        beginFile()
        chosen.value = bytes
        shell.ways.to(Screen.PlanBring)
    }

    /** Looks into it. Nothing is changed before it is kept. */
    fun lookInto() {
        val bytes = chosen.value ?: return
        shell.scope.launch {
            import = once { it.lookInto(bytes, secret.value) } ?: return@launch
            showBrought()
        }
    }

    /** What the file that was opened holds. */
    fun showBrought() {
        val opened = import ?: return
        shell.scope.launch { brought.value = loaded { shell.core.call { opened.screen(shell.language) } } }
    }

    fun bring(how: PlanImportHow) {
        val bringing = import ?: return
        change(
            then = {
                beginFile()
                shell.ways.fromHome(Screen.Plan)
            },
        ) { bringing.keep(how) }
    }

    private suspend fun <T> once(work: suspend (SafetyPlan) -> T): T? {
        if (!busy.compareAndSet(expect = false, update = true)) return null
        val done = loaded { shell.core.awaited { app -> app.safetyPlan().use { work(it) } } }
        refused.value = done as? Load.NotDone
        busy.value = false
        return done.ready
    }

    private fun change(then: () -> Unit = {}, work: (SafetyPlan) -> Unit) {
        shell.scope.launch {
            refused.value = loaded { shell.core.call { app -> app.safetyPlan().use(work) } } as? Load.NotDone
            if (refused.value == null) then()
            read()
        }
    }
}
