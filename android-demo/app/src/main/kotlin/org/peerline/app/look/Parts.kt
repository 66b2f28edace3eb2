package org.peerline.app.look

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.sizeIn
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.toggleable
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.Icon
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import org.peerline.app.Load
import org.peerline.core.Advice
import org.peerline.core.ErrorWords

/** What every page needs of the app around it. */
class Ways(val back: () -> Unit, val leaveAtOnce: () -> Unit, val lines: () -> Unit)

val LocalWays = staticCompositionLocalOf { Ways({}, {}, {}) }

@Composable
fun label(of: Label): String = LocalWords.current[of]

/**
 * One page: the way back and the way out above, what is read in the middle, what is done below in reach of a thumb. With large text
 * the actions follow what is read, so that they never take the page away from it.
 */
@Composable
fun Page(
    title: String? = null,
    first: (@Composable RowScope.() -> Unit)? = null,
    goesBack: Boolean = true,
    low: Boolean = false,
    actions: (@Composable ColumnScope.() -> Unit)? = null,
    content: @Composable ColumnScope.() -> Unit,
) {
    val large = LocalDensity.current.fontScale >= LARGE_TEXT
    Column(Modifier.fillMaxSize().background(LocalColours.current.ground).safeDrawingPadding()) {
        Above(first, goesBack)
        BoxWithConstraints(Modifier.weight(1f).fillMaxWidth()) {
            val viewport = maxHeight
            Column(
                Modifier.fillMaxWidth().verticalScroll(rememberScrollState()).heightIn(min = viewport)
                    .padding(start = Space.normal, end = Space.normal, bottom = Space.normal),
                verticalArrangement = Arrangement.spacedBy(Space.close, if (low) Alignment.Bottom else Alignment.Top),
            ) {
                if (title != null) Title(title)
                content()
                if (large && actions != null) actions()
            }
        }
        if (!large && actions != null) {
            Column(
                Modifier.fillMaxWidth().padding(horizontal = Space.normal, vertical = Space.close),
                verticalArrangement = Arrangement.spacedBy(Space.small),
                content = actions,
            )
        }
    }
}

/** The same for a page whose middle scrolls by itself. */
@Composable
fun ListPage(content: @Composable ColumnScope.() -> Unit) {
    Column(Modifier.fillMaxSize().background(LocalColours.current.ground).safeDrawingPadding()) {
        Above(null, goesBack = true)
        content()
    }
}

@Composable
private fun Above(first: (@Composable RowScope.() -> Unit)?, goesBack: Boolean) {
    val ways = LocalWays.current
    Row(
        Modifier.fillMaxWidth().padding(horizontal = Space.tight),
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.SpaceBetween,
    ) {
        when {
            first != null -> first()
            goesBack -> IconTap(Icons.back, label(Label.BACK), ways.back)
            else -> Box(Modifier.size(Touch.least))
        }
        TextTap(label(Label.QUICK_EXIT), Icons.leave, LocalColours.current.quiet, onClick = ways.leaveAtOnce)
    }
}

@Composable
fun Title(text: String) = Say(text, Types.display, Modifier.padding(top = Space.small).semantics { heading() })

@Composable
fun Heading(text: String) = Say(text, Types.heading, Modifier.padding(top = Space.small).semantics { heading() })

@Composable
fun Say(text: String, type: Type = Types.body, modifier: Modifier = Modifier, colour: Color = LocalColours.current.onGround, align: TextAlign = TextAlign.Start) =
    Text(text, modifier, color = colour, style = type.style(), textAlign = align)

@Composable
fun Quiet(text: String, type: Type = Types.small) = Say(text, type, colour = LocalColours.current.quiet)

/** What has just changed; a screen reader says it by itself. */
@Composable
fun Told(text: String, type: Type = Types.display, urgent: Boolean = false) = Say(
    text,
    type,
    Modifier.semantics {
        heading()
        liveRegion = if (urgent) LiveRegionMode.Assertive else LiveRegionMode.Polite
    },
)

/** One of the few big choices. */
@Composable
fun BigChoice(icon: ImageVector, text: String, about: String, ground: Color, ink: Color, onClick: () -> Unit) {
    Row(
        Modifier.fillMaxWidth().heightIn(min = Touch.choice).clip(RoundedCornerShape(Corner.round)).background(ground)
            .clickable(role = Role.Button, onClick = onClick).padding(Space.normal),
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(Space.normal),
    ) {
        Icon(icon, contentDescription = null, Modifier.size(32.dp), tint = ink)
        Column(Modifier.weight(1f)) {
            Text(text, color = ink, style = Types.title.style())
            Text(about, color = ink, style = Types.small.style())
        }
    }
}

