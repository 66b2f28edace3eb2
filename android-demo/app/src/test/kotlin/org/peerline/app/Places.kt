package org.peerline.app

import android.app.Activity
import android.content.Intent
import android.net.Uri
import java.io.ByteArrayOutputStream
import org.peerline.app.platform.FileKind
import org.robolectric.Shadows.shadowOf

/** The phone's own screens on which somebody says where a file shall lie, or which one is meant: here the last one that was handed over. */
class Places {
    private var saved: Pair<String, ByteArrayOutputStream>? = null
    private var count = 0

    fun answer(activity: MainActivity, asked: Intent, trial: TrialPhone) {
        val place = Uri.parse("content://a.place/${count++}")
        val files = shadowOf(activity.contentResolver)
        when (asked.action) {
            Intent.ACTION_CREATE_DOCUMENT -> {
                val kind = FileKind.entries.find { it.type == asked.type } ?: error("no such kind of file: ${asked.type}")
                val file = ByteArrayOutputStream()
                files.registerOutputStream(place, file)
                saved = NAMES.getValue(kind) to file
            }
            Intent.ACTION_OPEN_DOCUMENT -> files.registerInputStream(place, (trial.handed.lastOrNull()?.second ?: error("no file")).inputStream())
            // Not about a file.
            else -> return
        }
        shadowOf(activity).receiveResult(asked, Activity.RESULT_OK, Intent().setData(place))
    }

    /** What was saved lies there once the app says so: it writes on a thread of its own. */
    fun settle(stage: Stage, trial: TrialPhone) {
        stage.until { shell -> shell.files.bringing == null && (saved == null || shell.files.said.value != null) }
        saved?.let { (kind, file) -> trial.handed += kind to file.toByteArray() }
        saved = null
    }

    private companion object {
        val NAMES = mapOf(FileKind.PLAN to "plan-file", FileKind.CALENDAR to "calendar", FileKind.TEXT to "text", FileKind.RESULTS to "results")
    }
}
