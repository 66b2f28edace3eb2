package org.peerline.core

import java.io.File
import java.time.Instant
import kotlin.system.exitProcess
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** The kinds of cases that Kotlin knows, and how one is carried out: the file's content and the case, to what came out. */
private val kinds: Map<String, (JsonObject, JsonObject) -> JsonElement> =
    mapOf("crisis" to ::crisisCase) + listOf("directory", "pack", "wire", "life", "scoring", "trend", "exercise", "plan").associateWith(::lentCase)

/** Is told files of cases, prints `{"file", "case", "got"}` for every case. `cargo xtask vectors` compares. */
fun main(files: Array<String>) {
    for (file in files.map(::File)) {
        val content = Json.parseToJsonElement(file.readText()).jsonObject
        val kind = kinds[content.text("kind")]
        if (kind == null) {
            System.err.println("$file: unknown kind ${content["kind"]}")
            exitProcess(1)
        }
        for (case in content.getValue("cases").jsonArray.map { it.jsonObject }) {
            val line = buildJsonObject {
                put("file", JsonPrimitive(file.name))
                put("case", case.getValue("id"))
                put("got", kind(content, case))
            }
            println(line)
        }
    }
}

internal fun JsonObject.text(name: String): String? = this[name]?.takeIf { it !is JsonNull }?.jsonPrimitive?.contentOrNull

internal fun JsonObject.moment(name: String): Instant = Instant.parse(text(name))

internal fun json(text: String?): JsonElement = JsonPrimitive(text)
