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
import java.io.ByteArrayOutputStream
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

    /** A file. [make] gives none if it was refused: then nobody is asked for a place. [done] follows once the file lies there. */
    fun save(kind: FileKind, done: () -> Unit = {}, make: suspend () -> ByteArray?)

    /** A file that its owner chooses, to be looked into by [take]. */
    fun bring(take: (ByteArray) -> Unit)
}

/** The phone's own screens. Made with the activity; what is to be written or read waits in [FilesModel]. */
class PhoneHands(private val activity: ComponentActivity, private val shell: () -> Shell) : Hands {
    private val saving = activity.registerForActivityResult(StartActivityForResult()) { result ->
        val place = result.data?.data?.takeIf { result.resultCode == Activity.RESULT_OK }
        val files = shell().files
        val waiting = files.saving.also { files.saving = null }
        // After the app was ended in between there is nothing to write any more: its owner begins anew, and is told.
        if (place != null) shell().scope.launch { files.saved(waiting, waiting != null && write(place, waiting.bytes)) }
    }
    private val bringing = activity.registerForActivityResult(StartActivityForResult()) { result ->
        val place = result.data?.data?.takeIf { result.resultCode == Activity.RESULT_OK }
        if (place != null) shell().scope.launch { shell().files.brought(read(place)) }
    }

    override fun print(html: String) = shell().phone.print(activity, html)

    override fun share(text: String) {
        try {
            activity.startActivity(
                Intent.createChooser(Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text), null),
            )
        } catch (_: ActivityNotFoundException) {
            // Nothing on this phone takes it: the page stays.
        }
    }

    /** First it is made, so that what is refused is said before anybody chooses a place; then the place is asked for. */
    override fun save(kind: FileKind, done: () -> Unit, make: suspend () -> ByteArray?) {
        val files = shell().files
        files.begin()
        shell().scope.launch {
            val handing = Handing(make() ?: return@launch, done)
            files.saving = handing
            val ask = Intent(Intent.ACTION_CREATE_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType(kind.type)
                .putExtra(Intent.EXTRA_TITLE, "$NAME.${kind.ending}")
            try {
                saving.launch(ask)
            } catch (_: ActivityNotFoundException) {
                files.saving = null
                files.saved(handing, false)
            }
        }
    }

    override fun bring(take: (ByteArray) -> Unit) {
        val files = shell().files
        files.begin()
        files.bringing = take
        try {
            bringing.launch(Intent(Intent.ACTION_OPEN_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType("*/*"))
        } catch (_: ActivityNotFoundException) {
            files.brought(null)
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
                val bytes = ByteArrayOutputStream()
                val part = ByteArray(DEFAULT_BUFFER_SIZE)
                while (bytes.size() <= MOST) bytes.write(part, 0, file.read(part).takeIf { it > 0 } ?: break)
                bytes.toByteArray().takeIf { it.size <= MOST }
            }
        } catch (_: IOException) {
            null
        } catch (_: SecurityException) {
            null
        }
    }

    private companion object {
        /** More than years of results or any plan have; a phone has little memory. What is no such file the core refuses. */
        const val MOST = 1 shl 24
    }
}

/** The phone's printing, of a page that fetches nothing. */
fun printed(activity: Activity, html: String) {
    val page = WebView(activity)
    page.settings.javaScriptEnabled = false
    page.settings.blockNetworkLoads = true
    page.webViewClient = object : WebViewClient() {
        override fun onPageFinished(view: WebView, url: String) {
            activity.getSystemService(PrintManager::class.java)
                ?.print(NAME, view.createPrintDocumentAdapter(NAME), PrintAttributes.Builder().build())
        }
    }
    page.loadDataWithBaseURL(null, html, "text/html", "UTF-8", null)
}

/** Says nothing: it stands in lists of files and of print jobs. */
private const val NAME = "notes"
