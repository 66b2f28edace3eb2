package org.peerline.phone

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonObject
import org.peerline.core.Answering
import org.peerline.core.BeforeAsking
import org.peerline.core.DutyScreen
import org.peerline.core.FileFound
import org.peerline.core.HomeScreen
import org.peerline.core.Joined
import org.peerline.core.LimitsScreen
import org.peerline.core.LineList
import org.peerline.core.LineRow
import org.peerline.core.OfferScreen
import org.peerline.core.Opened
import org.peerline.core.PeerPage
import org.peerline.core.Report
import org.peerline.core.RequestScreen
import org.peerline.core.RequestStage
import org.peerline.core.Standing
import org.peerline.core.Way

/** What a phone answers, as JSON: the fields of `tests/phone/README.md`, from what the border gives to screens. */
internal fun lines(list: LineList) = json {
    put("note", list.note)
    put("lines", list.rows, ::line)
}

internal fun line(row: LineRow) = json {
    put("id", row.id)
    put("heading", row.heading)
    put("name", row.name)
    put("who_answers", row.whoAnswers)
    put("police", row.police)
    put("open_now", row.openNow)
    put("checked", row.checked)
    put("calls", row.calls, ::way)
    put("texts", row.texts, ::way)
    put("added_by", row.addedBy)
}

private fun way(way: Way) = json {
    put("uri", way.uri)
    put("number", way.number)
    put("press", way.press)
    put("notes", way.notes, ::JsonPrimitive)
}

internal fun opened(opened: Opened) = json {
    put("officer", found(opened.officer))
    put("duty", found(opened.duty))
}

private fun found(file: FileFound) = json {
    when (file) {
        FileFound.NEW -> put("found", "nothing")
        FileFound.OPEN -> put("found", "vault")
        FileFound.KEY_GONE -> put("found", "key_gone")
        FileFound.DAMAGED -> put("found", "damaged")
        FileFound.LOCKED -> put("error", "vault.locked")
    }
}

internal fun joined(joined: Joined) = json {
    put("as", if (joined.asPeer) "peer" else "member")
    put("pool", joined.pool)
}

internal fun report(report: Report) = json {
    put("changed", report.changed)
    put("new_offer", report.newOffer)
    put("locked", report.locked)
    put("next_s", report.next.afterS)
    put("urgent", report.next.urgent)
}

internal fun limits(screen: LimitsScreen) = json {
    put("role", screen.role)
    put("place", screen.place)
    put("limits", screen.limits) { limit ->
        json {
            put("id", limit.id)
            put("text", limit.text)
            put("whose", limit.whose)
            put("source", limit.source)
        }
    }
}

internal fun before(before: BeforeAsking, numbers: Numbers) = json {
    put("peers", before.peers)
    numbers.before.forEach { (name, value) -> put(name, value) }
    inWords {
        put("deadline", before.deadline)
        put("on_call", before.onCall)
        put("counted", before.counted)
        put("cannot", before.cannot)
        put("visible", before.visible, ::JsonPrimitive)
    }
}

internal fun request(screen: RequestScreen, numbers: Numbers) = json {
    put("id", numbers.request["id"])
    put("front", front(screen.linesFirst))
    put("left_s", screen.leftS)
    put("asked", screen.asked)
    put("peer", screen.peer?.let(::answering))
    inWords {
        put("headline", screen.headline)
        put("left", screen.left)
        put("next_step", screen.nextStep)
        put("notes", screen.notes, ::JsonPrimitive)
    }
    stage(screen.stage, numbers)
}

private fun JsonObjectBuilder.stage(stage: RequestStage, numbers: Numbers) {
    when (stage) {
        is RequestStage.Sending, is RequestStage.NotSentYet -> {
            put("stage", "sending")
            put("failed", stage is RequestStage.NotSentYet)
        }
        is RequestStage.Waiting -> {
            put("stage", "waiting")
            put("round", stage.round.toUInt())
            put("round_left_s", numbers.request["round_left_s"])
        }
        is RequestStage.Answered -> {
            put("stage", "answered")
            put("ask_if_no_luck", stage.askIfNoLuck)
        }
        is RequestStage.NotSent -> ended("not_sent")
        is RequestStage.Refused -> ended("refused")
        is RequestStage.Withdrawn -> ended("withdrawn")
        is RequestStage.Expired -> ended("expired")
        is RequestStage.NobodyLeft -> ended("nobody_left")
        is RequestStage.Completed -> ended("completed")
    }
}

