package org.peerline.app

import android.app.UiModeManager
import android.content.ActivityNotFoundException
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.content.res.Configuration
import android.net.Uri
import android.os.Build
import android.os.Bundle
import android.provider.Settings
import android.view.WindowManager
import androidx.activity.ComponentActivity
import androidx.activity.compose.BackHandler
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.viewModels
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.core.content.ContextCompat
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.lifecycle.createSavedStateHandle
import androidx.lifecycle.viewmodel.initializer
import androidx.lifecycle.viewmodel.viewModelFactory
import org.peerline.app.asking.AskScreen
import org.peerline.app.asking.DialPeerScreen
import org.peerline.app.asking.LimitsScreen
import org.peerline.app.asking.RequestScreen
import org.peerline.app.asking.ShareNumberScreen
import org.peerline.app.card.CardScreen
import org.peerline.app.card.LeavePoolScreen
import org.peerline.app.care.CalendarScreen
import org.peerline.app.care.CheckFileScreen
import org.peerline.app.care.CheckResultScreen
import org.peerline.app.care.CheckScreen
import org.peerline.app.care.ChecklistScreen
import org.peerline.app.care.ChecksScreen
import org.peerline.app.care.CopingScreen
import org.peerline.app.care.CrisisChoiceScreen
import org.peerline.app.care.DeleteResultsScreen
import org.peerline.app.care.DialPlanScreen
import org.peerline.app.care.EraseScreen
import org.peerline.app.care.ExerciseScreen
import org.peerline.app.care.FollowUpsScreen
import org.peerline.app.care.ForgetUsesScreen
import org.peerline.app.care.MoveFollowUpScreen
import org.peerline.app.care.PlanBringScreen
import org.peerline.app.care.PlanLineScreen
import org.peerline.app.care.PlanOrderScreen
import org.peerline.app.care.PlanPaperScreen
import org.peerline.app.care.PlanRemindScreen
import org.peerline.app.care.PlanSaveScreen
import org.peerline.app.care.PlanScreen
import org.peerline.app.care.PlanWriteScreen
import org.peerline.app.care.PrivacyScreen
import org.peerline.app.care.RestScreen
import org.peerline.app.care.RunningScreen
import org.peerline.app.care.TrendScreen
import org.peerline.app.care.WhatHelpedScreen
import org.peerline.app.duty.BreakScreen
import org.peerline.app.duty.DialOfficerScreen
import org.peerline.app.duty.DutyScreen
import org.peerline.app.duty.PeerRemindersScreen
import org.peerline.app.home.CurtainScreen
import org.peerline.app.home.HomeScreen
import org.peerline.app.home.MoreScreen
import org.peerline.app.home.WelcomeScreen
import org.peerline.app.lines.DialScreen
import org.peerline.app.lines.LineScreen
import org.peerline.app.lines.LinesForScreen
import org.peerline.app.lines.LinesScreen
import org.peerline.app.look.Label
import org.peerline.app.look.Look
import org.peerline.app.look.Wanted
import org.peerline.app.look.Ways
import org.peerline.app.look.WithWays
import org.peerline.app.peers.ExcludeScreen
import org.peerline.app.peers.ExclusionsScreen
import org.peerline.app.peers.FilterRegionScreen
import org.peerline.app.peers.FiltersScreen
import org.peerline.app.peers.MyAgencyScreen
import org.peerline.app.peers.PeerScreen
import org.peerline.app.peers.PeersScreen
import org.peerline.app.platform.AppLock
import org.peerline.app.platform.Disguise
import org.peerline.app.platform.PhoneHands
import org.peerline.app.platform.PendingJob
import org.peerline.app.settings.CountriesScreen
import org.peerline.app.settings.RegionsScreen
import org.peerline.app.settings.SettingsScreen

