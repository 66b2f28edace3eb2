package org.peerline.app

import androidx.lifecycle.SavedStateHandle
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.map
import org.peerline.core.PlanStep

/** Every screen. Each can be written as a short text, so that it is there again after the phone has stopped the app. */
sealed interface Screen {
    data object Welcome : Screen
    data object Home : Screen
    data object More : Screen
    data object Lines : Screen
    data object LinesFor : Screen
    data class Line(val id: String) : Screen
    data class Dial(val line: String, val uri: String) : Screen
    data object CallPeer : Screen
    data object TextPeer : Screen
    data class CallOfficer(val request: String) : Screen
    data object Card : Screen
    data object LeavePool : Screen
    data object Ask : Screen
    data object Limits : Screen
    data object Request : Screen
    data object ShareNumber : Screen
    data object Peers : Screen
    data object Filters : Screen
    data object FilterRegion : Screen
    data class Peer(val id: String) : Screen
    data class Exclude(val peer: String) : Screen
    data object Exclusions : Screen
    data object MyAgency : Screen
    data object Duty : Screen
    data object Break : Screen
    data object PeerReminders : Screen
    data object Settings : Screen
    data object Checks : Screen
    data class Check(val id: String) : Screen
    data class CheckResult(val id: String) : Screen
    data class Trend(val id: String) : Screen
    data class DeleteResults(val id: String) : Screen
    data object CheckFile : Screen
    data class Checklist(val id: String) : Screen
    data object CrisisChoice : Screen
    data object Coping : Screen
    data class Exercise(val id: String) : Screen
    data class Running(val id: String) : Screen
    data object WhatHelped : Screen
    data object ForgetUses : Screen
    data object Rest : Screen
    data object Plan : Screen
    data class PlanWrite(val step: PlanStep, val item: UInt?) : Screen
    data class PlanLine(val step: PlanStep) : Screen
    data object PlanOrder : Screen
    data object PlanRemind : Screen
    data object PlanPaper : Screen
    data object PlanSave : Screen
    data object PlanBring : Screen
    data class DialPlan(val step: PlanStep, val place: Int, val at: Int) : Screen
    data object FollowUps : Screen
    data class MoveFollowUp(val id: String) : Screen
    data object Calendar : Screen
    data object Privacy : Screen
    data class Erase(val area: String) : Screen
    data object EraseAll : Screen
    data object Countries : Screen
    data object Regions : Screen

    companion object {
        private val plain: Map<String, Screen> = listOf(
            Welcome, Home, More, Lines, LinesFor, CallPeer, TextPeer, Card, LeavePool, Ask, Limits, Request, ShareNumber, Peers, Filters, FilterRegion,
            Exclusions, MyAgency, Duty, Break, PeerReminders, Settings, Countries, Regions, Checks, CheckFile, CrisisChoice, Coping, WhatHelped,
            ForgetUses, Rest, Plan, PlanOrder, PlanRemind, PlanPaper, PlanSave, PlanBring, FollowUps, Calendar, Privacy, EraseAll,
        ).associateBy { "$it" }

        fun written(screen: Screen): String = when (screen) {
            is Line -> of("Line", screen.id)
            is Dial -> of("Dial", screen.line, screen.uri)
            is CallOfficer -> of("CallOfficer", screen.request)
            is Peer -> of("Peer", screen.id)
            is Exclude -> of("Exclude", screen.peer)
            is Check -> of("Check", screen.id)
            is CheckResult -> of("CheckResult", screen.id)
            is Trend -> of("Trend", screen.id)
            is DeleteResults -> of("DeleteResults", screen.id)
            is Checklist -> of("Checklist", screen.id)
            is Exercise -> of("Exercise", screen.id)
            is Running -> of("Running", screen.id)
            is PlanWrite -> of("PlanWrite", screen.step.name, screen.item?.toString().orEmpty())
            is PlanLine -> of("PlanLine", screen.step.name)
            is DialPlan -> of("DialPlan", screen.step.name, "${screen.place} ${screen.at}")
            is MoveFollowUp -> of("MoveFollowUp", screen.id)
            is Erase -> of("Erase", screen.area)
            else -> "$screen"
        }

        /** None for what an older or newer app wrote. */
        fun read(text: String): Screen? {
            val parts = text.split(SEPARATOR)
            val (first, second) = parts.getOrNull(1).orEmpty() to parts.getOrNull(2).orEmpty()
            return when (parts.size) {
                1 -> plain[text]
                2 -> if (parts[0] == "PlanLine") step(first)?.let(::PlanLine) else named[parts[0]]?.invoke(first)
                3 -> when (parts[0]) {
                    "Dial" -> Dial(first, second)
                    "DialPlan" -> {
                        val (place, at) = second.split(' ').map { it.toIntOrNull() } + listOf(null, null)
                        step(first)?.let { if (place == null || at == null) null else DialPlan(it, place, at) }
                    }
                    "PlanWrite" -> step(first)?.let { PlanWrite(it, second.toUIntOrNull()) }
                    else -> null
                }
                else -> null
            }
        }

        private val named: Map<String, (String) -> Screen> = mapOf(
            "Line" to ::Line,
            "CallOfficer" to ::CallOfficer,
            "Peer" to ::Peer,
            "Exclude" to ::Exclude,
            "Check" to ::Check,
            "CheckResult" to ::CheckResult,
            "Trend" to ::Trend,
            "DeleteResults" to ::DeleteResults,
            "Checklist" to ::Checklist,
            "Exercise" to ::Exercise,
            "Running" to ::Running,
            "MoveFollowUp" to ::MoveFollowUp,
            "Erase" to ::Erase,
        )

        private fun of(vararg parts: String) = parts.joinToString(SEPARATOR)

        private fun step(name: String): PlanStep? = PlanStep.entries.find { it.name == name }

        private const val SEPARATOR = "\n"
    }
}

/** Where somebody is, and how they came there. Only names of screens and ids of the packs are kept outside of the vault, nothing typed. */
class Navigation(private val saved: SavedStateHandle, first: Screen) {
    private val written: StateFlow<List<String>> = saved.getStateFlow(KEY, listOf(Screen.written(first)))

    val stack: List<Screen> get() = read(written.value)
    val stacks = written.map(::read)

    fun to(screen: Screen) {
        if (stack.last() != screen) keep(stack + screen)
    }

    /** To a screen that somebody may have come past before: the way there is forgotten, so that there is one of it. */
    fun once(screen: Screen) = keep(stack - screen + screen)

    /** In the place of the screen that is seen. */
    fun instead(screen: Screen) = keep(stack.dropLast(1) + screen)

    /** As if somebody had gone back to the first screen and then here. */
    fun fromHome(vararg screens: Screen) = keep(listOf(Screen.Home) + screens)

    /** As on the very first day. */
    fun restart() = keep(listOf(Screen.Welcome))

    /** False if there is nothing to go back to. */
    fun back(): Boolean {
        val before = stack.dropLast(1)
        if (before.isEmpty()) return false
        keep(before)
        return true
    }

    private fun keep(stack: List<Screen>) {
        saved[KEY] = stack.map(Screen::written)
    }

    private fun read(written: List<String>) = written.mapNotNull(Screen::read).ifEmpty { listOf(Screen.Home) }

    private companion object {
        const val KEY = "screens"
    }
}
