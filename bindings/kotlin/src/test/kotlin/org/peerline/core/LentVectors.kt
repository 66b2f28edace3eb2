package org.peerline.core

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** The kinds without a call of their own: the library carries out the case, with what its file says once for all of them. */
internal fun lentCase(kind: String): (JsonObject, JsonObject) -> JsonElement = { content, case ->
    val common = content - setOf("format", "kind", "about", "cases")
    Json.parseToJsonElement(trialVector(kind, JsonObject(common + case).toString()))
}
