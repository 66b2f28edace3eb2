package org.peerline.app

import android.app.Activity
import android.app.Application
import android.content.Context
import android.telephony.TelephonyManager
import android.text.format.DateFormat
import java.time.Instant
import java.time.ZoneId
import java.util.Date
import java.util.concurrent.Executors
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import org.peerline.app.look.isolated
import org.peerline.app.platform.AndroidKeys
import org.peerline.app.platform.Buzz
import org.peerline.app.platform.printed
import org.peerline.core.KeyStore
import org.peerline.core.Listener
import org.peerline.core.Peerline
import org.peerline.core.PhoneZone
import org.peerline.core.ZoneChange

/** What the shell gets from the phone it runs on. Tests give it another phone, and the real core all the same. */
class Phone(
    /** The app's private folder. */
    val folder: String,
    /** Opens the core. May take its time, and may be tried again. */
    val open: (Listener) -> Peerline,
    /** The language that the phone is set to, BCP 47. */
    val language: () -> String,
    /** What the SIM or the phone's region hints at, ISO 3166-1 alpha-2. */
    val country: () -> String?,
    /** A time of day as people write it here. */
    val timeOfDay: (Instant) -> String,
    /** A day as people write it here. */
    val day: (Instant) -> String,
    /** Buzzes in a pattern of milliseconds on, off, on. */
    val buzz: (List<Long>) -> Unit,
    /** Where this phone's clock stands now and in the near future. */
    val zone: () -> PhoneZone = ::zoneHere,
    /** The IANA name of that zone. */
    val zoneName: () -> String = { ZoneId.systemDefault().id },
    /** Another moment than now, for what is open now. */
    val at: () -> Instant? = { null },
    /** One call after the other, never on the thread that draws. */
    val calls: CoroutineDispatcher = Executors.newSingleThreadExecutor { Thread(it, "peerline-calls") }.asCoroutineDispatcher(),
    /** What needs no opened core and must not wait for one: the lines, the words. */
    val quick: CoroutineDispatcher = Dispatchers.Default,
    /** Whether the core is run by itself while the app is on the screen. */
    val runsByItself: Boolean = true,
    /** Told that a run is due at once, where it does not run by itself. */
    val runIsDue: () -> Unit = {},
    /** A clock that only goes forward, in nanoseconds: what moves on the screen is drawn by it. */
    val nanos: () -> Long = System::nanoTime,
    /** Prints a page that needs nothing from elsewhere. */
    val print: (Activity, String) -> Unit = ::printed,
) {
    /** A moment that may be days away. */
    fun moment(at: Instant): String = isolated("${day(at)}, ${timeOfDay(at)}")
}

/** The offset from UTC, and when it changes next: twice is a year. */
private fun zoneHere(): PhoneZone {
    val (rules, now) = ZoneId.systemDefault().rules to Instant.now()
    val changes = generateSequence(rules.nextTransition(now)) { rules.nextTransition(it.instant) }.take(2)
    return PhoneZone(
        rules.getOffset(now).totalSeconds,
        changes.map { ZoneChange(it.instant, it.offsetAfter.totalSeconds) }.toList(),
    )
}

/** Holds the phone and the core that it opened, for the screens and for the job in the background. */
class PeerlineApplication : Application() {
    private var used: Pair<Phone, Core>? = null

    val phone: Phone get() = using().first
    val core: Core get() = using().second

    /** Another phone, before the first screen is made. */
    fun use(phone: Phone, core: Core) {
        used = phone to core
    }

    private fun using() = used ?: here().let { it to Core(it) }.also { used = it }

    private fun here(): Phone {
        val folder = noBackupFilesDir.resolve("peerline").apply { mkdirs() }.path
        val keys: KeyStore = AndroidKeys(this)
        return Phone(
            folder = folder,
            open = { listener -> Peerline.open(folder, keys, listener) },
            language = { resources.configuration.locales[0].toLanguageTag() },
            country = { countryHint(this) },
            timeOfDay = { DateFormat.getTimeFormat(this).format(Date.from(it)) },
            day = { DateFormat.getMediumDateFormat(this).format(Date.from(it)) },
            buzz = { Buzz.play(this, it) },
        )
    }

    private fun countryHint(context: Context): String? {
        val sim = context.getSystemService(TelephonyManager::class.java)?.simCountryIso.orEmpty()
        return sim.ifEmpty { resources.configuration.locales[0].country }.ifEmpty { null }?.uppercase()
    }
}
