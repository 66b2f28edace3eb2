package org.peerline.app.platform

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.Intent
import android.net.Uri
import android.print.PrintAttributes
import android.print.PrintManager
import android.webkit.WebView
import android.webkit.WebViewClient
import androidx.activity.ComponentActivity
import androidx.activity.result.contract.ActivityResultContracts.StartActivityForResult
import java.io.IOException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.peerline.app.Shell

/** What goes from the app to the phone, or comes from there: always by the phone's own screen, on which its owner chooses where. */
interface Hands {
    /** A page that needs nothing from elsewhere, to the phone's printing. */
    fun print(html: String)

    /** A text, to an app that its owner chooses. */
    fun share(text: String)

    /** The plan, sealed under the passphrase that was typed. */
    fun savePlan()

    /** A file with a plan, to look into. */
    fun bringPlan()

    /** The reminders for a calendar. */
    fun saveCalendar()
}

/** The phone's own screens. Made with the activity; what is to be written waits in [Handing], which outlives a turned phone. */
class PhoneHands(private val activity: ComponentActivity, private val shell: () -> Shell) : Hands {
    private val saving = activity.registerForActivityResult(StartActivityForResult()) { result ->
        val place = result.data?.data?.takeIf { result.resultCode == Activity.RESULT_OK }
        val waiting = shell().handing.also { shell().handing = null }
        // After the app was ended in between there is nothing to write any more: its owner begins anew, and is told.
        if (place != null) shell().scope.launch { waiting?.done?.invoke(write(place, waiting.bytes)) ?: shell().plan.handedOver(false) }
    }
    private val bringing = activity.registerForActivityResult(StartActivityForResult()) { result ->
        val place = result.data?.data?.takeIf { result.resultCode == Activity.RESULT_OK }
        if (place != null) shell().scope.launch { shell().plan.lookInto(read(place)) }
    }

    override fun print(html: String) {
        val page = WebView(activity)
        page.settings.javaScriptEnabled = false
        page.settings.blockNetworkLoads = true
        page.webViewClient = object : WebViewClient() {
            override fun onPageFinished(view: WebView, url: String) {
                val name = NAME
                activity.getSystemService(PrintManager::class.java)
                    ?.print(name, view.createPrintDocumentAdapter(name), PrintAttributes.Builder().build())
            }
        }
        page.loadDataWithBaseURL(null, html, "text/html", "UTF-8", null)
    }

    override fun share(text: String) = started(
        Intent.createChooser(Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text), null),
    )

    override fun savePlan() = save("$NAME.bin", "application/octet-stream", shell().plan::export, shell().plan::handedOver)

    override fun saveCalendar() = save("$NAME.ics", "text/calendar", shell().keeping::calendar, shell().keeping::handedOver)

    override fun bringPlan() {
        val ask = Intent(Intent.ACTION_OPEN_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType("*/*")
        try {
            bringing.launch(ask)
        } catch (_: ActivityNotFoundException) {
            shell().plan.lookInto(null)
        }
    }

    /** First it is made, so that what is refused is said before anybody chooses a place; then the place is asked for. */
    private fun save(name: String, type: String, make: suspend () -> ByteArray?, done: (Boolean) -> Unit) {
        shell().scope.launch {
            val bytes = make() ?: return@launch
            shell().handing = Handing(bytes, done)
            val ask = Intent(Intent.ACTION_CREATE_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType(type).putExtra(Intent.EXTRA_TITLE, name)
            try {
                saving.launch(ask)
            } catch (_: ActivityNotFoundException) {
                shell().handing = null
                done(false)
            }
        }
    }

    private suspend fun write(place: Uri, bytes: ByteArray): Boolean = withContext(Dispatchers.IO) {
        try {
            activity.contentResolver.openOutputStream(place)?.use { it.write(bytes) } != null
        } catch (_: IOException) {
            false
        } catch (_: SecurityException) {
            false
        }
    }

    private suspend fun read(place: Uri): ByteArray? = withContext(Dispatchers.IO) {
        try {
            activity.contentResolver.openInputStream(place)?.use { file ->
                val bytes = ByteArray(MOST)
                var read = 0
                while (read < MOST) read += file.read(bytes, read, MOST - read).takeIf { it > 0 } ?: break
                bytes.copyOf(read)
            }
        } catch (_: IOException) {
            null
        } catch (_: SecurityException) {
            null
        }
    }

    private fun started(intent: Intent) {
        try {
            activity.startActivity(intent)
        } catch (_: ActivityNotFoundException) {
            // Nothing on this phone takes it: the page stays.
        }
    }

    private companion object {
        /** Says nothing: it stands in lists of files and of print jobs. */
        const val NAME = "notes"

        /** More than any exported plan has; the core refuses what is none. */
        const val MOST = 1 shl 20
    }
}

/** Bytes that wait for a place to lie, and who is told. */
class Handing(val bytes: ByteArray, val done: (Boolean) -> Unit)
