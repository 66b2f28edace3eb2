package org.peerline.phone

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.longOrNull
import org.peerline.core.Advice
import org.peerline.core.Query
import org.peerline.core.Whom

/** Why a command was not carried out: a word, and what to do about it. Nothing of what was typed. */
internal class Refused(val code: String, val advice: Advice) : Exception()

internal fun malformed() = Refused("malformed", Advice.UPDATE_APP)

/** The fields of a command, each read once; what is left over at [end] is not known, and the command is malformed. */
internal class Fields(private val all: JsonObject, vararg known: String) {
    private val taken = known.toMutableSet()

    fun end() {
        if (!taken.containsAll(all.keys)) throw malformed()
    }

    fun optionalText(name: String): String? = optional(name) { text(it) }

    fun text(name: String): String = optionalText(name) ?: throw malformed()

    /** Text that has to be there if the field is. */
    fun text(name: String, otherwise: String): String = given(name)?.let(::text) ?: otherwise

    fun language(): String = text("language", "en")

    /** An id: base64url of 16 bytes. */
    fun id(name: String): String = text(name).takeIf(ID::matches) ?: throw malformed()

    fun optionalId(name: String): String? = optionalText(name)?.also { if (!ID.matches(it)) throw malformed() }

    fun flag(name: String, otherwise: Boolean): Boolean =
        given(name)?.let { plain(it)?.booleanOrNull ?: throw malformed() } ?: otherwise

    fun flag(name: String): Boolean = given(name)?.let { plain(it)?.booleanOrNull } ?: throw malformed()

    fun byte(name: String): UByte? = optional(name) { number(it).takeIf { it <= UByte.MAX_VALUE }?.toUByte() ?: throw malformed() }

    fun number(name: String): UInt = given(name)?.let(::number) ?: throw malformed()

    fun number(name: String, otherwise: UInt): UInt = given(name)?.let(::number) ?: otherwise

    inline fun <reified T : Enum<T>> optionalWord(name: String): T? = optionalText(name)?.let { wordOf<T>(it) }

    inline fun <reified T : Enum<T>> word(name: String): T = wordOf(text(name))

    inline fun <reified T : Enum<T>> words(name: String): List<T> = texts(name).map { wordOf<T>(it) }

    fun texts(name: String): List<String> = when (val list = given(name)) {
        null -> emptyList()
        is JsonArray -> list.map(::text)
        else -> throw malformed()
    }

    fun query(): Query {
        val given = given("query") ?: return Query()
        val fields = Fields(given as? JsonObject ?: throw malformed())
        return Query(
            text = fields.text("text", ""),
            topic = fields.optionalWord("topic"),
            agency = fields.optionalText("agency"),
            outsideAgency = fields.optionalText("outside_agency"),
            region = fields.optionalText("region"),
            role = fields.optionalWord("role"),
            experience = fields.optionalWord("experience"),
            language = fields.optionalText("language"),
            modality = fields.optionalWord("modality"),
            veteran = fields.flag("veteran", false),
        ).also { fields.end() }
    }

    fun whom(): Whom {
        val query = query()
        val given = given("whom") ?: return Whom.Anyone(query)
        if (given is JsonPrimitive) {
            return when (text(given)) {
                "anyone" -> Whom.Anyone(query)
                "not_yet_asked" -> Whom.NotYetAsked(query)
                else -> throw malformed()
            }
        }
        val outer = Fields(given as? JsonObject ?: throw malformed())
        val these = Fields(outer.given("these") as? JsonObject ?: throw malformed(), "peers", "others_may_follow")
        outer.end()
        val others = these.flag("others_may_follow", false)
        these.end()
        if ("peers" !in these.all) throw malformed()
        return Whom.These(these.texts("peers"), if (others) query else null)
    }

    private fun given(name: String): JsonElement? {
        taken += name
        return all[name]
    }

    private fun <T> optional(name: String, read: (JsonElement) -> T): T? = given(name)?.takeIf { it !is JsonNull }?.let(read)

    private fun text(value: JsonElement): String =
        (value as? JsonPrimitive)?.takeIf { it.isString }?.content ?: throw malformed()

    private fun number(value: JsonElement): UInt {
        val number = plain(value)?.longOrNull ?: throw malformed()
        return if (number in 0..UInt.MAX_VALUE.toLong()) number.toUInt() else throw malformed()
    }

    private fun plain(value: JsonElement) = (value as? JsonPrimitive)?.takeIf { !it.isString && it !is JsonNull }
}

private val ID = Regex("[A-Za-z0-9_-]{22}")

/** A value of a closed list by its word in small letters. */
internal inline fun <reified T : Enum<T>> wordOf(word: String): T =
    enumValues<T>().find { it.name.lowercase() == word } ?: throw malformed()

internal fun wordFor(value: Enum<*>): String = value.name.lowercase()