/** The one activity: the window, the way out, the phone's own dialler. What is shown is in [Shell] and the screens. */
class MainActivity : ComponentActivity() {
    val shell: Shell by viewModels {
        viewModelFactory {
            initializer {
                val app = application as PeerlineApplication
                Shell(app.phone, app.core, createSavedStateHandle())
            }
        }
    }
    private val lock = AppLock(this) { shell.unlocked() }
    private val hands = PhoneHands(this) { shell }
    private val clock = object : BroadcastReceiver() {
        override fun onReceive(context: Context, intent: Intent) = shell.clockChanged()
    }

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        // No picture of the app among the recent ones, none in a screenshot, none on a shared screen.
        window.setFlags(WindowManager.LayoutParams.FLAG_SECURE, WindowManager.LayoutParams.FLAG_SECURE)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) setRecentsScreenshotEnabled(false)
        enableEdgeToEdge()
        val wanted = wanted()
        shell.lookedAtAnew()
        setContent {
            val ready by shell.ready.collectAsStateWithLifecycle()
            val stack by shell.ways.stacks.collectAsStateWithLifecycle(shell.ways.stack)
            val curtain by shell.curtain.collectAsStateWithLifecycle()
            val known = ready ?: return@setContent
            LaunchedEffect(known.settings.neutralName) { Disguise.set(applicationContext, known.settings.neutralName) }
            val ways = Ways(
                back = { if (!shell.ways.back()) finish() },
                leaveAtOnce = ::leaveAtOnce,
                lines = { shell.ways.to(Screen.Lines) },
                limits = { shell.ways.to(Screen.Limits) },
            )
            Look(wanted, known.words) {
                WithWays(ways) {
                    BackHandler(enabled = stack.size > 1) { shell.ways.back() }
                    val screen = stack.last()
                    // Behind the curtain there are lines, and nothing else.
                    if (curtain != Curtain.UP && screen !is Screen.Lines && screen !is Screen.Line && screen !is Screen.Dial) {
                        CurtainScreen(shell, curtain) { lock.ask(known.words[Label.UNLOCK]) }
                    } else {
                        Show(screen)
                    }
                }
            }
        }
    }

    override fun onStart() {
        super.onStart()
        val set = IntentFilter(Intent.ACTION_TIME_CHANGED).apply { addAction(Intent.ACTION_TIMEZONE_CHANGED) }
        ContextCompat.registerReceiver(this, clock, set, ContextCompat.RECEIVER_NOT_EXPORTED)
        shell.seen()
    }

    override fun onStop() {
        super.onStop()
        unregisterReceiver(clock)
        shell.hidden()
        val context = applicationContext
        shell.core.later { PendingJob.schedule(context, it.nextWake()) }
    }

    @Deprecated("The phone's own screen for its code, on Android 10 and older, answers here.")
    override fun onActivityResult(requestCode: Int, resultCode: Int, data: Intent?) {
        @Suppress("DEPRECATION")
        super.onActivityResult(requestCode, resultCode, data)
        lock.answered(requestCode, resultCode)
    }

    /** The phone's own dialler, messages or browser. Nothing is called before somebody presses there. The sheet before it is done with. */
    fun open(uri: String) {
        val action = when (uri.substringBefore(':')) {
            "tel" -> Intent.ACTION_DIAL
            "sms" -> Intent.ACTION_SENDTO
            else -> Intent.ACTION_VIEW
        }
        try {
            startActivity(Intent(action, Uri.parse(uri)))
            shell.ways.back()
        } catch (_: ActivityNotFoundException) {
            // A tablet without a dialler: the number stays on the screen.
        }
    }

    /** Out of sight at once, out of the recent apps, and locked if a lock is set. */
    fun leaveAtOnce() {
        shell.leaveAtOnce()
        startActivity(Intent(Intent.ACTION_MAIN).addCategory(Intent.CATEGORY_HOME).addFlags(Intent.FLAG_ACTIVITY_NEW_TASK))
        finishAndRemoveTask()
    }

    @Composable
    private fun Show(screen: Screen) = when (screen) {
        Screen.Welcome -> WelcomeScreen(shell)
        Screen.Home -> HomeScreen(shell)
        Screen.More -> MoreScreen(shell)
        Screen.Lines -> LinesScreen(shell)
        Screen.LinesFor -> LinesForScreen(shell)
        is Screen.Line -> LineScreen(shell, screen.id)
        is Screen.Dial -> DialScreen(shell, screen.line, screen.uri, ::open)
        Screen.CallPeer -> DialPeerScreen(shell, "tel", ::open)
        Screen.TextPeer -> DialPeerScreen(shell, "sms", ::open)
        Screen.Card -> CardScreen(shell)
        Screen.LeavePool -> LeavePoolScreen(shell)
        Screen.Ask -> AskScreen(shell)
        Screen.Limits -> LimitsScreen(shell)
        Screen.Request -> RequestScreen(shell)
        Screen.ShareNumber -> ShareNumberScreen(shell)
        Screen.Peers -> PeersScreen(shell)
        Screen.Filters -> FiltersScreen(shell)
        Screen.FilterRegion -> FilterRegionScreen(shell)
        is Screen.Peer -> PeerScreen(shell, screen.id)
        is Screen.Exclude -> ExcludeScreen(shell, screen.peer)
        Screen.Exclusions -> ExclusionsScreen(shell)
        Screen.MyAgency -> MyAgencyScreen(shell)
        Screen.Duty -> DutyScreen(shell)
        Screen.Break -> BreakScreen(shell)
        Screen.PeerReminders -> PeerRemindersScreen(shell)
        is Screen.CallOfficer -> DialOfficerScreen(shell, screen.request, ::open)
        Screen.Settings -> SettingsScreen(shell)
        Screen.Checks -> ChecksScreen(shell)
        is Screen.Check -> CheckScreen(shell, screen.id)
        is Screen.CheckResult -> CheckResultScreen(shell, screen.id)
        is Screen.Trend -> TrendScreen(shell, hands, screen.id)
        is Screen.DeleteResults -> DeleteResultsScreen(shell, screen.id)
        Screen.CheckFile -> CheckFileScreen(shell, hands)
        is Screen.Checklist -> ChecklistScreen(shell, screen.id)
        Screen.CrisisChoice -> CrisisChoiceScreen(shell)
        Screen.Coping -> CopingScreen(shell)
        is Screen.Exercise -> ExerciseScreen(shell, screen.id)
        is Screen.Running -> RunningScreen(shell, screen.id)
        Screen.WhatHelped -> WhatHelpedScreen(shell)
        Screen.ForgetUses -> ForgetUsesScreen(shell)
        Screen.Rest -> RestScreen(shell)
        Screen.Plan -> PlanScreen(shell)
        is Screen.PlanWrite -> PlanWriteScreen(shell, screen.step, screen.item)
        is Screen.PlanLine -> PlanLineScreen(shell, screen.step)
        Screen.PlanOrder -> PlanOrderScreen(shell)
        Screen.PlanRemind -> PlanRemindScreen(shell)
        Screen.PlanPaper -> PlanPaperScreen(shell, hands)
        Screen.PlanSave -> PlanSaveScreen(shell, hands)
        Screen.PlanBring -> PlanBringScreen(shell, hands)
        is Screen.DialPlan -> DialPlanScreen(shell, screen.step, screen.place, screen.at, ::open)
        Screen.FollowUps -> FollowUpsScreen(shell)
        is Screen.MoveFollowUp -> MoveFollowUpScreen(shell, screen.id)
        Screen.Calendar -> CalendarScreen(shell, hands)
        Screen.Privacy -> PrivacyScreen(shell)
        is Screen.Erase -> EraseScreen(shell, screen.area)
        Screen.EraseAll -> EraseScreen(shell, null)
        Screen.Countries -> CountriesScreen(shell)
        Screen.Regions -> RegionsScreen(shell)
    }

    private fun wanted(): Wanted {
        val dark = resources.configuration.uiMode and Configuration.UI_MODE_NIGHT_MASK == Configuration.UI_MODE_NIGHT_YES
        val contrast = Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE &&
            (getSystemService(UiModeManager::class.java)?.contrast ?: 0f) >= HIGH
        val still = Settings.Global.getFloat(contentResolver, Settings.Global.ANIMATOR_DURATION_SCALE, 1f) == 0f
        return Wanted(dark, contrast, still)
    }

    private companion object {
        /** Where Android's own scale from -1 to 1 says "more contrast". */
        const val HIGH = 0.5f
    }
}
