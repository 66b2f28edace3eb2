package org.peerline.core

import java.io.Closeable
import java.io.File
import java.net.URI
import java.util.concurrent.TimeUnit
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** A sample pool with cards, packs and a real relay, in a process of its own (`tests/src/bin/pool.rs`) that ends with the test. */
internal class TrialPool : Closeable {
    private val process = ProcessBuilder(program("pool"), program("peerline-relay"))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
    private val input = process.outputWriter()
    private val output = process.inputReader()
    private val made = line()

    /** The card of all members, and that of the one peer. */
    val memberCard = field("member_card")
    val peerCard = field("peer_card")

    /** That peer's id. */
    val peer = field("peer")

    /** Where the relay answers once it is started. */
    val url: URI = URI.create(field("url"))

    /** Reads the card that the peer's phone shows; its key goes into the roster. */
    fun takeBack(card: String) = tell("take-back $card")

    /** Builds and signs the packs, and starts the relay. */
    fun publish() = tell("publish")

    /** So many seconds pass for the relay. */
    fun pass(seconds: Int) = tell("pass $seconds")

    override fun close() {
        input.close()
        if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly()
    }

    private fun tell(command: String) {
        input.write("$command\n")
        input.flush()
        check(line().isEmpty()) { "the pool did not do it" }
    }

    private fun line(): JsonObject = Json.parseToJsonElement(output.readLine() ?: error("the pool has ended")).jsonObject

    private fun field(name: String) = made.getValue(name).jsonPrimitive.content
}

/** A program of the workspace, built before. */
internal fun program(name: String): String =
    File(System.getProperty("peerline.programs"), name).also { check(it.canExecute()) { "$name was not built" } }.path
