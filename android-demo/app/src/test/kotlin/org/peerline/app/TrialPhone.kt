package org.peerline.app

import java.io.Closeable
import java.io.File
import java.time.Instant
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.peerline.core.Budget
import org.peerline.core.KeyStore
import org.peerline.core.KeyStoreException
import org.peerline.core.Peerline
import org.peerline.core.PhoneZone
import org.peerline.core.trialOpen
import org.peerline.core.trialPass

/** What is open, and how old something is, is shown for this moment: a Saturday in California, in the evening. */
val MOMENT: Instant = Instant.parse("2026-11-22T04:30:00Z")

/** Keys that lie in memory. For tests: nothing is protected. */
class UnprotectedKeys : KeyStore {
    private val masks = mutableMapOf<String, Byte>()

    /** What every use of a key is refused with. */
    @Volatile var refusal: (String) -> KeyStoreException? = { null }

    /** The officer's key was revoked, as after somebody has put another finger into the phone: it does not exist any more, another can be made. */
    @Synchronized
    fun revoke() {
        masks.keys.removeAll { it.startsWith("officer") }
    }

    /** How long every use of a key takes. */
    @Volatile var slowness = 0L

    override fun create(id: String) = used(id) { masks[id] = (masks.size + 1).toByte() }

    override fun wrap(id: String, dataKey: ByteArray): ByteArray = used(id) { turned(id, dataKey) }

    override fun unwrap(id: String, wrapped: ByteArray): ByteArray = used(id) { turned(id, wrapped) }

    override fun destroy(id: String) = used(id) { masks.remove(id); Unit }

    @Synchronized
    private fun <T> used(id: String, work: () -> T): T {
        Thread.sleep(slowness)
        refusal(id)?.let { throw it }
        return work()
    }

    private fun turned(id: String, bytes: ByteArray): ByteArray {
        val mask = masks[id] ?: throw KeyStoreException.Gone()
        return ByteArray(bytes.size) { (bytes[it].toInt().inv() xor mask.toInt()).toByte() }
    }
}

/** The real core with a clock that stands still until it is moved, in a folder of its own, for the real activity. */
class TrialPhone(
    private val place: File = File.createTempFile("peerline", null, memory()).apply { delete(); mkdirs() },
    val keys: UnprotectedKeys = UnprotectedKeys(),
    calls: CoroutineDispatcher = Dispatchers.Unconfined,
    runsByItself: Boolean = false,
) : Closeable {
    var language = "en"
    var began: Instant = Instant.now()

    /** Where this phone's clock stands, beside UTC. */
    var offset = -8 * 3600

    /** A run was asked for since this was last looked at. */
    var runIsDue = false

    /** What was handed to the phone to print, share or save: its kind, and what a file holds. */
    var handed = mutableListOf<Pair<String, ByteArray>>()
        private set

    /** What could be felt, in order. */
    val felt = mutableListOf<List<Long>>()

    /** What its clock shows. */
    val now: Instant get() = began.plusSeconds(passed.toLong())

    /** Nanoseconds of a clock that stands still until it is moved. */
    @Volatile var nanos = 0L
    lateinit var app: Peerline
        private set

    val phone = Phone(
        folder = place.path,
        // The clock that counts from the phone's start goes on when the app is started again.
        open = { trialOpen(place.path, keys, began.epochSecond).also { trialPass(it, passed.toUInt()); app = it } },
        language = { language },
        country = { "US" },
        // The same in every time zone and on every day.
        timeOfDay = { "23:30" },
        day = { "2026-11-21" },
        buzz = { felt += it },
        zone = { PhoneZone(offset, emptyList()) },
        at = { MOMENT },
        calls = calls,
        quick = calls,
        runsByItself = runsByItself,
        runIsDue = { runIsDue = true },
        nanos = { nanos },
        zoneName = { "America/Los_Angeles" },
        print = { _, html -> handed += "page" to html.toByteArray() },
    )
    var core = Core(phone)
    private var passed = 0

    /** Sends, reads and fetches what is due. */
    fun run() = runBlocking { core.run(Budget(foreground = true, waitS = 0u)) }

    fun <T> call(work: (Peerline) -> T): T = runBlocking { core.call(work) }

    fun pass(seconds: Int) {
        // First that it is open: opening it makes up for what has passed before.
        call { trialPass(it, seconds.toUInt()) }
        passed += seconds
    }

    /** The app is ended, by the phone or by its owner, and will be started again: what was not in its files is gone. */
    fun endApp(): TrialPhone {
        end()
        return TrialPhone(place, keys).also {
            it.language = language
            it.offset = offset
            it.began = began
            it.passed = passed
            it.handed = handed
        }
    }

    /** The officer's file becomes something else. */
    fun spoil() = place.resolve("one/store").also { check(it.exists()) { "there is no such file" } }.writeText("spoilt")

    fun folder() = place

    /** The app is ended; its files stay, for whoever has them in hand. */
    fun end() = runBlocking { core.close() }

    override fun close() {
        runBlocking { core.close() }
        place.deleteRecursively()
    }
}

/** A folder in memory, where there is one: the core writes its files to the disk each time the window is made anew. */
private fun memory(): File? = File("/dev/shm").takeIf { it.canWrite() }