/** The one thing that a page is for. */
@Composable
fun Main(text: String, icon: ImageVector? = null, enabled: Boolean = true, onClick: () -> Unit) =
    Filled(text, icon, LocalColours.current.main, LocalColours.current.onMain, enabled, onClick)

/** A line: always the same colour, so that it is found without reading. */
@Composable
fun LineTap(text: String, icon: ImageVector? = Icons.call, onClick: () -> Unit) =
    Filled(text, icon, LocalColours.current.line, LocalColours.current.onLine, true, onClick)

@Composable
fun Grave(text: String, icon: ImageVector? = null, onClick: () -> Unit) =
    Filled(text, icon, LocalColours.current.grave, LocalColours.current.onGrave, true, onClick)

@Composable
private fun Filled(text: String, icon: ImageVector?, ground: Color, ink: Color, enabled: Boolean, onClick: () -> Unit) {
    val colours = LocalColours.current
    Row(
        Modifier.fillMaxWidth().heightIn(min = Touch.button).clip(RoundedCornerShape(Corner.round))
            .background(if (enabled) ground else colours.hairline)
            .clickable(enabled = enabled, role = Role.Button, onClick = onClick)
            .padding(horizontal = Space.normal, vertical = Space.close),
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(Space.small, Alignment.CenterHorizontally),
    ) {
        val shown = if (enabled) ink else colours.quiet
        if (icon != null) Icon(icon, contentDescription = null, Modifier.size(24.dp), tint = shown)
        Text(text, color = shown, style = Types.label.style(), textAlign = TextAlign.Center)
    }
}

/** Something else that can be done here. */
@Composable
fun Other(text: String, icon: ImageVector? = null, ink: Color = LocalColours.current.main, onClick: () -> Unit) {
    Row(
        Modifier.fillMaxWidth().heightIn(min = Touch.button).clip(RoundedCornerShape(Corner.round))
            .clickable(role = Role.Button, onClick = onClick).padding(horizontal = Space.normal, vertical = Space.close),
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(Space.small, Alignment.CenterHorizontally),
    ) {
        if (icon != null) Icon(icon, contentDescription = null, Modifier.size(24.dp), tint = ink)
        Text(text, color = ink, style = Types.label.style(), textAlign = TextAlign.Center)
    }
}

@Composable
fun IconTap(icon: ImageVector, says: String, onClick: () -> Unit) {
    Box(
        Modifier.size(Touch.least).clip(RoundedCornerShape(Corner.round)).clickable(role = Role.Button, onClick = onClick)
            .semantics { contentDescription = says },
        contentAlignment = Alignment.Center,
    ) { Icon(icon, contentDescription = null, Modifier.size(24.dp), tint = LocalColours.current.onGround) }
}

@Composable
fun TextTap(text: String, icon: ImageVector?, ink: Color = LocalColours.current.main, onClick: () -> Unit) {
    Row(
        Modifier.sizeIn(minWidth = Touch.least, minHeight = Touch.least).clip(RoundedCornerShape(Corner.round))
            .clickable(role = Role.Button, onClick = onClick).padding(horizontal = Space.close, vertical = Space.small),
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(Space.small),
    ) {
        Text(text, color = ink, style = Types.label.style())
        if (icon != null) Icon(icon, contentDescription = null, Modifier.size(22.dp), tint = ink)
    }
}

/** Things that belong together. */
@Composable
fun Card(
    ground: Color = LocalColours.current.surface,
    onClick: (() -> Unit)? = null,
    says: String? = null,
    content: @Composable ColumnScope.() -> Unit,
) {
    val tap = if (onClick == null) Modifier else Modifier.clickable(role = Role.Button, onClick = onClick)
    Column(
        Modifier.fillMaxWidth().clip(RoundedCornerShape(Corner.card)).background(ground).then(tap).heightIn(min = Touch.least)
            .then(if (says == null) Modifier else Modifier.semantics { contentDescription = says }).padding(Space.normal),
        verticalArrangement = Arrangement.spacedBy(Space.tight),
        content = content,
    )
}

/** Something to know before anything else. Its words say it; the colour only helps. */
@Composable
fun Notice(text: String) = Card(LocalColours.current.noticeSoft) {
    Text(text, color = LocalColours.current.onNoticeSoft, style = Types.body.style(), modifier = Modifier.semantics { liveRegion = LiveRegionMode.Polite })
}

