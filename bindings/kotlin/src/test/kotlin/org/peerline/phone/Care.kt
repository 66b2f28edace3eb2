package org.peerline.phone

import java.nio.file.Path
import java.time.Instant
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive
import org.peerline.core.Advice
import org.peerline.core.CheckAnswered
import org.peerline.core.CheckForm
import org.peerline.core.CheckResult
import org.peerline.core.CheckTrend
import org.peerline.core.CopingList
import org.peerline.core.CrisisView
import org.peerline.core.ExerciseDetail
import org.peerline.core.ExerciseMoment
import org.peerline.core.ExerciseRun
import org.peerline.core.ExerciseSettings
import org.peerline.core.FinishedExercise
import org.peerline.core.Leaving
import org.peerline.core.Peerline
import org.peerline.core.PhoneZone
import org.peerline.core.PlanScreen
import org.peerline.core.PlanStep
import org.peerline.core.QuestionPart
import org.peerline.core.crisisChoiceIn

/** What an officer does alone, as commands: the crisis choice, a check, an exercise, the plan. */
internal class Care(private val folder: Path, private val now: () -> Instant, private val app: () -> Peerline?) {
    private var exercise: ExerciseRun? = null

    /** Reads one of these commands; `null` for any other. */
    fun command(word: String, fields: Fields): (() -> JsonElement)? = when (word) {
        "crisis_choice" -> crisisChoice(fields)
        "check" -> checked(fields) { id, language -> form(selfChecks().open(id, language)) }
        "answer_check" -> answerCheck(fields)
        "leave_check" -> {
            val leaving = if (fields.flag("keep")) Leaving.KEEP_FOR_LATER else Leaving.KEEP_NOTHING
            fields.text("id").let { id -> done { selfChecks().leave(id, leaving) } }
        }
        "finish_check" -> checked(fields) { id, language -> result(selfChecks().finish(id, language)) }
        "keep_check" -> fields.text("id").let { id -> done { selfChecks().keep(id) } }
        "keep_distress" -> fields.byte("value").let { value -> done { selfChecks().keepDistress(value ?: throw malformed()) } }
        "trend" -> {
            val start = fields.number("start", 0u)
            checked(fields) { id, language -> trend(selfChecks().trend(id, language, start = start)) }
        }
        "exercises" -> fields.language().let { language -> with { exercises(coping().exercises(language)) } }
        "exercise" -> checked(fields) { id, language -> exercise(coping().exercise(id, language)) }
        "start_exercise" -> {
            val (id, before) = fields.text("id") to fields.byte("before")
            with {
                val run = coping().start(id, ExerciseSettings(), before)
                exercise = run
                json { put("crisis_first", run.crisisFirst()) }
            }
        }
        "exercise_now" -> fields.language().let { language -> { moment(underWay().moment(language)) } }
        "finish_exercise" -> {
            val (after, keep, language) = Triple(fields.byte("after"), fields.flag("keep", false), fields.language())
            with { finished(coping().finish(underWay(), after, keep, language)).also { forget() } }
        }
        "plan" -> fields.language().let { language -> with { plan(safetyPlan().screen(language, UTC)) } }
        "add_to_plan" -> addToPlan(fields)
        "plan_while_locked" -> fields.flag("readable").let { on -> done { safetyPlan().setReadableWhileLocked(on) } }
        else -> null
    }

    /** The exercise under way goes with the app's lock. */
    fun forget() {
        exercise = null
    }

    private fun crisisChoice(fields: Fields): () -> JsonElement {
        val (hint, language) = fields.optionalText("hint") to fields.language()
        return {
            val open = app()?.crisisChoice()
            choice(open?.view(hint, language, now()) ?: crisisChoiceIn("$folder", hint, language, now()))
        }
    }

    private fun answerCheck(fields: Fields): () -> JsonElement {
        val (id, value) = fields.text("id") to fields.byte("value")
        val part = fields.optionalWord<QuestionPart>("part") ?: QuestionPart.ITEM
        val place = fields.number("place", 0u)
        return with { answered(selfChecks().answer(id, part, place, value)) }
    }

    private fun addToPlan(fields: Fields): () -> JsonElement {
        val step = fields.word<PlanStep>("step")
        val (note, name, number) = Triple(fields.optionalText("note"), fields.optionalText("name"), fields.optionalText("number"))
        val line = fields.optionalText("line")
        return done {
            val plan = safetyPlan()
            when {
                note != null && name == null && number == null && line == null -> plan.addNote(step, note)
                note == null && name != null && line == null -> plan.addContact(step, name, number)
                note == null && name == null && number == null && line != null -> plan.addLine(step, line)
                else -> throw malformed()
            }
        }
    }

    private fun underWay() = exercise ?: throw Refused("nothing_under_way", Advice.RETRY)

