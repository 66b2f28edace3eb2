package org.peerline.app.care

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.ui.text.input.KeyboardType
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.look.Card
import org.peerline.app.look.Heading
import org.peerline.app.look.Icons
import org.peerline.app.look.Label
import org.peerline.app.look.LocalWays
import org.peerline.app.look.Main
import org.peerline.app.look.Notice
import org.peerline.app.look.Offer
import org.peerline.app.look.Onward
import org.peerline.app.look.Other
import org.peerline.app.look.Page
import org.peerline.app.look.Say
import org.peerline.app.look.Shown
import org.peerline.app.look.Typed
import org.peerline.app.look.Types
import org.peerline.app.look.isolated
import org.peerline.app.look.label
import org.peerline.app.look.says
import org.peerline.app.look.unbroken
import org.peerline.app.platform.FileKind
import org.peerline.app.platform.Hands
import org.peerline.app.platform.SaidOfFile
import org.peerline.app.ready
import org.peerline.core.PlanImportHow

/** The plan outside of this app: on paper, as text, or as a file that only its owner's words open; and a file back in. */
@Composable
fun PlanPaperScreen(shell: Shell, hands: Hands) {
    val load by shell.plan.printed.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.plan.print() }
    val paper = load.ready
    Page(
        label(Label.PLAN_PAPER),
        actions = {
            if (paper != null) {
                Main(Label.PLAN_PRINT, Icons.paper) { hands.print(paper.html) }
                Other(Label.PLAN_SHARE, Icons.share) { hands.share(paper.text) }
            }
        },
    ) {
        SaidOfFile(shell)
        Shown(load, shell.plan::print) {
            Notice(it.caution)
            Onward(Icons.lock, Label.PLAN_EXPORT) {
                shell.plan.beginFile()
                shell.ways.to(Screen.PlanSave)
            }
            Onward(Icons.plan, Label.PLAN_IMPORT) { hands.bring(shell.plan::take) }
            Card { Say(unbroken(it.text), Types.small) }
        }
    }
}

/** First what words are good ones. Where the file lies is chosen on the phone's own screen. */
@Composable
fun PlanSaveScreen(shell: Shell, hands: Hands) {
    val load by shell.plan.plan.collectAsStateWithLifecycle()
    val passphrase by shell.plan.passphrase.collectAsStateWithLifecycle()
    val refused by shell.plan.notDone.collectAsStateWithLifecycle()
    val busy by shell.plan.working.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { shell.plan.read() }
    Page(
        label(Label.PLAN_EXPORT),
        lineBelow = true,
        actions = {
            Main(Offer("hand-over", label(Label.PLAN_EXPORT)), Icons.lock, enabled = !busy) {
                hands.save(FileKind.PLAN, shell.plan::exported, shell.plan::export)
            }
            Other(Label.CANCEL, onClick = LocalWays.current.back)
        },
    ) {
        SaidOfFile(shell)
        Shown(load, shell.plan::read) { plan ->
            Say(plan.exportAsk)
            refused?.let { Notice(it.says) }
            Passphrase(shell, Label.PLAN_PASSPHRASE, passphrase)
        }
    }
}

/** A file that was saved before: looked at first, and nothing is changed until its owner says how. */
@Composable
fun PlanBringScreen(shell: Shell, hands: Hands) {
    val passphrase by shell.plan.passphrase.collectAsStateWithLifecycle()
    val refused by shell.plan.notDone.collectAsStateWithLifecycle()
    val busy by shell.plan.working.collectAsStateWithLifecycle()
    val file by shell.plan.file.collectAsStateWithLifecycle()
    val brought by shell.plan.toBring.collectAsStateWithLifecycle()
    val found = brought?.ready
    val back = LocalWays.current.back
    LaunchedEffect(Unit) { shell.plan.showBrought() }
    Page(
        label(Label.PLAN_IMPORT),
        lineBelow = true,
        actions = {
            when {
                found != null -> {
                    Main(Label.PLAN_IMPORT_MERGE) { shell.plan.bring(PlanImportHow.MERGE) }
                    Other(Label.PLAN_IMPORT_REPLACE) { shell.plan.bring(PlanImportHow.REPLACE) }
                }
                file != null -> Main(Label.PLAN_OPEN, enabled = !busy, onClick = shell.plan::lookInto)
                // The app was ended in between: the file is chosen anew.
                else -> Main(Label.PLAN_IMPORT) { hands.bring(shell.plan::take) }
            }
            Other(Label.CANCEL) {
                shell.plan.beginFile()
                back()
            }
        },
    ) {
        SaidOfFile(shell)
        refused?.let { Notice(it.says) }
        if (found == null) {
            if (file != null) Passphrase(shell, Label.PLAN_PASSPHRASE_OPENS, passphrase)
            return@Page
        }
        Say(found.ask)
        for (step in found.steps.filter { it.items.isNotEmpty() }) {
            Card {
                Heading(step.title)
                for (item in step.items) {
                    Say(item.text)
                    for (number in item.dial.map { it.number }.distinct()) Say(isolated(number))
                }
            }
        }
    }
}

@Composable
private fun Passphrase(shell: Shell, what: Label, typed: String) =
    Typed("passphrase", what, typed, leftToRight = true, keyboard = KeyboardType.Password, change = shell.plan::typePassphrase)
