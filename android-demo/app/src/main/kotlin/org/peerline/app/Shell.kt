package org.peerline.app

import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.peerline.app.asking.AskingModel
import org.peerline.app.card.CardModel
import org.peerline.app.care.CheckFileModel
import org.peerline.app.care.CheckModel
import org.peerline.app.care.CopingModel
import org.peerline.app.care.KeepingModel
import org.peerline.app.care.ListsModel
import org.peerline.app.care.PlanModel
import org.peerline.app.care.ResultsModel
import org.peerline.app.care.RestModel
import org.peerline.app.duty.DutyModel
import org.peerline.app.home.HomeModel
import org.peerline.app.lines.LinesModel
import org.peerline.app.look.Words
import org.peerline.app.peers.PeersModel
import org.peerline.app.platform.FilesModel
import org.peerline.app.settings.SettingsModel
import org.peerline.core.AppLock
import org.peerline.core.Budget
import org.peerline.core.Choices
import org.peerline.core.PeerlineException
import org.peerline.core.choices
import org.peerline.core.knownCountry
import org.peerline.core.settingsIn
import org.peerline.core.Settings
import org.peerline.core.words

/** What lies over everything. */
enum class Curtain {
    UP,

    /** A plain page that names nothing, after somebody left at once. */
    PLAIN,

    /** The app's own lock. */
    LOCKED,
}

/** What is known before anything is opened. */
class Ready(val settings: Settings, val country: String?, val words: Words, val choices: Choices)

/**
 * The whole shell behind the screens: where somebody is, in which language, locked or not, and one model for each capability. No rule
 * lives here; every model asks the core and shows what it says.
 */
class Shell(val phone: Phone, val core: Core, saved: SavedStateHandle) : ViewModel() {
    private val readied = MutableStateFlow<Ready?>(null)
    private val curtained = MutableStateFlow(if (core.leftAtOnce) Curtain.PLAIN else Curtain.UP)
    private var running: Job? = null
    private var visible = false
    private var lockAsked = false

    /** None until the words are there, a few milliseconds. */
    val ready: StateFlow<Ready?> = readied.asStateFlow()

    /** What lies over everything but the lines. */
    val curtain: StateFlow<Curtain> = curtained.asStateFlow()

    val scope: CoroutineScope get() = viewModelScope
    val language: String get() = readied.value?.words?.language ?: phone.language()

    val ways = Navigation(saved, Screen.Welcome)
    val lines = LinesModel(this)
    val home = HomeModel(this)
    val asking = AskingModel(this)
    val peers = PeersModel(this)
    val duty = DutyModel(this)
    val card = CardModel(this)
    val checks = CheckModel(this)
    val results = ResultsModel(this)
    val checkFile = CheckFileModel(this)
    val coping = CopingModel(this)
    val lists = ListsModel(this)
    val rest = RestModel(this)
    val plan = PlanModel(this)
    val keeping = KeepingModel(this)
    val settings = SettingsModel(this)
    val files = FilesModel(this)

    init {
        scope.launch {
            reread()
            // Until the core has said whether the lock is due, nothing of its owner is shown.
            if (!lockAsked && readied.value?.settings?.lockAfterMinutes != null) curtained.value = Curtain.LOCKED
            lines.refresh()
            home.firstLook()
        }
        scope.launch { core.changes.collect { refresh() } }
    }

    /** Reads settings and words again, as after one of them was changed. */
    suspend fun reread() {
        readied.value = withContext(phone.quick) {
            val settings = settingsIn(phone.folder)
            val language = settings.language ?: phone.language()
            Ready(settings, knownCountry(phone.folder, phone.country()), Words(words(language), language), choices(language))
        }
    }

    /** The window was made anew, perhaps because the phone speaks another language now: then everything is read again. */
    fun lookedAtAnew() {
        val known = readied.value ?: return
        if (known.settings.language != null || known.words.language == phone.language()) return
        scope.launch {
            reread()
            lines.refresh()
            refresh()
            if (peers.list.value is Load.Ready) peers.again()
        }
    }

    /** Reads again what any screen shows. */
    fun refresh() {
        home.refresh()
        asking.refresh()
        if (home.screen.value.ready?.isPeer == true) duty.refresh()
    }

    /** The phone's clock was set, or it is in another zone: what says a time is read again. */
    fun clockChanged() {
        lines.refresh()
        refresh()
        keeping.readFollowUps()
        plan.read()
    }

    /** The app has come to the screen. */
    fun seen() {
        visible = true
        scope.launch {
            // Whether to ask is the core's to say. If it cannot be opened there is nothing to hide.
            val asks = loaded { core.call { app -> app.privacy().use { it.cameIntoSight() } } }.ready
            lockAsked = true
            curtained.value = when {
                asks == AppLock.ASK -> Curtain.LOCKED
                core.leftAtOnce -> Curtain.PLAIN
                else -> Curtain.UP
            }
            if (asks == AppLock.ASK) core.later { it.lock() }
        }
        runNow()
    }

    /** Runs the core at once, and then whenever it wants to, as long as the app is on the screen. */
    fun runNow() {
        if (!visible) return
        if (!phone.runsByItself) return phone.runIsDue()
        running?.cancel()
        running = scope.launch {
            while (true) {
                val next = try {
                    core.run(Budget(foreground = true, waitS = LONGEST_WAIT))
                } catch (_: PeerlineException) {
                    null
                }
                refresh()
                delay((next?.next?.afterS?.toLong() ?: AGAIN).coerceIn(1, AGAIN) * 1_000)
            }
        }
    }

    /** The app has left the screen: everything is saved, used or not, and no lock is left behind. */
    fun hidden() {
        visible = false
        if (ways.stack != listOf(Screen.Welcome)) core.greeted = true
        running?.cancel()
        running = null
        core.later { it.pause() }
    }

    /** Saved and locked as the core does it; the window is gone already. */
    fun leaveAtOnce() {
        core.leftAtOnce = true
        core.later { app -> app.privacy().use { it.quickExit() } }
    }

    /** Draws the curtain, and drops the officer's file from memory. */
    fun close() {
        curtained.value = Curtain.LOCKED
        core.later { it.lock() }
    }

    /** The phone has recognised its owner, or somebody who left at once is back. */
    fun unlocked() {
        core.leftAtOnce = false
        scope.launch {
            loaded { core.ifOpen { app -> app.resume(); app.privacy().use { it.appUnlocked() } } }
            curtained.value = Curtain.UP
            refresh()
        }
    }

    private companion object {
        const val LONGEST_WAIT = 25u
        const val AGAIN = 15L
    }
}
