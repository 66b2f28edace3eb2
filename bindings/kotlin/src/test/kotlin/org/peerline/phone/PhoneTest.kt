package org.peerline.phone

import java.io.Closeable
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.io.TempDir
import org.peerline.core.TrialPool
import org.peerline.core.program

/** The Kotlin phone and the Rust phone as processes, told the same: they have to answer alike. */
class PhoneTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `both phones answer the same without a pool`() {
        val answers = Kind.entries.map { kind ->
            TalkingPhone(kind, folder.resolve(kind.name), "virtual").use { phone -> ALONE.map { it to phone.tell(it) } }
        }
        for ((rust, kotlin) in answers.first().zip(answers.last())) {
            assertEquals(rust.second.comparable(), kotlin.second.comparable(), rust.first)
        }
    }

    @Test
    fun `both phones answer in the same shape through the whole story`() {
        val told = Kind.entries.map(::story)
        for ((rust, kotlin) in told.first().zip(told.last())) {
            assertEquals(shape(rust.second.comparable()), shape(kotlin.second.comparable()), rust.first)
        }
        assertEquals(told.first().size, told.last().size)
    }

    @Test
    fun `what was acknowledged is there after a kill`() {
        TalkingPhone(Kind.KOTLIN, folder, "system").use { phone ->
            phone.tell("""{"do":"open"}""")
            phone.tell("""{"do":"on_call","minutes":60}""")
            phone.kill()
        }
        TalkingPhone(Kind.KOTLIN, folder, "system").use { phone ->
            val opened = phone.tell("""{"do":"open"}""").getValue("ok").jsonObject
            assertEquals("vault", opened.getValue("duty").jsonObject.getValue("found").jsonPrimitive.content)
            val duty = phone.tell("""{"do":"duty"}""").getValue("ok").jsonObject
            assertFalse(duty.getValue("on_call_until") is JsonNull)
        }
    }

    @Test
    fun `a phone that cannot start says so with its exit status and nothing personal`() {
        val process = ProcessBuilder(Kind.KOTLIN.words + listOf("--name", "Dana Ruiz")).start()
        assertTrue(process.waitFor(60, TimeUnit.SECONDS))
        assertEquals(2, process.exitValue())
        assertFalse("Dana" in process.errorReader().readText())
    }

    /** What both phones of a story were told, and answered. */
    private fun story(kind: Kind): List<Pair<String, JsonObject>> = TrialPool().use { pool ->
        TalkingPhone(kind, folder.resolve("$kind-officer"), "virtual").use { officer ->
            TalkingPhone(kind, folder.resolve("$kind-peer"), "virtual").use { peer ->
                val told = mutableListOf<Pair<String, JsonObject>>()
                fun TalkingPhone.done(word: String, fields: String = ""): JsonElement {
                    val line = """{"do":"$word"$fields}"""
                    val answer = tell(line).also { told += word to it }
                    return answer["ok"] ?: answer
                }
                listOf(officer, peer).forEach { it.done("open") }
                peer.done("join", ""","card":"${pool.peerCard}"""")
                val card = peer.done("card_for_the_roster").jsonObject
                pool.takeBack(card.getValue("card").jsonPrimitive.content)
                pool.publish()
                peer.done("run")
                peer.done("on_call", ""","minutes":480""")
                peer.done("run")
                pool.pass(400)
                officer.done("join", ""","card":"${pool.memberCard}"""")
                officer.done("run")
                officer.done("ask")
                officer.done("limits")
                officer.done("accept_limits")
                officer.done("before_asking")
                officer.done("directory", ""","query":{"topic":"grief"}""")
                officer.done("ask", ""","topics":["grief"],"wishes":["call"]""")
                officer.done("view")
                officer.done("run")
                officer.done("view")
                peer.done("run")
                val offers = peer.done("duty").jsonObject.getValue("offers").jsonArray
                val id = offers.first().jsonObject.getValue("id").jsonPrimitive.content
                peer.done("claim", ""","id":"$id"""")
                peer.done("run")
                officer.done("run")
                officer.done("view")
                officer.done("home")
                officer.done("share_number", ""","number":"+15035550177"""")
                officer.done("run")
                peer.done("run")
                peer.done("duty")
                peer.done("home")
                officer.done("complete")
                officer.done("run")
                officer.done("view")
                peer.done("run")
                peer.done("duty")
                peer.done("dismiss_offer", ""","id":"$id"""")
                officer.done("dismiss")
                listOf(officer, peer).forEach { it.done("quit") }
                told
            }
        }
    }

    /** Without what only the Rust phone says, what both word in their own way, and the next wake, which is drawn by lot. */
    private fun JsonObject.comparable(): JsonObject {
        val fields = this["ok"] as? JsonObject ?: return this
        val without = fields.mapValues { (name, value) ->
            if (name in setOf("officer", "duty") && value is JsonObject) JsonObject(value - setOf("written", "set_aside")) else value
        }
        return JsonObject(mapOf("ok" to JsonObject(without - setOf("notices", "next_s"))))
    }

    /** The names of all fields, with the kind of what stands there; of a list, its first element. */
    private fun shape(value: JsonElement): Any? = when (value) {
        is JsonNull -> null
        is JsonObject -> value.mapValues { shape(it.value) }
        is JsonArray -> value.take(1).map(::shape)
        is JsonPrimitive -> if (value.isString) "text" else "value"
    }
}

private val ALONE = listOf(
    """{"do":"lines","country":"US","region":"US-CA"}""",
    """{"do":"lines","language":"es"}""",
    """{"do":"crisis_choice","hint":"US-CA"}""",
    """{"do":"crisis_choice","language":"es"}""",
    """{"do":"check","id":"PHQ-9"}""",
    """{"do":"view"}""",
    """{"do":"erase"}""",
    """{"do":"open"}""",
    """{"do":"open"}""",
    """{"do":"confess","about":"Dana Ruiz"}""",
    """{"do":"ask","topics":["what Dana Ruiz said"]}""",
    """{"do":"ask","more":1}""",
    """{"do":"ask","whom":"everybody"}""",
    """{"do":"ask","whom":{"these":{"peers":["AAAAAAAAAAAAAAAAAAAAAA"]}}}""",
    """{"do":"ask"}""",
    """not JSON""",
    """[]""",
    """{"do":7}""",
    "",
    """{"do":"join","card":"Dana Ruiz"}""",
    """{"do":"join"}""",
    """{"do":"card_for_the_roster"}""",
    """{"do":"limits"}""",
    """{"do":"accept_limits"}""",
    """{"do":"before_asking"}""",
    """{"do":"directory","query":{"topic":"grief"}}""",
    """{"do":"withdraw"}""",
    """{"do":"next"}""",
    """{"do":"share_number","number":"Dana Ruiz"}""",
    """{"do":"share_number","number":"+15035550177"}""",
    """{"do":"exclude","agency":"Tampa","reason":"Dana Ruiz"}""",
    """{"do":"exclude","agency":"Tampa","role":"officer","reason":"supervisor"}""",
    """{"do":"exclude","reason":"supervisor"}""",
    """{"do":"my_agency","agency":"Tampa"}""",
    """{"do":"claim","id":"no id"}""",
    """{"do":"claim","id":"AAAAAAAAAAAAAAAAAAAAAA"}""",
    """{"do":"check","id":"PHQ-9"}""",
    """{"do":"check","id":"Dana Ruiz"}""",
    """{"do":"answer_check","id":"PHQ-9","place":8,"value":1}""",
    """{"do":"finish_check","id":"PHQ-9"}""",
    """{"do":"keep_check","id":"PHQ-9"}""",
    """{"do":"answer_check","id":"PHQ-9","place":9,"value":1}""",
    """{"do":"answer_check","id":"PHQ-9","place":0,"value":4}""",
    """{"do":"answer_check","id":"PHQ-9","place":0,"value":256}""",
    """{"do":"answer_check","id":"PHQ-9","part":"Dana Ruiz","value":1}""",
    """{"do":"leave_check","id":"PHQ-9","keep":false}""",
    """{"do":"answer_check","id":"PC-PTSD-5","part":"gate","value":0}""",
    """{"do":"finish_check","id":"PC-PTSD-5","language":"es"}""",
    """{"do":"keep_check","id":"PC-PTSD-5"}""",
    """{"do":"trend","id":"PC-PTSD-5"}""",
    """{"do":"keep_distress","value":11}""",
    """{"do":"keep_distress","value":8}""",
    """{"do":"exercises"}""",
    """{"do":"exercise","id":"body-scan","language":"es"}""",
    """{"do":"exercise","id":"Dana Ruiz"}""",
    """{"do":"exercise_now"}""",
    """{"do":"finish_exercise"}""",
    """{"do":"start_exercise","id":"box-breathing","before":8}""",
    """{"do":"exercise_now"}""",
    """{"do":"pass","seconds":10}""",
    """{"do":"exercise_now"}""",
    """{"do":"finish_exercise","after":11,"keep":true}""",
    """{"do":"finish_exercise","after":5,"keep":true}""",
    """{"do":"finish_exercise"}""",
    """{"do":"exercises"}""",
    """{"do":"plan"}""",
    """{"do":"add_to_plan","step":"reasons","note":"The dog"}""",
    """{"do":"add_to_plan","step":"reasons","note":""}""",
    """{"do":"add_to_plan","step":"reasons","note":"The dog","number":"911"}""",
    """{"do":"add_to_plan","step":"people_to_ask","name":"Sam","number":"+15035550177"}""",
    """{"do":"add_to_plan","step":"people_to_ask","name":"Sam","number":"*67"}""",
    """{"do":"add_to_plan","step":"professionals","line":"Dana Ruiz"}""",
    """{"do":"add_to_plan","step":"Dana Ruiz","note":"x"}""",
    """{"do":"plan","language":"es"}""",
    """{"do":"plan_while_locked","readable":true}""",
    """{"do":"crisis_choice","hint":"US"}""",
    """{"do":"start_exercise","id":"box-breathing"}""",
    """{"do":"home"}""",
    """{"do":"lock"}""",
    """{"do":"view"}""",
    """{"do":"plan"}""",
    """{"do":"trend","id":"PC-PTSD-5"}""",
    """{"do":"add_to_plan","step":"reasons","note":"The sea"}""",
    """{"do":"exercise_now"}""",
    """{"do":"crisis_choice","hint":"US"}""",
    """{"do":"my_agency"}""",
    """{"do":"lines","country":"CA"}""",
    """{"do":"resume"}""",
    """{"do":"run"}""",
    """{"do":"pass","seconds":-1}""",
    """{"do":"pass","seconds":900}""",
    """{"do":"off_call"}""",
    """{"do":"duty"}""",
    """{"do":"pause"}""",
    """{"do":"close"}""",
    """{"do":"duty"}""",
    """{"do":"open"}""",
    """{"do":"view"}""",
    """{"do":"erase"}""",
    """{"do":"open"}""",
    """{"do":"quit"}""",
)

/** The two programs that speak the agreement. */
private enum class Kind(val words: List<String>) {
    RUST(listOf(program("peerline-phone"))),
    KOTLIN(
        listOf(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-Djna.library.path=${System.getProperty("jna.library.path")}",
            "-cp",
            System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path"),
            "org.peerline.phone.PhoneKt",
        ),
    ),
}

/** A phone as a process; it is gone with the test. */
private class TalkingPhone(kind: Kind, folder: Path, clock: String) : Closeable {
    private val process = Files.createDirectories(folder).let {
        ProcessBuilder(kind.words + listOf("--data", "$folder", "--clock", clock))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
    }
    private val input = process.outputWriter()
    private val output = process.inputReader()

    init {
        assertEquals("""{"event":"ready","speaks":"peerline-phone/1"}""", output.readLine())
    }

    fun tell(line: String): JsonObject {
        input.write("$line\n")
        input.flush()
        return Json.parseToJsonElement(output.readLine() ?: error("the phone is gone")).jsonObject
    }

    fun kill() {
        process.destroyForcibly().waitFor()
    }

    override fun close() {
        runCatching { input.close() }
        if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly()
    }
}
