package org.peerline.phone

import java.io.FileDescriptor
import java.io.FileInputStream
import java.io.FileOutputStream
import java.io.IOException
import java.io.InputStream
import java.nio.ByteBuffer
import java.nio.charset.CharacterCodingException
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import kotlin.system.exitProcess
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import org.peerline.core.Advice
import org.peerline.core.Asking
import org.peerline.core.Budget
import org.peerline.core.Excluded
import org.peerline.core.Exclusion
import org.peerline.core.Peerline
import org.peerline.core.PeerlineException
import org.peerline.core.Place
import org.peerline.core.Whom
import org.peerline.core.advice
import org.peerline.core.crisisLines
import org.peerline.core.trialNumbers
import org.peerline.core.trialOpen
import org.peerline.core.trialPass

/**
 * A phone as a process, over the border that a real one uses: the Kotlin counterpart of the Rust program in `tests/phone`, whose
 * README is the agreement. `PhoneKt --data DIR [--clock system|virtual]`
 */
fun main(words: Array<String>) {
    Thread.setDefaultUncaughtExceptionHandler { _, thrown -> refuse(faultWithoutItsWords(thrown)) }
    val arguments = words.toList().chunked(2).associate { it.first() to it.getOrNull(1) }
    val data = arguments["--data"]
    val clock = arguments.getOrDefault("--clock", "system")
    if (data == null || clock !in setOf("system", "virtual") || (arguments.keys - setOf("--data", "--clock")).isNotEmpty()) {
        refuse("usage: PhoneKt --data DIR [--clock system|virtual]")
    }
    try {
        speak(Phone(Path.of(data).toAbsolutePath(), movable = clock == "virtual"))
    } catch (_: IOException) {
        refuse("the data folder or a stream cannot be used")
    }
    exitProcess(0)
}

private const val LONGEST_LINE = 64 * 1024

/** One line in, one line out, until `quit` or the end of the input. */
private fun speak(phone: Phone) {
    val (input, output) = FileInputStream(FileDescriptor.`in`).buffered() to FileOutputStream(FileDescriptor.out)
    fun say(line: JsonObject) = output.write("$line\n".encodeToByteArray())
    say(json { put("event", "ready"); put("speaks", "peerline-phone/1") })
    while (!phone.hasQuit) {
        val line = line(input) ?: return
        say(phone.obey(line))
    }
}

/** The next line without its end; `null` at the end of the input, also for a line that was not finished. */
private fun line(input: InputStream): ByteArray? {
    val line = java.io.ByteArrayOutputStream()
    while (true) {
        when (val byte = input.read()) {
            -1 -> return null
            '\n'.code -> return line.toByteArray()
            else -> line.write(byte)
        }
        if (line.size() > LONGEST_LINE) throw IOException()
    }
}

private fun faultWithoutItsWords(thrown: Throwable): String {
    val place = thrown.stackTrace.firstOrNull { it.className.startsWith("org.peerline") }
    return "a fault of its own, in ${place?.fileName ?: ""} line ${place?.lineNumber ?: 0}"
}

private fun refuse(why: String): Nothing {
    System.err.println("peerline-phone: $why")
    exitProcess(2)
}

/** A phone with its folder; the app on it is open or not. */
internal class Phone(data: Path, private val movable: Boolean) {
    private val folder = Files.createDirectories(data.resolve("app"))
    private val keys = UnprotectedFileKeyStore(data.resolve("unprotected-keys"))
    private var now = Instant.now().epochSecond
    private var app: Peerline? = null

    /** What the last `limits` showed, until the app is closed or locked. */
    private var shown: ByteArray? = null

    private val care = Care(folder, { if (movable) Instant.ofEpochSecond(now) else Instant.now() }) { app }

    var hasQuit = false
        private set

    /** Carries out the command in a line; gives its answer. */
    fun obey(line: ByteArray): JsonObject = try {
        val work = command(line)
        json { put("ok", work()) }
    } catch (refused: Refused) {
        failed(refused.code, refused.advice)
    }

    /** Reads the whole command before anything of it is done. */
    private fun command(line: ByteArray): () -> JsonElement {
        val fields = Fields(parsed(line))
        val word = fields.text("do")
        val work = command(word, fields) ?: throw malformed()
        fields.end()
        return { named(word) { work() } }
    }

    private fun parsed(line: ByteArray): JsonObject = try {
        val text = Charsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString()
        Json.parseToJsonElement(text) as? JsonObject ?: throw malformed()
    } catch (_: CharacterCodingException) {
        throw malformed()
    } catch (_: SerializationException) {
        throw malformed()
    }

    private fun command(word: String, fields: Fields): (() -> JsonElement)? = when (word) {
        "lines" -> lines(fields)
        "open" -> ::open
        "join" -> fields.text("card").let { card -> with { joined(membership().join(card)) } }
        "card_for_the_roster" -> with {
            membership().cardForTheRoster().let { card -> json { put("card", card.text); put("check_word", card.word) } }
        }
        "run" -> run(fields)
        "limits" -> fields.language().let { language -> { limits(language) } }
        "accept_limits" -> ::acceptLimits
        "my_agency" -> fields.optionalText("agency").let { agency -> done { membership().setMyAgency(agency) } }
        "pass" -> fields.number("seconds").let { seconds -> { pass(seconds) } }
        "pause" -> done { pause() }
        "lock" -> done { shown = null; care.forget(); lock() }
        "resume" -> done { resume() }
        "close", "quit" -> { -> close(quit = word == "quit") }
        "erase" -> done { eraseEverything(); forget() }
        "directory" -> directory(fields)
        "exclude" -> exclude(fields)
        "home" -> fields.language().let { language -> with { home(this, language) } }
        else -> asking(word, fields) ?: onDuty(word, fields) ?: care.command(word, fields)
    }