    private fun checked(fields: Fields, work: Peerline.(String, String) -> JsonElement): () -> JsonElement {
        val (id, language) = fields.text("id") to fields.language()
        return with { work(id, language) }
    }

    private fun with(work: Peerline.() -> JsonElement): () -> JsonElement =
        { (app() ?: throw Refused("not_open", Advice.RETRY)).work() }

    private fun done(work: Peerline.() -> Unit): () -> JsonElement = with { work(); json {} }
}

private val UTC = PhoneZone(offsetS = 0)

private fun choice(view: CrisisView) = json {
    put("calls", view.calls, ::line)
    put("texts", view.texts, ::line)
    put("emergency", view.emergency, ::line)
    put("peer", wordFor(view.peer))
    put("plan", wordFor(view.plan))
    inWords {
        put("peer", view.peerSays)
        put("plan", view.planSays)
        put("emergency", view.emergencySays)
        put("notes", view.notes, ::JsonPrimitive)
    }
}

private fun form(form: CheckForm) = json {
    put("title", form.title)
    put("notes", form.notes, ::JsonPrimitive)
    put("stem", form.stem)
    put("safety", wordFor(form.safety))
    put("missing", form.missing)
    put("begun", form.begun)
    put("questions", form.questions) { question ->
        json {
            put("part", wordFor(question.part))
            put("place", question.place)
            put("text", question.text)
            put("chosen", question.chosen?.let { JsonPrimitive(it.toInt()) })
            put("choices", question.choices) { choice ->
                json {
                    put("value", choice.value.toUInt())
                    put("text", choice.text)
                }
            }
        }
    }
}

private fun answered(answered: CheckAnswered) = json {
    put("safety", wordFor(answered.safety))
    put("form_changed", answered.formChanged)
    put("missing", answered.missing?.let { JsonPrimitive(it.toLong()) })
}

private fun result(result: CheckResult) = json {
    put("safety", wordFor(result.safety))
    put("is_complete", result.isComplete)
    put("next", result.next) { step ->
        json {
            put("leads_to", wordFor(step.next))
            put("says", step.says)
        }
    }
    put("offers", result.offers) { offer ->
        json {
            put("id", offer.id)
            put("why", offer.why)
        }
    }
    inWords {
        put("about_safety", result.aboutSafety)
        put("not_a_diagnosis", result.notADiagnosis)
        put("total", result.total)
        put("means", result.means, ::JsonPrimitive)
        put("contradictions", result.contradictions, ::JsonPrimitive)
        put("again", result.again)
    }
}

private fun trend(trend: CheckTrend) = json {
    put("total", trend.total)
    put("points", trend.points) { point ->
        json {
            put("score", point.scoreText)
            inWords {
                put("means", point.means)
                put("since", point.since)
                put("change", point.change)
            }
        }
    }
    put("notes", trend.notes, ::JsonPrimitive)
}

private fun exercises(list: CopingList) = json {
    put("note", list.note)
    put("exercises", list.rows) { row ->
        json {
            put("id", row.id)
            put("name", row.name)
            inWords { put("helped", row.helped) }
        }
    }
}

private fun exercise(detail: ExerciseDetail) = json {
    put("name", detail.row.name)
    put("cautions", detail.cautions) { JsonPrimitive(it.text) }
    put("known", detail.known)
    put("how_sure", detail.howSure)
    put("sources", detail.sources) { source ->
        json {
            put("text", source.text)
            put("status", source.status)
        }
    }
}

private fun moment(moment: ExerciseMoment) = json {
    put("done", moment.done)
    put("cue", moment.cue)
    put("round", moment.round)
    put("left_ms", moment.leftMs?.let { JsonPrimitive(it.toLong()) })
    inWords {
        put("text", moment.text)
        put("caption", moment.caption)
        put("still", moment.still)
        put("all_left", moment.allLeft)
    }
}

private fun finished(finished: FinishedExercise) = json {
    put("crisis_first", finished.crisisFirst)
    put("kept", finished.kept != null)
    inWords { put("felt", finished.felt) }
}

private fun plan(plan: PlanScreen) = json {
    put("steps", plan.steps) { step ->
        json {
            put("step", wordFor(step.step))
            put("items", step.items) { item ->
                json {
                    put("text", item.text)
                    put("dial", item.dial) { dial ->
                        json {
                            put("uri", dial.uri)
                            put("number", dial.number)
                        }
                    }
                }
            }
            inWords {
                put("title", step.title)
                put("caution", step.caution)
            }
        }
    }
    put("from_copy", plan.fromCopy)
    put("readable_while_locked", plan.readableWhileLocked)
    inWords {
        put("readable", plan.readable)
        put("adapted", plan.adapted)
    }
}
