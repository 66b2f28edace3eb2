package org.peerline.app

import androidx.compose.ui.semantics.SemanticsNode
import java.time.Duration

/**
 * What a step of a story types or chooses, by field: typed where there is a field, chosen where there is something to tap. What stands on a
 * page of its own here is gone to and left again.
 */
class Fields(
    private val stage: Stage,
    private val tap: (String) -> Unit,
    private val node: (String) -> SemanticsNode?,
    private val type: (SemanticsNode, String) -> Unit,
) {
    fun fill(field: String, text: String) {
        val screen = stage.shell { it.ways.stack.last() }
        when {
            screen == Screen.Settings -> set(field, text)
            screen == Screen.Rest -> rest(field, text)
            screen is Screen.MoveFollowUp && field == "in_hours" -> move(Duration.ofHours(text.toLong()))
            field in FILTERS -> filter(field, text)
            else -> {
                done()
                // The officer's own number is typed on a page of its own.
                if (node("field:$field") == null && field == "number") tap("label-share-number")
                type(node("field:$field") ?: error("nowhere to type $field"), text)
            }
        }
    }

    /** Whoever has set filters looks at the peers again. */
    fun done() {
        if (stage.shell { it.ways.stack.last() } == Screen.Filters) tap("label-show-peers")
    }

    private fun filter(field: String, text: String) {
        if (stage.shell { it.ways.stack.last() } != Screen.Filters) tap("label-filters")
        when (field) {
            "veteran", "not_my_agency" -> {
                val query = stage.shell { it.peers.query.value }
                val on = if (field == "veteran") query.veteran else query.outsideAgency != null
                if (on != (text == YES)) tap("label-${field.replace('_', '-')}")
            }
            else -> {
                if (field == "region") tap("region")
                tap(if (text.isEmpty()) "label-any:$field" else "$field:$text")
            }
        }
    }

    private fun set(field: String, text: String) = when (field) {
        "country", "region" -> {
            tap(field)
            tap(if (text.isEmpty()) "label-not-set" else "place:$text")
        }
        "language" -> tap(if (text.isEmpty()) "label-language-of-phone" else "label-language-$text")
        "lock" -> tap(LOCKS.getValue(text))
        "my_agency" -> {
            tap("label-my-agency")
            tap(if (text.isEmpty()) "label-not-set" else "agency:$text")
            stage.shell { it.ways.back() }
            Unit
        }
        "neutral_name" -> if (stage.shell { it.ready.value?.settings?.neutralName } != (text == YES)) tap("label-neutral-name") else Unit
        "buzz" -> if (stage.shell { it.ready.value?.settings?.buzz } != (text == YES)) tap("label-buzz") else Unit
        else -> error("nowhere to set $field")
    }

    private fun rest(field: String, text: String) {
        val asked = { stage.shell { it.rest.asked.value } }
        when (field) {
            "bed" -> time("label-sleep-bed", text) { asked().bed }
            "shift" -> time("label-sleep-shift", text) { asked().shift }
            "down" -> time("label-nap-down", text) { asked().down }
            "slept" -> hours("label-tired-slept", text) { asked().slept }
            "on_duty" -> hours("label-tired-on-duty", text) { asked().onDuty }
            else -> error("nowhere to set $field")
        }
    }

    private fun time(what: String, text: String, now: () -> Int) {
        val (hour, minute) = text.split(':').map(String::toInt)
        while (now() / 60 != hour) tap("label-hour-later:$what")
        while (now() % 60 < minute) tap("label-later:$what")
        while (now() % 60 > minute) tap("label-earlier:$what")
    }

    private fun hours(what: String, text: String, now: () -> Int?) {
        val wanted = text.toIntOrNull()
        if (wanted != null && now() == null) tap("label-longer:$what")
        while ((now() ?: -1) > (wanted ?: -1)) tap("label-fewer:$what")
        while ((now() ?: -1) < (wanted ?: -1)) tap("label-longer:$what")
    }

    /** So long from now, by days and hours. */
    private fun move(after: Duration) {
        val to = stage.shell { it.keeping.moving.value?.to ?: error("nothing is being moved") }
        // What is due stands on a full minute; so does what is tapped.
        var hours = Math.round(Duration.between(to, stage.trial.now + after).toMinutes() / 60.0)
        while (hours != 0L) {
            val (step, by) = listOf("day" to 24, "hour" to 1).first { Math.abs(hours) >= it.second }
            tap("label-$step-${if (hours > 0) "later" else "earlier"}")
            hours -= if (hours > 0) by else -by
        }
    }

    private companion object {
        const val YES = "yes"
        val FILTERS = setOf("agency", "region", "spoken", "topic", "experience", "role", "modality", "gender", "veteran", "not_my_agency")
        val LOCKS = mapOf("" to "label-lock-off", "0" to "label-lock-at-once", "1" to "label-lock-1", "5" to "label-lock-after-5", "15" to "label-lock-15")
    }
}
