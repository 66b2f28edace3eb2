package org.peerline.app.home

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.peerline.app.Curtain
import org.peerline.app.Load
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.look.BigChoice
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
import org.peerline.app.look.Say
import org.peerline.app.look.Told
import org.peerline.app.look.Types
import org.peerline.app.look.label
import org.peerline.app.look.offer
import org.peerline.app.look.says
import org.peerline.app.ready
import org.peerline.core.FileFound
import org.peerline.core.HomeScreen

/** The very first time: no account, no name, and a line at once for whoever cannot wait. */
@Composable
fun WelcomeScreen(shell: Shell) = Page(
    goesBack = false,
    low = true,
    actions = {
        Main(Label.BEGIN) { shell.ways.fromHome() }
        Other(Label.HAVE_CARD, Icons.card) { shell.ways.fromHome(Screen.Card) }
        LineTap(Label.CRISIS) { shell.ways.fromHome(Screen.Lines) }
    },
) {
    Told(label(Label.WELCOME))
    Say(label(Label.WELCOME_STAYS))
    Say(label(Label.WELCOME_LINES))
}

/** Three big choices in reach of a thumb. Nothing else shouts. */
@Composable
fun HomeScreen(shell: Shell) {
    val load by shell.home.screen.collectAsStateWithLifecycle()
    val opened by shell.home.opened.collectAsStateWithLifecycle()
    val colours = LocalColours.current
    val screen = load.ready
    LaunchedEffect(Unit) { shell.home.refresh() }
    Page(
        first = { IconTap(Icons.more, offer(Label.MENU)) { shell.ways.to(Screen.More) } },
        low = true,
    ) {
        opened?.let { found ->
            val says = if (FileFound.KEY_GONE in listOf(found.officer, found.duty)) Label.KEY_GONE else Label.VAULT_DAMAGED
            Notice(label(says))
            Other(Label.UNDERSTOOD) { shell.home.understood() }
        }
        screen?.notices?.forEach { Notice(it) }
        (load as? Load.NotDone)?.let { Notice(it.says) }
        val request = screen?.request
        request?.let {
            Told(it.headline, Types.heading)
            it.left?.let { left -> Say(left) }
        }
        if (screen?.isPeer == true) Onward(Icons.duty, Label.DUTY) { shell.ways.to(Screen.Duty) }
        if (request == null) Heading(label(Label.HOME_TITLE))
        val lines: @Composable () -> Unit = {
            BigChoice(Icons.call, Label.CRISIS, label(Label.CRISIS_ABOUT), colours.lineSoft, colours.onLineSoft) {
                shell.ways.to(Screen.Lines)
            }
        }
        if (screen?.linesFirst == true) lines()
        Peer(shell, screen)
        BigChoice(Icons.check, Label.SELF_CHECK, label(Label.CHECK_ABOUT), colours.checkSoft, colours.onCheckSoft) {
            shell.ways.to(Screen.Checks)
        }
        if (screen?.linesFirst != true) lines()
    }
}

/** The way to a peer as it stands: the request under way, asking, the card that is needed for it, or the phone's lock. */
@Composable
private fun Peer(shell: Shell, screen: HomeScreen?) {
    val colours = LocalColours.current
    val (ground, ink) = colours.mainSoft to colours.onMainSoft
    when {
        screen == null -> {}
        screen.request != null -> BigChoice(Icons.talk, Label.MY_REQUEST, label(Label.PEER_ABOUT), ground, ink) { shell.ways.to(Screen.Request) }
        screen.canAsk -> BigChoice(Icons.talk, Label.PEER, label(Label.PEER_ABOUT), ground, ink) { shell.asking.begin() }
        screen.locked -> BigChoice(Icons.lock, Label.UNLOCK, label(Label.PEER_ABOUT), ground, ink) { shell.home.unlock() }
        else -> BigChoice(Icons.card, Label.CARD, label(Label.NO_CARD_YET), ground, ink) { shell.ways.to(Screen.Card) }
    }
}

/** What is needed less often. */
@Composable
fun MoreScreen(shell: Shell) {
    val screen by shell.home.screen.collectAsStateWithLifecycle()
    Page(label(Label.MENU)) {
        Onward(Icons.breath, Label.COPING) { shell.ways.to(Screen.Coping) }
        Onward(Icons.plan, Label.PLAN) { shell.ways.to(Screen.Plan) }
        Onward(Icons.later, Label.FOLLOW_UPS) { shell.ways.to(Screen.FollowUps) }
        Onward(Icons.eye, Label.PRIVACY) { shell.ways.to(Screen.Privacy) }
        if (screen.ready?.canAsk == true) {
            Onward(Icons.people, Label.DIRECTORY, label(Label.DIRECTORY_ABOUT)) {
                shell.peers.begin()
                shell.ways.to(Screen.Peers)
            }
        }
        if (screen.ready?.isPeer == true) Onward(Icons.duty, Label.DUTY) { shell.ways.to(Screen.Duty) }
        Onward(Icons.settings, Label.SETTINGS) { shell.ways.to(Screen.Settings) }
    }
}

/** The app's own lock, or a plain page after somebody left at once. The lines are in front of both. */
@Composable
fun CurtainScreen(shell: Shell, curtain: Curtain, unlock: () -> Unit) = Page(
    goesBack = false,
    low = true,
    lineBelow = true,
    actions = {
        if (curtain == Curtain.LOCKED) Main(Label.UNLOCK, onClick = unlock) else Main(Label.BACK, onClick = shell::unlocked)
    },
) { Told(label(if (curtain == Curtain.LOCKED) Label.LOCKED else Label.PLAIN_NAME)) }
