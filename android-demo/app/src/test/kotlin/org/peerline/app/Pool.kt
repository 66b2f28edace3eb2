package org.peerline.app

import java.io.Closeable
import java.io.File
import java.net.InetSocketAddress
import java.net.ServerSocket
import java.net.Socket
import java.nio.file.Files
import java.util.Base64
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread
import kotlin.random.Random

/**
 * A sample pool with cards, packs and a real relay, in a process of its own (`tests/src/bin/pool.rs`) that ends with the test.
 *
 * [gated]: the relay stands behind a gate of ours, so that the network can go and come back.
 */
class Pool(gated: Boolean = false) : Closeable {
    private val folder = Files.createTempDirectory("pool").toFile()
    private val gate = if (gated) Gate(folder) else null
    private val process = ProcessBuilder(program("pool"), gate?.program?.path ?: program("peerline-relay"))
        .redirectError(ProcessBuilder.Redirect.INHERIT).apply { environment()["TMPDIR"] = folder.path }.start()
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
    fun networkAway() = checkNotNull(gate) { "no gate" }.shut()

    fun networkBack() = checkNotNull(gate) { "no gate" }.open()

    fun takeBack(card: String) = tell("take-back $card")

    fun publish() {
        tell("publish")
        gate?.open()
    }

    fun pass(seconds: Int) = tell("pass $seconds")

    override fun close() {
        input.close()
        gate?.shut()
        if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly()
        folder.deleteRecursively()
    }

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

/** The network in between, as a fake: what comes to the relay's address is handed on to where the relay really listens, or refused. */
private class Gate(private val folder: File) {
    private val behind = ServerSocket(0).use { it.localPort }
    private var door: ServerSocket? = null

    /** Starts the relay behind the gate, and writes down where it was to listen. */
    val program: File = folder.resolve("gate").apply {
        val rest = "shift 3; exec '${program("peerline-relay")}' serve --listen 127.0.0.1:$behind"
        writeText("#!/bin/sh\nprintf %s \"${"$"}3\" > '${folder.path}/front'\n$rest \"${"$"}@\"\n")
        setExecutable(true)
    }

    fun open() {
        val (host, port) = folder.resolve("front").readText().split(':')
        val open = ServerSocket().apply {
            reuseAddress = true
            bind(InetSocketAddress(host, port.toInt()))
        }
        door = open
        thread(isDaemon = true) {
            while (true) {
                val caller = runCatching { open.accept() }.getOrNull() ?: break
                val relay = runCatching { Socket("127.0.0.1", behind) }.getOrNull()
                if (relay == null) caller.close() else between(caller, relay)
            }
        }
    }

    fun shut() {
        door?.close()
        calls.forEach { runCatching { it.close() } }
        calls.clear()
    }

    private val calls = CopyOnWriteArrayList<Socket>()

    private fun between(caller: Socket, relay: Socket) {
        calls += listOf(caller, relay)
        for ((from, to) in listOf(caller to relay, relay to caller)) {
            thread(isDaemon = true) {
                runCatching { from.getInputStream().transferTo(to.getOutputStream()) }
                runCatching { to.shutdownOutput() }
            }
        }
    }
}
