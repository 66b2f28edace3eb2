package org.peerline.app

import java.time.Duration
import org.peerline.app.care.BeforeStart
import org.peerline.app.care.RestAsked
import org.peerline.app.care.Stage as Doing
import org.peerline.app.care.Writing
import org.peerline.core.PlanStep

/** What somebody does for themselves, with nobody else: a part of [Story]. */
class CareStory(private val stage: (TrialPhone) -> Stage, private val look: (name: String, stage: Stage) -> Unit) {
    fun all() = TrialPhone().use { trial ->
        // What is kept here says on which day.
        trial.began = MOMENT
        stage(trial).use { stage ->
            stage.go(Screen.Checks)
            look("60-checks", stage)
            val id = stage.shell { (it.checks.list.value.ready ?: error("no checks")).first().id }
            stage.go(Screen.Checks, Screen.Check(id))
            look("61-check", stage)
            answer(stage, id, 1)
            stage.shell { it.checks.finish(id) }
            look("62-crisis-choice-before-the-score", stage)
            stage.shell { it.ways.back() }
            look("62-check-result", stage)
            stage.shell { it.checks.keep(id) }
            look("63-trend", stage)
            checkFile(stage, id)
            stage.go()
            stage.shell { it.checks.iAmNotSafe() }
            look("64-crisis-choice", stage)
            val list = stage.shell { (it.lists.all.value.ready ?: error("no lists")).first { list -> !list.forPeers } }
            stage.go(Screen.Checks, Screen.Checklist(list.id))
            look("73-checklist", stage)
            // Nothing about safety: that would open the crisis choice.
            stage.shell { it.lists.tick(list.id, list.entries.take(2).map { entry -> entry.id }.toSet()) }
            look("74-checklist-and-what-may-help", stage)
            stage.go(Screen.Coping)
            look("65-coping", stage)
            val tool = stage.shell { (it.coping.list.value.ready ?: error("no tools")).rows.first().id }
            stage.go(Screen.Coping, Screen.Exercise(tool))
            look("66-exercise", stage)
            stage.go(Screen.Coping, Screen.Exercise("long-exhale"))
            look("66-exercise-and-its-length", stage)
            stage.shell { it.coping.choose(BeforeStart(length = 10u)) }
            look("66-exercise-and-another-length", stage)
            stage.go(Screen.Coping, Screen.Exercise(tool))
            stage.shell { it.coping.choose(BeforeStart(level = 6u)) }
            stage.shell { it.coping.start(tool) }
            look("67-running", stage)
            stage.still(true)
            look("67-running-without-motion", stage)
            stage.still(false)
            stage.shell { it.coping.end() }
            stage.shell { it.coping.after(Doing.After(3u, keeps = true)) }
            look("75-and-now", stage)
            stage.shell { it.coping.finish() }
            stage.go(Screen.WhatHelped)
            look("76-what-helped", stage)
            stage.go(Screen.WhatHelped, Screen.ForgetUses)
            look("76-what-helped-delete-all", stage)
            stage.go(Screen.Rest)
            look("77-sleep-times", stage)
            stage.shell { it.rest.ask(RestAsked(slept = 5, onDuty = 13)) }
            for (work in listOf<(Shell) -> Unit>({ it.rest.workOutSleep() }, { it.rest.workOutNap() }, { it.rest.workOutTiredness() })) stage.shell(work)
            look("77-sleep-times-worked-out", stage)
            planned(stage)
            stage.go(Screen.FollowUps)
            look("69-follow-ups", stage)
            stage.shell { it.keeping.want(emptySet()) }
            look("69-follow-ups-none-wanted", stage)
            stage.shell { it.keeping.want(it.keeping.offered.value.map { one -> one.length }.toSet()) }
            stage.shell { it.keeping.remind() }
            look("70-follow-ups-set", stage)
            val first = stage.shell { (it.keeping.followUps.value.ready ?: error("no reminders")).series.first().reminders.first() }
            stage.go(Screen.FollowUps)
            stage.shell { it.keeping.beginMove(first) }
            stage.shell { it.keeping.moveBy(Duration.ofDays(1)) }
            look("78-move-a-reminder", stage)
            stage.go(Screen.FollowUps, Screen.Calendar)
            look("79-calendar", stage)
            stage.go(Screen.Privacy)
            look("71-privacy", stage)
            stage.go(Screen.Privacy, Screen.EraseAll)
            look("72-erase", stage)
        }
    }

