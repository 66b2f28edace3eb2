package org.peerline.app.care

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import org.peerline.app.Load
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.app.ready
import org.peerline.core.ImportPage
import org.peerline.core.ImportedForm
import org.peerline.core.Safety
import org.peerline.core.SelfCheckImport

/** What a file holds, as far as it was looked at. */
class Brought(val page: ImportPage, val forms: List<ImportedForm>) {
    val hasMore: Boolean get() = forms.size.toUInt() < page.total

    /** Whether an answer in it is a reason to offer the crisis choice. Old answers do not open it by themselves. */
    val offersCrisis: Boolean get() = forms.any { it.safety == Safety.OPEN }
}

/** Results of checks out of a file: what would be kept of it, and why of the rest not. Nothing is kept before its owner says so. */
class CheckFileModel(private val shell: Shell) {
    private val shown = MutableStateFlow<Brought?>(null)
    private val refused = MutableStateFlow<Load.NotDone?>(null)
    private var file: SelfCheckImport? = null

    /** None: no file was read. */
    val brought: StateFlow<Brought?> = shown.asStateFlow()
    val notDone: StateFlow<Load.NotDone?> = refused.asStateFlow()

    fun take(bytes: ByteArray) {
        forget()
        shell.scope.launch {
            val read = loaded {
                shell.core.call { app ->
                    val opened = app.selfChecks().use { it.readImport(bytes) }
                    opened to opened.page(0u, shell.language)
                }
            }
            refused.value = read as? Load.NotDone
            val (opened, page) = read.ready ?: return@launch
            file = opened
            shown.value = Brought(page, page.forms)
        }
    }

    fun more() {
        val (opened, before) = (file ?: return) to (shown.value ?: return)
        shell.scope.launch {
            val page = loaded { shell.core.call { opened.page(before.forms.size.toUInt(), shell.language) } }.ready ?: return@launch
            if (shown.value === before) shown.value = Brought(before.page, before.forms + page.forms)
        }
    }

    fun keep() {
        val opened = file ?: return
        shell.scope.launch {
            val done = loaded { shell.core.call { opened.keep() } }
            if (done is Load.Ready) {
                forget()
                shell.ways.back()
            }
            refused.value = done as? Load.NotDone
        }
    }

    /** Nothing of a file is left. */
    fun forget() {
        shown.value = null
        refused.value = null
        file?.close()
        file = null
    }
}
