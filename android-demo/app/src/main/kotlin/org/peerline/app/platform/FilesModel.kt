package org.peerline.app.platform

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.look.Label
import org.peerline.app.look.Notice
import org.peerline.app.look.label

/** What a file is, as the phone is told. */
enum class FileKind(val ending: String, val type: String) {
    /** The plan, under its owner's words. */
    PLAN("bin", "application/octet-stream"),
    CALENDAR("ics", "text/calendar"),
    TEXT("txt", "text/plain"),

    /** Results of checks, FHIR. */
    RESULTS("json", "application/fhir+json"),
}

/** Bytes that wait for a place to lie, and what follows once they lie there. */
class Handing(val bytes: ByteArray, val done: () -> Unit)

/** What became of a file, on the screen from which it was handed over or brought. */
class FileSaid(val on: Screen, val what: Label)

/** Files on their way out of the app and into it, while their owner chooses a place on the phone's own screen. Outlives a turned phone. */
class FilesModel(private val shell: Shell) {
    private val told = MutableStateFlow<FileSaid?>(null)

    val said: StateFlow<FileSaid?> = told.asStateFlow()

    /** What waits for a place. */
    var saving: Handing? = null

    /** Who waits for a file. */
    var bringing: ((ByteArray) -> Unit)? = null

    fun begin() {
        told.value = null
    }

    /** [done]: whether the file lies where its owner wanted it. */
    fun saved(handing: Handing?, done: Boolean) {
        if (done) handing?.done?.invoke()
        say(if (done) Label.FILE_SAVED else Label.FILE_NOT_SAVED)
    }

    /** [bytes]: none if the file could not be read. */
    fun brought(bytes: ByteArray?) {
        val take = bringing.also { bringing = null }
        // After the app was ended in between nobody waits for it any more: its owner begins anew, and is told.
        if (bytes == null || take == null) say(Label.FILE_NOT_READ) else take(bytes)
    }

    private fun say(what: Label) {
        told.value = FileSaid(shell.ways.stack.last(), what)
    }
}

/** What became of the last file, if it was of this page. */
@Composable
fun SaidOfFile(shell: Shell) {
    val said by shell.files.said.collectAsStateWithLifecycle()
    said?.takeIf { it.on == shell.ways.stack.last() }?.let { Notice(label(it.what)) }
}