    private fun asking(word: String, fields: Fields): (() -> JsonElement)? = when (word) {
        "before_asking" -> {
            val (whom, language) = fields.whom() to fields.language()
            with { before(requests().beforeAsking(whom, language), numbers(this, language, whom)) }
        }
        "ask" -> {
            val asking = Asking(fields.whom(), fields.words("wishes"), fields.words("topics"), fields.language())
            with { requests().ask(asking); json { put("id", numbers(this@with, "en").request.getValue("id")) } }
        }
        "view" -> fields.language().let { language ->
            with { requests().screen(language)?.let { request(it, numbers(this, language)) } ?: JsonNull }
        }
        "withdraw" -> done { requests().withdraw() }
        "next" -> done { requests().next() }
        "complete" -> done { requests().complete() }
        "dismiss" -> done { requests().dismiss() }
        "share_number" -> fields.text("number").let { number -> done { requests().shareNumber(number) } }
        else -> null
    }

    private fun onDuty(word: String, fields: Fields): (() -> JsonElement)? = when (word) {
        "on_call" -> fields.number("minutes").let { minutes ->
            with { duty().goOnCall(minutes).let { until -> json { put("until", JsonPrimitive(until.epochSecond)) } } }
        }
        "off_call" -> done { duty().goOffCall() }
        "duty" -> fields.language().let { language -> with { duty(duty().screen(language), numbers(this, language)) } }
        "claim" -> fields.id("id").let { id -> done { duty().claim(id) } }
        "decline" -> fields.id("id").let { id -> done { duty().decline(id) } }
        "release" -> fields.id("id").let { id -> done { duty().release(id) } }
        "dismiss_offer" -> fields.id("id").let { id -> done { duty().dismiss(id) } }
        else -> null
    }

    private fun lines(fields: Fields): () -> JsonElement {
        val place = Place(fields.optionalText("country"), fields.optionalText("region"))
        val language = fields.language()
        return {
            val at = if (movable) Instant.ofEpochSecond(now) else Instant.now()
            lines(app?.crisis()?.lines(place, language, at) ?: crisisLines(place, language, at))
        }
    }

    private fun open(): JsonElement {
        if (app != null) throw Refused("already_open", Advice.RETRY)
        val opened = if (movable) trialOpen("$folder", keys, now) else Peerline.open("$folder", keys)
        app = opened
        return opened(opened.opened())
    }

    private fun run(fields: Fields): () -> JsonElement {
        val wait = fields.number("wait_ms", 0u)
        val budget = Budget(fields.flag("foreground", true), (wait + 999u) / 1_000u)
        return with { runBlocking { report(runPending(budget)) } }
    }

    private fun limits(language: String): JsonElement {
        val screen = theApp().limits().screen(language)
        shown = screen.shown
        return limits(screen)
    }

    private fun acceptLimits(): JsonElement {
        val read = shown ?: throw Refused("nothing_shown", Advice.RETRY)
        theApp().limits().accept(read)
        return json {}
    }

    private fun pass(seconds: UInt): JsonElement {
        if (!movable) throw Refused("system_clock", Advice.RETRY)
        now += seconds.toLong()
        app?.let { trialPass(it, seconds) }
        return json {}
    }

    private fun close(quit: Boolean): JsonElement {
        hasQuit = quit
        val closing = app
        forget()
        closing?.use { it.closeApp() }
        return json {}
    }

    private fun forget() {
        app = null
        shown = null
        care.forget()
    }

    private fun directory(fields: Fields): () -> JsonElement {
        val (query, start, language) = Triple(fields.query(), fields.number("start", 0u), fields.language())
        return with { peers(directory().search(query, language, start)) }
    }

    private fun exclude(fields: Fields): () -> JsonElement {
        val (peer, agency) = fields.optionalId("peer") to fields.optionalText("agency")
        val role = fields.optionalWord<org.peerline.core.Role>("role")
        val whom = when {
            peer != null && agency == null && role == null -> Excluded.Peer(peer)
            peer == null && agency != null && role == null -> Excluded.Agency(agency)
            peer == null && agency != null && role != null -> Excluded.RoleInAgency(role, agency)
            else -> throw malformed()
        }
        val exclusion = Exclusion(whom, fields.word("reason"))
        return done { directory().exclude(exclusion) }
    }

    private fun home(app: Peerline, language: String): JsonElement {
        val screen = app.home(language)
        return home(screen, if (screen.isPeer) app.duty().screen(language) else null, numbers(app, language))
    }

    private fun numbers(app: Peerline, language: String, whom: Whom? = null) = Numbers(trialNumbers(app, whom, language))

    private fun with(work: Peerline.() -> JsonElement): () -> JsonElement = { theApp().work() }

    private fun done(work: Peerline.() -> Unit): () -> JsonElement = with { work(); json {} }

    private fun theApp() = app ?: throw Refused("not_open", Advice.RETRY)

    /** What the border refuses, under the agreement's names. */
    private fun named(word: String, work: () -> JsonElement): JsonElement = try {
        work()
    } catch (error: PeerlineException) {
        throw Refused(code(error, word), if (error is PeerlineException.BadInput) Advice.UPDATE_APP else advice(error))
    }
}

private fun failed(code: String, advice: Advice) = json { put("error", code); put("advice", wordFor(advice)) }
