package org.peerline.app

import java.io.Closeable
import java.io.File
import java.util.concurrent.TimeUnit

/** A sample pool with cards, packs and a real relay, in a process of its own (`tests/src/bin/pool.rs`) that ends with the test. */
class Pool : Closeable {
    private val process = ProcessBuilder(program("pool"), program("peerline-relay")).redirectError(ProcessBuilder.Redirect.INHERIT).start()
    private val input = process.outputWriter()
    private val output = process.inputReader()
    private val made = output.readLine() ?: error("the pool has ended")

    val memberCard = field("member_card")
    val peerCard = field("peer_card")
    val peer = field("peer")

    fun takeBack(card: String) = tell("take-back $card")

    fun publish() = tell("publish")

    fun pass(seconds: Int) = tell("pass $seconds")

    override fun close() {
        input.close()
        if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly()
    }

    private fun tell(command: String) {
        input.write("$command\n")
        input.flush()
        check(output.readLine() == "{}") { "the pool did not do it" }
    }

    /** Cards, addresses and ids hold nothing that JSON would have to escape. */
    private fun field(name: String) = Regex("\"$name\":\"([^\"]*)\"").find(made)?.groupValues?.get(1) ?: error("the pool names no $name")
}

private fun program(name: String): String =
    File(System.getProperty("peerline.programs"), name).also { check(it.canExecute()) { "$name was not built" } }.path
