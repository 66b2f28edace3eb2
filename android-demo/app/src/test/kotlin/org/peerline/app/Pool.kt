package org.peerline.app

import java.io.Closeable
import java.io.File
import java.net.Socket
import java.nio.file.Files
import java.util.Base64
import java.util.concurrent.TimeUnit
import kotlin.random.Random

/** A sample pool with cards, packs and a real relay, in a process of its own (`tests/src/bin/pool.rs`) that ends with the test. */
class Pool : Closeable {
    private val folder = Files.createTempDirectory("pool").toFile()
    private val process = ProcessBuilder(program("pool"), gate().path).redirectError(ProcessBuilder.Redirect.INHERIT)
        .apply { environment()["TMPDIR"] = folder.path }.start()
    private var again: Process? = null
    private val input = process.outputWriter()
    private val output = process.inputReader()
    private val made = output.readLine() ?: error("the pool has ended")

    val memberCard = field("member_card")
    val peerCard = field("peer_card")
    val peer = field("peer")

    /** So many peers more, as the roster's last ones: others of the same names, without the app. Before it is published. */
    fun grow(by: Int) {
        val roster = folder.walk().first { it.name == "roster.csv" }
        val (first, rows) = roster.readLines().let { it.first() to it.drop(1) }
        val random = Random(7)
        val more = List(by) { at ->
            val id = Base64.getUrlEncoder().withoutPadding().encodeToString(random.nextBytes(16))
            val cells = rows[at % rows.size].split(',').toMutableList()
            cells[0] = id
            // A number belongs to one peer.
            if (cells[PHONE].isNotEmpty()) cells[PHONE] = "+1${2_000_000_000L + at}"
            cells[cells.lastIndex] = ""
            cells.joinToString(",")
        }
        roster.writeText((listOf(first) + rows + more).joinToString("\n", postfix = "\n"))
    }

    /** The network is away: whoever calls the relay is refused. */
    fun relayAway() {
        val relay = again?.toHandle() ?: ProcessHandle.of(told("process").single().toLong()).orElseThrow()
        relay.destroyForcibly()
        // Its parent is another process, which nobody asks to bury it: what counts is that nobody answers.
        val (host, port) = told("arguments").let { it[it.indexOf("--listen") + 1] }.split(':')
        val answers = { runCatching { Socket(host, port.toInt()).close() }.isSuccess }
        val until = System.nanoTime() + 10_000_000_000
        while (answers()) check(System.nanoTime() < until) { "the relay does not go" }
    }

    /** It is back: the same relay at the same place, with everything it had. Its clock is set forward by [passed] again. */
    fun relayBack(passed: Int) {
        val back = ProcessBuilder(listOf(program("peerline-relay")) + told("arguments")).redirectError(ProcessBuilder.Redirect.DISCARD).start()
        check(back.inputReader().readLine().startsWith("listening")) { "the relay did not come back" }
        again = back
        pass(passed)
    }

    fun takeBack(card: String) = tell("take-back $card")

    fun publish() = tell("publish")

    fun pass(seconds: Int) = tell("pass $seconds")

    override fun close() {
        input.close()
        again?.destroyForcibly()
        if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly()
        folder.deleteRecursively()
    }

    /** Starts the relay, and writes down as which process and with which arguments. */
    private fun gate(): File = folder.resolve("gate").apply {
        val note = "echo ${"$$"} > '${folder.path}/process'; printf '%s\\n' \"${"$"}@\" > '${folder.path}/arguments'"
        writeText("#!/bin/sh\n$note\nexec '${program("peerline-relay")}' \"${"$"}@\"\n")
        setExecutable(true)
    }

    private fun told(name: String) = folder.resolve(name).readLines()

    private fun tell(command: String) {
        input.write("$command\n")
        input.flush()
        val answer = output.readLine()
        check(answer == "{}") { "the pool did not do it: $answer" }
    }

    /** Cards, addresses and ids hold nothing that JSON would have to escape. */
    private fun field(name: String) = Regex("\"$name\":\"([^\"]*)\"").find(made)?.groupValues?.get(1) ?: error("the pool names no $name")
}

/** The column of a roster that holds the phone number. */
private const val PHONE = 9

private fun program(name: String): String =
    File(System.getProperty("peerline.programs"), name).also { check(it.canExecute()) { "$name was not built" } }.path
