package org.peerline.core

import java.time.Instant
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** Kind `crisis`: the order of the list, search by need, the crisis choice, and whether a line is open. */
internal fun crisisCase(content: JsonObject, case: JsonObject): JsonElement {
    val language = case.text("language")!!
    val now = case.moment("now")
    val hours = case["hours"]
    val place = Place(case.text("country"), case.text("region"))
    val needs = case["needs"] as? JsonArray
    if (needs != null) {
        val words = needs.map { Need.valueOf(it.jsonPrimitive.content.uppercase()) }
        val search = crisisSearch(place, words, language, now)
        return JsonObject(
            mapOf("order" to ids(search.rows), "found" to JsonPrimitive(search.found), "notes" to texts(search.notes)),
        )
    }
    if (case["choice"] != null) {
        return choice(crisisChoice(place, language, now))
    }
    return if (hours == null || hours is JsonNull) {
        list(crisisLines(place, language, now))
    } else {
        val entry = JsonObject(content.getValue("entry").jsonObject + ("hours" to hours))
        val rows = trialLines(entry.toString(), Place("US"), language, now).rows
        rows.find { it.addedBy != null }?.let { JsonObject(texts(it) + state(it.open)) } ?: json("the entry was refused")
    }
}

private fun choice(view: CrisisView) = JsonObject(
    mapOf(
        "calls" to ids(view.calls),
        "texts" to ids(view.texts),
        "emergency" to ids(view.emergency),
        "peer" to json(view.peer.name.lowercase()),
        "plan" to json(view.plan.name.lowercase()),
        "peer_says" to json(view.peerSays),
        "plan_says" to json(view.planSays),
        "emergency_says" to json(view.emergencySays),
        "notes" to texts(view.notes),
    ),
)

private fun ids(rows: List<LineRow>) = JsonArray(rows.map { json(it.id) })

private fun texts(sentences: List<String>) = JsonArray(sentences.map { json(it) })

private fun list(list: LineList) = JsonObject(
    mapOf(
        "order" to ids(list.rows),
        "groups" to JsonArray(list.rows.map { json(it.group.name.lowercase()) }),
        "note" to json(list.note),
        "rows" to JsonObject(list.rows.associate { it.id to JsonObject(texts(it)) }),
    ),
)

private fun state(open: OpenState): Map<String, JsonElement> = when (open) {
    is OpenState.Open -> mapOf(
        "state" to json("open"),
        "closes" to moment(open.closes),
        "unless_holiday" to JsonPrimitive(open.unlessHoliday),
    )
    is OpenState.Closed -> mapOf("state" to json("closed"), "opens" to moment(open.opens))
    is OpenState.NotKnown -> mapOf("state" to json("not_known"))
}

private fun moment(at: Instant?) = json(at?.toString())

private fun texts(row: LineRow): Map<String, JsonElement> = mapOf(
    "police" to json(row.police),
    "who_answers" to json(row.whoAnswers),
    "cost" to json(row.cost),
    "your_number" to json(row.yourNumber),
    "kind" to json(row.kind),
    "checked" to json(row.checked),
    "open_now" to json(row.openNow),
    "hours" to json(row.hours),
    "calls" to JsonArray(row.calls.map { json(it.uri) }),
    "press" to JsonArray(row.calls.map { json(it.press) }),
    "keywords" to JsonArray(row.texts.map { json(it.keyword) }),
)
