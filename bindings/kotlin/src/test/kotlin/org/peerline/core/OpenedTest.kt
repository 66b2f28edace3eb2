package org.peerline.core

import java.nio.file.Path
import java.time.Instant
import kotlin.io.path.readBytes
import kotlin.io.path.walk
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.io.TempDir

private const val PERSONAL = "Dana Ruiz, badge 4411"
private const val AGENCY = "Cedar County Sheriff"

/** The open app with a key store written in Kotlin, without a pool and without a network. */
class OpenedTest {
    @TempDir
    lateinit var folder: Path
    private val keys = UnprotectedMemoryKeys()

    private fun open(keys: KeyStore = this.keys) = Peerline.open("$folder", keys)

    @Test
    fun `a new phone opens and an old one finds what it had`() {
        open().use { first ->
            assertEquals(FileFound.NEW, first.opened().officer)
            assertEquals(FileFound.NEW, first.opened().duty)
            first.membership().setMyAgency(AGENCY)
            first.closeApp()
        }
        open().use { second ->
            assertEquals(FileFound.OPEN, second.opened().officer)
            assertEquals(FileFound.OPEN, second.opened().duty)
            assertFalse(second.opened().packsBegunAnew)
            assertEquals(AGENCY, second.membership().myAgency())
        }
    }

    @Test
    fun `nothing of the officer can be read in the files`() {
        open().use { app ->
            app.membership().setMyAgency(PERSONAL)
            app.closeApp()
        }
        val files = folder.walk().map { it.readBytes().toString(Charsets.ISO_8859_1) }.toList()
        assertTrue(files.size >= 2)
        assertTrue(files.none { "Dana" in it })
    }

    @Test
    fun `the first screen of a new phone is quiet and says that nobody can be asked`() = open().use { app ->
        val home = app.home("en")
        assertNull(home.request)
        assertFalse(home.canAsk || home.isPeer || home.locked)
        assertEquals(emptyList(), home.notices)
    }

    @Test
    fun `the lines are there in the open app, too`() = open().use { app ->
        val now = Instant.parse("2026-11-21T12:00:00Z")
        val rows = app.crisis().lines(Place("US"), "en", now).rows
        assertEquals(crisisLines(Place("US"), "en", now).rows, rows)
        assertEquals(rows.first(), assertNotNull(app.crisis().line(rows.first().id, Place("US"), "en", now)).row)
    }

    @Test
    fun `settings are kept and known before anything is opened`() {
        val set = Settings("US", "US-CA", "es", 5u, neutralName = true, buzz = false)
        open().use { app ->
            assertEquals(Settings(buzz = true), app.settings().get())
            app.settings().set(set)
            assertEquals(set, app.settings().get())
        }
        assertEquals(set, settingsIn("$folder"))
        assertEquals("US", knownCountry("$folder", "MX"))
        val elsewhere = "$folder/elsewhere"
        assertEquals(Settings(), settingsIn(elsewhere))
        assertEquals("MX", knownCountry(elsewhere, "MX"))
        assertNull(knownCountry(elsewhere, null))
    }

    @Test
    fun `what has the wrong form is named and not kept`() = open().use { app ->
        fun wrong(work: () -> Unit) = assertFailsWith<PeerlineException.BadInput> { work() }.input
        assertEquals(Input.FOLDER, wrong { Peerline.open("not/absolute", keys) })
        assertEquals(Input.PLACE, wrong { app.settings().set(Settings(country = "nowhere")) })
        assertEquals(Settings(), app.settings().get())
        assertEquals(Input.SHOWN, wrong { app.limits().accept(ByteArray(31)) })
        assertEquals(Input.ID, wrong { app.duty().claim("no id") })
        assertEquals(Input.ID, wrong { app.directory().exclude(Exclusion(Excluded.Peer("no id"), Reason.NAMED_BY_ME)) })
        assertEquals(Input.PHONE_NUMBER, wrong { app.requests().shareNumber("555 0100") })
    }

    @Test
    fun `without a card nothing can be asked and the advice says what to do`() = open().use { app ->
        val asking = Asking(Whom.Anyone(Query()), language = "en")
        val refused = assertFailsWith<PeerlineException.Pack> { app.requests().ask(asking) }
        assertEquals(PackReason.NO_LIMITS, refused.reason)
        assertEquals(Advice.CALL_A_LINE, advice(refused))
        assertNull(app.requests().screen("en"))
        val none = assertFailsWith<PeerlineException.Request> { app.requests().withdraw() }
        assertEquals(RequestReason.NO_REQUEST, none.reason)
        val card = assertFailsWith<PeerlineException.Card> { app.membership().cardForTheRoster() }
        assertEquals(CardReason.NONE, card.reason)
    }

