package org.peerline.app.home

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.peerline.app.Load
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.look.BigChoice
import org.peerline.app.look.Card
import org.peerline.app.look.Heading
import org.peerline.app.look.IconTap
import org.peerline.app.look.Icons
import org.peerline.app.look.Label
import org.peerline.app.look.LineTap
import org.peerline.app.look.LocalColours
import org.peerline.app.look.Main
import org.peerline.app.look.Notice
import org.peerline.app.look.Onward
import org.peerline.app.look.Other
import org.peerline.app.look.Page
import org.peerline.app.look.Quiet
import org.peerline.app.look.Say
import org.peerline.app.look.Told
import org.peerline.app.look.Types
import org.peerline.app.look.label
import org.peerline.app.ready
import org.peerline.core.FileFound

/** The very first time: no account, no name, and a line at once for whoever cannot wait. */
@Composable
fun WelcomeScreen(shell: Shell) = Page(
    goesBack = false,
    low = true,
    actions = {
        Main(label(Label.BEGIN)) { shell.ways.fromHome() }
        Other(label(Label.HAVE_CARD), Icons.card) { shell.ways.fromHome(Screen.Card) }
        LineTap(label(Label.LINES_NOW)) { shell.ways.fromHome(Screen.Lines) }
    },
) {
    Told(label(Label.WELCOME))
    Say(label(Label.WELCOME_NO_ACCOUNT))
    Say(label(Label.WELCOME_STAYS_HERE))
    Say(label(Label.WELCOME_LINES))
}

/** Three big choices in reach of a thumb. Nothing else shouts. */
@Composable
fun HomeScreen(shell: Shell) {
    val load by shell.home.screen.collectAsStateWithLifecycle()
    val opened by shell.home.opened.collectAsStateWithLifecycle()
    val colours = LocalColours.current
    val screen = load.ready
    Page(
        first = { IconTap(Icons.more, label(Label.MENU)) { shell.ways.to(Screen.More) } },
        low = true,
    ) {
        opened?.let { found ->
            val says = if (FileFound.KEY_GONE in listOf(found.officer, found.duty)) Label.KEY_GONE else Label.VAULT_DAMAGED
            Notice(label(says))
            Other(label(Label.UNDERSTOOD)) { shell.home.understood() }
        }
        screen?.notices?.forEach { Notice(it) }
        (load as? Load.NotDone)?.let { Notice(it.words.says) }
        val request = screen?.request
        if (request != null) {
            Card(colours.mainSoft, onClick = { shell.ways.to(Screen.Request) }) {
                Told(request.headline, Types.heading)
                request.left?.let { Say(it) }
                Quiet(label(Label.LOOK))
            }
        }
        if (screen?.isPeer == true) Onward(Icons.duty, label(Label.DUTY)) { shell.ways.to(Screen.Duty) }
        Heading(label(Label.HOME_TITLE))
        val lines: @Composable () -> Unit = {
            BigChoice(Icons.call, label(Label.CRISIS), label(Label.CRISIS_ABOUT), colours.lineSoft, colours.onLineSoft) {
                shell.ways.to(Screen.Lines)
            }
        }
        if (screen?.linesFirst == true) lines()
        BigChoice(Icons.talk, label(Label.PEER), label(Label.PEER_ABOUT), colours.mainSoft, colours.onMainSoft) {
            if (request != null) shell.ways.to(Screen.Request) else shell.asking.begin()
        }
        BigChoice(Icons.check, label(Label.SELF_CHECK), label(Label.CHECK_ABOUT), colours.checkSoft, colours.onCheckSoft) {
            shell.ways.to(Screen.Checks)
        }
        if (screen?.linesFirst != true) lines()
    }
}

/** Everything else, one quiet row each. */
@Composable
fun MoreScreen(shell: Shell) {
    val screen by shell.home.screen.collectAsStateWithLifecycle()
    Page(label(Label.MENU)) {
        Onward(Icons.breath, label(Label.COPING)) { shell.ways.to(Screen.Coping) }
        Onward(Icons.plan, label(Label.PLAN)) { shell.ways.to(Screen.Plan) }
        Onward(Icons.later, label(Label.FOLLOW_UPS)) { shell.ways.to(Screen.FollowUps) }
        Onward(Icons.eye, label(Label.PRIVACY)) { shell.ways.to(Screen.Privacy) }
        Onward(Icons.people, label(Label.DIRECTORY), label(Label.DIRECTORY_ABOUT)) {
            shell.peers.begin()
            shell.ways.to(Screen.Peers)
        }
        Onward(Icons.card, label(Label.CARD), label(Label.CARD_ABOUT)) { shell.ways.to(Screen.Card) }
        if (screen.ready?.isPeer == true) Onward(Icons.duty, label(Label.DUTY)) { shell.ways.to(Screen.Duty) }
        Onward(Icons.settings, label(Label.SETTINGS)) { shell.ways.to(Screen.Settings) }
    }
}

/** The app's own lock. The lines are in front of it. */
@Composable
fun CurtainScreen(shell: Shell, unlock: () -> Unit) = Page(
    goesBack = false,
    low = true,
    actions = {
        Main(label(Label.UNLOCK), onClick = unlock)
        LineTap(label(Label.LINES_NOW)) { shell.ways.fromHome(Screen.Lines) }
    },
) { Told(label(Label.LOCKED)) }