/** A row that leads on. */
@Composable
fun Onward(icon: ImageVector?, text: String, about: String? = null, onClick: () -> Unit) {
    val colours = LocalColours.current
    Row(
        Modifier.fillMaxWidth().heightIn(min = Touch.button).clip(RoundedCornerShape(Corner.card)).background(colours.surface)
            .clickable(role = Role.Button, onClick = onClick).padding(Space.normal),
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(Space.normal),
    ) {
        if (icon != null) Icon(icon, contentDescription = null, Modifier.size(24.dp), tint = colours.main)
        Column(Modifier.weight(1f)) {
            Say(text, Types.label)
            if (about != null) Quiet(about)
        }
        Icon(Icons.onward, contentDescription = null, Modifier.size(20.dp), tint = colours.outline)
    }
}

/** Some of several. What is chosen has a tick, not only another colour. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun <T> Some(all: List<Pair<T, String>>, chosen: Set<T>, change: (Set<T>) -> Unit) {
    FlowRow(
        Modifier.fillMaxWidth(),
        horizontalArrangement = Arrangement.spacedBy(Space.small),
        verticalArrangement = Arrangement.spacedBy(Space.small),
    ) {
        for ((value, name) in all) {
            val on = value in chosen
            Chip(name, on, Modifier.toggleable(on, role = Role.Checkbox) { change(if (on) chosen - value else chosen + value) })
        }
    }
}

/** One of several. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun <T> One(all: List<Pair<T, String>>, chosen: T, change: (T) -> Unit) {
    FlowRow(
        Modifier.fillMaxWidth(),
        horizontalArrangement = Arrangement.spacedBy(Space.small),
        verticalArrangement = Arrangement.spacedBy(Space.small),
    ) {
        for ((value, name) in all) {
            val on = value == chosen
            Chip(name, on, Modifier.selectable(on, role = Role.RadioButton) { change(value) })
        }
    }
}

@Composable
private fun Chip(name: String, on: Boolean, tap: Modifier) {
    val colours = LocalColours.current
    Surface(
        Modifier.heightIn(min = Touch.least),
        shape = RoundedCornerShape(Corner.card),
        color = if (on) colours.mainSoft else colours.surface,
        border = BorderStroke(1.dp, if (on) colours.main else colours.outline),
    ) {
        Row(
            tap.sizeIn(minWidth = Touch.least, minHeight = Touch.least).padding(horizontal = Space.close, vertical = Space.small),
            verticalAlignment = Alignment.CenterVertically,
            horizontalArrangement = Arrangement.spacedBy(Space.tight),
        ) {
            if (on) Icon(Icons.tick, contentDescription = null, Modifier.size(18.dp), tint = colours.onMainSoft)
            Say(name, Types.label, colour = if (on) colours.onMainSoft else colours.onGround)
        }
    }
}

/** What was asked for: there, on its way, or not to be had, with what can be done then. A line is never far. */
@Composable
fun <T> ColumnScope.Shown(load: Load<T>, again: () -> Unit, content: @Composable ColumnScope.(T) -> Unit) {
    when (load) {
        is Load.Ready -> content(load.value)
        is Load.NotDone -> NotDone(load.words, again)
        Load.Loading -> Wait()
    }
}

@Composable
fun NotDone(words: ErrorWords, again: () -> Unit) {
    Notice(words.says)
    val lines = LocalWays.current.lines
    when (words.advice) {
        Advice.RETRY, Advice.RETRY_LATER -> Other(words.offer, onClick = again)
        Advice.CALL_A_LINE -> {}
        Advice.RENEW, Advice.FREE_SPACE, Advice.UPDATE_APP -> Quiet(words.offer)
    }
    LineTap(label(Label.LINES_NOW), onClick = lines)
}

@Composable
fun Wait() {
    val says = label(Label.LOADING)
    Row(
        Modifier.fillMaxWidth().heightIn(min = Touch.choice).semantics { liveRegion = LiveRegionMode.Polite },
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(Space.normal),
    ) {
        if (!LocalStillness.current) CircularProgressIndicator(Modifier.size(28.dp), color = LocalColours.current.main)
        Say(says)
    }
}

@Composable
fun WithWays(ways: Ways, content: @Composable () -> Unit) = CompositionLocalProvider(LocalWays provides ways, content = content)

/** From here on text counts as large. */
private const val LARGE_TEXT = 1.5f