    @Test
    fun `a card that is none says why and what to do`() = open().use { app ->
        val cards = listOf(
            Triple("hello", CardReason.NOT_A_CARD, Advice.RENEW),
            Triple("PEERLINE2:AAAA", CardReason.NEWER_VERSION, Advice.UPDATE_APP),
            Triple("PEERLINE1P:AAAA", CardReason.OTHER_KIND, Advice.RENEW),
            Triple("PEERLINE1:eyJwb29sIjoi", CardReason.DAMAGED, Advice.RENEW),
            Triple("A".repeat(3_000), CardReason.TOO_LONG, Advice.RENEW),
        )
        for ((card, reason, expected) in cards) {
            val refused = assertFailsWith<PeerlineException.Card> { app.membership().join(card) }
            assertEquals(reason to expected, refused.reason to advice(refused))
        }
        assertNull(app.membership().member())
        assertNull(app.membership().peer())
    }

    @Test
    fun `the officer's file stays locked while its key is, and opens later`() {
        open().use { app ->
            app.membership().setMyAgency(AGENCY)
            app.closeApp()
        }
        keys.refusal = { id -> KeyStoreException.Locked().takeIf { id.startsWith("officer") } }
        open().use { app ->
            assertEquals(FileFound.LOCKED to FileFound.OPEN, app.opened().officer to app.opened().duty)
            assertTrue(app.home("en").locked)
            val locked = assertFailsWith<PeerlineException.Vault> { app.membership().setMyAgency(null) }
            assertEquals(VaultError.LOCKED to Advice.RETRY, locked.reason to advice(locked))
            keys.refusal = { null }
            app.resume()
            assertEquals(AGENCY, app.membership().myAgency())
        }
    }

    @Test
    fun `with every key locked the app says that it is, shows lines, and opens after the phone is unlocked`() {
        open().use { it.closeApp() }
        keys.refusal = { KeyStoreException.Locked() }
        val locked = assertFailsWith<PeerlineException.Pack> { open() }
        assertEquals(PackReason.LOCKED to Advice.RETRY, locked.reason to advice(locked))
        assertTrue(crisisLines(Place("US"), "en").rows.isNotEmpty())
        keys.refusal = { null }
        open().use { assertEquals(FileFound.OPEN, it.opened().officer) }
    }

    @Test
    fun `a key store that throws leaves a reason and no text`() {
        for (thrown in listOf(KeyStoreException.Failed(), IllegalStateException(PERSONAL), StackOverflowError(PERSONAL))) {
            val failing = UnprotectedMemoryKeys().apply { refusal = { thrown } }
            val refused = assertFailsWith<PeerlineException.Vault> { open(failing) }
            assertEquals(VaultError.KEY_STORE, refused.reason)
            assertFalse("Dana" in refused.stackTraceToString())
        }
    }

    @Test
    fun `a key that is gone begins a new file and says so`() {
        open().use { it.closeApp() }
        open(UnprotectedMemoryKeys()).use { app ->
            assertEquals(FileFound.KEY_GONE, app.opened().officer)
            assertEquals(FileFound.KEY_GONE, app.opened().duty)
        }
    }

    @Test
    fun `locking drops the officer's file until it is resumed`() = open().use { app ->
        app.membership().setMyAgency(AGENCY)
        app.pause()
        app.lock()
        assertTrue(app.home("en").locked)
        assertEquals(VaultError.LOCKED, assertFailsWith<PeerlineException.Vault> { app.membership().myAgency() }.reason)
        app.resume()
        assertEquals(AGENCY, app.membership().myAgency())
    }

    @Test
    fun `closing twice is closing once and what is used afterwards says so`() {
        val app = open()
        val (membership, duty, requests) = Triple(app.membership(), app.duty(), app.requests())
        app.closeApp()
        app.closeApp()
        for (use in listOf({ membership.myAgency() }, { duty.screen("en") }, { requests.screen("en") })) {
            assertEquals(VaultError.LOCKED, assertFailsWith<PeerlineException.Vault> { use() }.reason)
        }
        assertTrue(app.crisis().lines(Place(), "en").rows.isNotEmpty())
        app.close()
        app.close()
        assertFailsWith<IllegalStateException> { app.home("en") }
    }

    @Test
    fun `erasing destroys the keys and what they protected`() {
        open().use { app ->
            app.membership().setMyAgency(PERSONAL)
            app.eraseEverything()
        }
        assertEquals(emptySet(), keys.ids)
        open().use { again ->
            assertEquals(FileFound.NEW, again.opened().officer)
            assertNull(again.membership().myAgency())
        }
    }

    @Test
    fun `what is due is known without the network and a run without a card is quiet`() = open().use { app ->
        val wake = app.nextWake()
        assertTrue(wake.afterS <= 6u * 60u * 60u && !wake.urgent)
        val report = runBlocking { app.runPending(Budget(true, 0u)) }
        assertFalse(report.changed || report.newOffer || report.locked)
    }
}