private fun JsonObjectBuilder.ended(end: String) {
    put("stage", "ended")
    put("end", end)
}

private fun answering(peer: Answering) = json {
    put("id", peer.id)
    put("name", peer.name)
    put("phone", peer.phone)
    put("modalities", peer.modalities) { JsonPrimitive(wordFor(it)) }
    put("number_shared", peer.numberShared)
}

internal fun duty(screen: DutyScreen, numbers: Numbers) = json {
    put("on_call_until", screen.onCallUntil?.let { JsonPrimitive(it.epochSecond) })
    put("trouble", screen.troubleKind?.let(::wordFor))
    put("offers", screen.offers) { offer(it, numbers) }
    inWords {
        put("on_call", numbers.onCall)
        put("trouble", screen.trouble)
    }
}

private fun offer(offer: OfferScreen, numbers: Numbers) = json {
    put("id", offer.id)
    when (val stage = offer.stage) {
        is Standing.Open -> put("stage", "open")
        is Standing.Claiming -> put("stage", "claiming")
        is Standing.Held -> {
            put("stage", "held")
            put("seen", stage.seen)
            put("phone", offer.phone)
        }
        is Standing.Over -> {
            put("stage", "over")
            put("over", wordFor(stage.why))
        }
    }
    put("topics", offer.topicList) { JsonPrimitive(wordFor(it)) }
    put("wishes", offer.wishList) { JsonPrimitive(wordFor(it)) }
    for (name in listOf("language", "left_s")) put(name, numbers.offer(offer.id)[name])
    inWords {
        put("headline", offer.headline)
        put("topics", offer.topics)
        put("wishes", offer.wishes)
        put("language", offer.language)
        put("left", offer.left)
        put("number", offer.number)
    }
}

internal fun peers(page: PeerPage) = json {
    put("total", page.total)
    put("peers", page.rows) { row ->
        json {
            put("id", row.id)
            put("name", row.name)
            put("agency", row.agency)
            put("on_call", row.isOnCall)
            put("has_app", row.hasApp)
            inWords {
                put("roles", row.roles)
                put("experience", row.experience)
                put("topics", row.topics)
                put("languages", row.languages)
                put("reached_by", row.reachedBy)
                put("on_call", row.onCall)
            }
        }
    }
}

internal fun home(screen: HomeScreen, duty: DutyScreen?, numbers: Numbers) = json {
    put("front", front(screen.linesFirst))
    put("can_ask", screen.canAsk)
    put("notices", screen.notices, ::JsonPrimitive)
    put("request", screen.request?.let { request(it, numbers) })
    put("duty", duty?.let { duty(it, numbers) })
}

private fun front(linesFirst: Boolean) = if (linesFirst) "lines" else "request"

/** What the border does not give to screens, because they say it in words: lent by the tests' library. */
internal class Numbers(text: String) {
    private val all = Json.parseToJsonElement(text).jsonObject
    val request: JsonObject = part("request")
    val before: JsonObject = part("before")
    val onCall: JsonElement? = all["on_call"]

    fun offer(id: String): JsonObject = part("offers")[id] as? JsonObject ?: JsonObject(emptyMap())

    private fun part(name: String) = all[name] as? JsonObject ?: JsonObject(emptyMap())
}

internal fun json(fields: JsonObjectBuilder.() -> Unit): JsonObject = buildJsonObject(fields)

internal fun JsonObjectBuilder.inWords(fields: JsonObjectBuilder.() -> Unit) = put("in_words", json(fields))

internal fun JsonObjectBuilder.put(name: String, value: String?) = put(name, JsonPrimitive(value))

internal fun JsonObjectBuilder.put(name: String, value: Boolean) = put(name, JsonPrimitive(value))

internal fun JsonObjectBuilder.put(name: String, value: UInt) = put(name, JsonPrimitive(value.toLong()))

/** Another name: the builder's own call would come first and take no `null`. */
@JvmName("putOrNull")
internal fun JsonObjectBuilder.put(name: String, value: JsonElement?) {
    val given: JsonElement = value ?: JsonNull
    put(name, given)
}

internal fun <T> JsonObjectBuilder.put(name: String, values: List<T>, shown: (T) -> JsonElement) =
    put(name, JsonArray(values.map(shown)))