    /** What was kept goes out as a file, is deleted, and comes back. */
    private fun checkFile(stage: Stage, id: String) {
        stage.go(Screen.Checks)
        look("60-checks-and-what-was-kept", stage)
        val file = stage.awaited { it.results.asFhir(id) } ?: error("no file")
        stage.go(Screen.Checks, Screen.Trend(id), Screen.DeleteResults(id))
        look("63-delete-results", stage)
        stage.shell { it.results.deleteAll(id) }
        look("63-trend-empty", stage)
        stage.go(Screen.Checks, Screen.CheckFile)
        stage.shell { it.checkFile.take("no such file".toByteArray()) }
        look("63-check-file-refused", stage)
        stage.shell { it.checkFile.take(file) }
        look("63-check-file", stage)
        stage.shell { it.checkFile.keep() }
    }

    /** The plan, from empty to on paper. */
    private fun planned(stage: Stage) {
        stage.go(Screen.Plan)
        look("80-plan-empty", stage)
        stage.shell { it.plan.write(PlanStep.PEOPLE_TO_ASK) }
        stage.shell { it.plan.type(Writing("Alex from the old shift", "*21#")) }
        stage.shell { it.plan.keep(PlanStep.PEOPLE_TO_ASK, null) }
        look("81-plan-write-refused", stage)
        stage.shell { it.plan.type(Writing("Alex from the old shift", "+1 503 555 0101")) }
        stage.shell { it.plan.keep(PlanStep.PEOPLE_TO_ASK, null) }
        for (note in listOf("Walk with the dog", "Fix something in the garage")) {
            stage.shell { it.plan.write(PlanStep.MY_WAYS) }
            stage.shell { it.plan.type(Writing(note)) }
            stage.shell { it.plan.keep(PlanStep.MY_WAYS, null) }
        }
        stage.go(Screen.Plan, Screen.PlanLine(PlanStep.PROFESSIONALS))
        look("82-plan-add-a-line", stage)
        stage.shell { it.plan.addLine(PlanStep.PROFESSIONALS, LINE) }
        look("83-plan", stage)
        val plan = stage.shell { it.plan.plan.value.ready ?: error("no plan") }
        val (step, item) = plan.steps.first { it.step == PlanStep.PEOPLE_TO_ASK }.let { it.step to it.items.single() }
        stage.shell { it.plan.write(step, item) }
        look("84-plan-change", stage)
        stage.go(Screen.Plan, Screen.DialPlan(step, 0, 0))
        look("85-plan-call", stage)
        stage.go(Screen.Plan, Screen.PlanOrder)
        look("86-plan-order", stage)
        stage.go(Screen.Plan, Screen.PlanRemind)
        look("86-plan-remind", stage)
        stage.go(Screen.Plan, Screen.PlanPaper)
        look("87-plan-on-paper", stage)
        stage.go(Screen.Plan, Screen.PlanSave)
        stage.shell { it.plan.typePassphrase("short") }
        stage.awaited { it.plan.export() }
        look("88-plan-save-refused", stage)
        stage.shell { it.plan.typePassphrase("seven walks by the river") }
        val file = stage.awaited { it.plan.export() } ?: error("not sealed")
        stage.go(Screen.Plan, Screen.PlanPaper)
        stage.shell { it.files.brought(null) }
        look("89-plan-file-not-read", stage)
        stage.shell { it.plan.take(file) }
        look("89-plan-file-to-open", stage)
        stage.shell { it.plan.typePassphrase("seven walks by the river") }
        stage.shell { it.plan.lookInto() }
        stage.until { it.plan.toBring.value is Load.Ready }
        look("90-plan-bring", stage)
        stage.shell { it.plan.beginFile() }
    }

    /** Every question with the answer of this place, but never one about safety with more than the first. */
    private fun answer(stage: Stage, id: String, place: Int) {
        val form = stage.shell { (it.checks.form.value.ready ?: error("no form")).also { form -> check(form.id == id) } }
        for (question in form.questions) {
            val last = question == form.questions.last()
            val choice = question.choices[if (last) 0 else place.coerceAtMost(question.choices.lastIndex)]
            stage.shell { it.checks.answer(form, question, choice.value) }
        }
    }

    private companion object {
        /** A line with calls, texts, a chat, and facts that are not known. */
        const val LINE = "us-988"
    }
}
