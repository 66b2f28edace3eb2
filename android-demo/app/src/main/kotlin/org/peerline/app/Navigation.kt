package org.peerline.app

import androidx.lifecycle.SavedStateHandle
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.map

/** Every screen. Each can be written as a short text, so that it is there again after the phone has stopped the app. */
sealed interface Screen {
    data object Welcome : Screen
    data object Home : Screen
    data object More : Screen
    data object Lines : Screen
    data class Line(val id: String) : Screen
    data class Dial(val line: String, val uri: String) : Screen
    data object CallPeer : Screen
    data object TextPeer : Screen
    data object Card : Screen
    data object Ask : Screen
    data object Limits : Screen
    data object Request : Screen
    data object ShareNumber : Screen
    data object Peers : Screen
    data object Filters : Screen
    data class Peer(val id: String) : Screen
    data object Exclusions : Screen
    data object Duty : Screen
    data object Settings : Screen
    data object Checks : Screen
    data class Check(val id: String) : Screen
    data class CheckResult(val id: String) : Screen
    data class Trend(val id: String) : Screen
    data object CrisisChoice : Screen
    data object Coping : Screen
    data class Exercise(val id: String) : Screen
    data class Running(val id: String) : Screen
    data object Plan : Screen
    data class DialPlan(val item: UInt, val at: Int) : Screen
    data object FollowUps : Screen
    data object Privacy : Screen
    data class Erase(val area: String) : Screen
    data object EraseAll : Screen
    data object Countries : Screen
    data object Regions : Screen

    companion object {
        private val plain: Map<String, Screen> = listOf(
            Welcome, Home, More, Lines, CallPeer, TextPeer, Card, Ask, Limits, Request, ShareNumber, Peers, Filters, Exclusions, Duty, Settings,
            Countries, Regions, Checks, CrisisChoice, Coping, Plan, FollowUps, Privacy, EraseAll,
        ).associateBy { "$it" }

        fun written(screen: Screen): String = when (screen) {
            is Line -> "Line $SEPARATOR${screen.id}"
            is Dial -> "Dial $SEPARATOR${screen.line}$SEPARATOR${screen.uri}"
            is Peer -> "Peer $SEPARATOR${screen.id}"
            is Check -> "Check $SEPARATOR${screen.id}"
            is CheckResult -> "CheckResult $SEPARATOR${screen.id}"
            is Trend -> "Trend $SEPARATOR${screen.id}"
            is Exercise -> "Exercise $SEPARATOR${screen.id}"
            is Running -> "Running $SEPARATOR${screen.id}"
            is Erase -> "Erase $SEPARATOR${screen.area}"
            is DialPlan -> "DialPlan $SEPARATOR${screen.item}$SEPARATOR${screen.at}"
            else -> "$screen"
        }

        /** None for what an older or newer app wrote. */
        fun read(text: String): Screen? {
            val parts = text.split(SEPARATOR)
            return when {
                parts[0] == "Dial " && parts.size == 3 -> Dial(parts[1], parts[2])
                parts[0] == "DialPlan " && parts.size == 3 -> parts[1].toUIntOrNull()?.let { item -> parts[2].toIntOrNull()?.let { DialPlan(item, it) } }
                parts.size == 2 -> named[parts[0]]?.invoke(parts[1])
                else -> plain[text]
            }
        }

        private val named: Map<String, (String) -> Screen> = mapOf(
            "Line " to ::Line,
            "Peer " to ::Peer,
            "Check " to ::Check,
            "CheckResult " to ::CheckResult,
            "Trend " to ::Trend,
            "Exercise " to ::Exercise,
            "Running " to ::Running,
            "Erase " to ::Erase,
        )

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
