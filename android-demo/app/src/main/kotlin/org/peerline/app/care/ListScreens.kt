package org.peerline.app.care

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.look.Heading
import org.peerline.app.look.Icons
import org.peerline.app.look.Label
import org.peerline.app.look.Offer
import org.peerline.app.look.Onward
import org.peerline.app.look.Page
import org.peerline.app.look.Quiet
import org.peerline.app.look.Say
import org.peerline.app.look.Shown
import org.peerline.app.look.Some
import org.peerline.app.look.Title
import org.peerline.app.look.label
import org.peerline.app.look.named

/** What weighs on somebody, to tick; and what may help with it. No score. */
@Composable
fun ChecklistScreen(shell: Shell, id: String) {
    val load by shell.lists.all.collectAsStateWithLifecycle()
    val ticked by shell.lists.ticked.collectAsStateWithLifecycle()
    val pointed by shell.lists.pointed.collectAsStateWithLifecycle()
    LaunchedEffect(id) { shell.lists.open(id) }
    Page(lineBelow = true) {
        Shown(load, shell.lists::refresh) { all ->
            val list = all.find { it.id == id } ?: return@Shown Title(label(Label.NOTHING_FOUND))
            Title(list.title)
            Say(list.stem)
            Some(list.entries.map { it.id to Offer("tick:${it.id}", it.text) }, ticked) { shell.lists.tick(id, it) }
            pointed?.let { to -> Shown(to, { shell.lists.tick(id, ticked) }) { PointsTo(shell, it) } }
            Say(list.closing)
            Quiet(list.source)
        }
    }
}

@Composable
private fun PointsTo(shell: Shell, to: Pointed) {
    Heading(label(Label.CHECKLIST_POINTS))
    for (tool in to.tools) {
        Onward(Icons.breath, Offer("exercise:${tool.id}", tool.name), tool.takes) { shell.ways.to(Screen.Exercise(tool.id)) }
    }
    if (to.topics.isNotEmpty()) {
        Onward(Icons.talk, Label.CHOICE_PEER) {
            shell.asking.begin()
            shell.asking.choose(shell.asking.choice.value.copy(topics = to.topics))
        }
    }
    for (need in to.needs) Onward(Icons.call, named("need", need.need, need.name)) { shell.lines.beginFor(need.need) }
}
