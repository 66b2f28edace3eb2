package org.peerline.app.look

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.remember
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import org.peerline.app.Load
import org.peerline.core.Advice
import org.peerline.core.ErrorWords

/** What every page needs of the app around it. */
class Ways(
    val back: () -> Unit = {},
    val leaveAtOnce: () -> Unit = {},
    val lines: () -> Unit = {},
    val limits: () -> Unit = {},
)

val LocalWays = staticCompositionLocalOf { Ways() }

/** Whether the page has a line below already, so that nothing above it needs one of its own. */
private val LocalLineBelow = staticCompositionLocalOf { false }

@Composable
fun label(of: Label): String = LocalWords.current[of]

/**
 * One page: the way back and the way out above, what is read in the middle, what is done below in reach of a thumb. With large text
 * the actions follow what is read, so that they never take the page away from it.
 *
 * @param lineBelow whether a crisis line is the last of the actions: wherever somebody waits or reads conditions
 */
@Composable
fun Page(
    title: String? = null,
    first: (@Composable RowScope.() -> Unit)? = null,
    goesBack: Boolean = true,
    low: Boolean = false,
    lineBelow: Boolean = false,
    actions: (@Composable ColumnScope.() -> Unit)? = null,
    content: @Composable ColumnScope.() -> Unit,
) {
    val large = LocalDensity.current.fontScale >= LARGE_TEXT
    val below: (@Composable ColumnScope.() -> Unit)? = if (actions == null && !lineBelow) null else {
        {
            actions?.invoke(this)
            if (lineBelow) LineTap(Label.LINES_NOW, onClick = LocalWays.current.lines)
        }
    }
    CompositionLocalProvider(LocalLineBelow provides lineBelow) {
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
                    if (large && below != null) below()
                }
            }
            if (!large && below != null) {
                Column(
                    Modifier.fillMaxWidth().padding(horizontal = Space.normal, vertical = Space.close),
                    verticalArrangement = Arrangement.spacedBy(Space.small),
                    content = below,
                )
            }
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
            goesBack -> IconTap(Icons.back, offer(Label.BACK), ways.back)
            else -> Box(Modifier.size(Touch.least))
        }
        TextTap(offer(Label.QUICK_EXIT), Icons.leave, LocalColours.current.quiet, onClick = ways.leaveAtOnce)
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

/** Things that belong together. */
@Composable
fun Card(
    ground: Color = LocalColours.current.surface,
    offer: Offer? = null,
    onClick: (() -> Unit)? = null,
    content: @Composable ColumnScope.() -> Unit,
) {
    val tap = if (onClick == null) Modifier else Modifier.named(offer).clickable(role = Role.Button, onClick = onClick)
    Column(
        Modifier.fillMaxWidth().clip(RoundedCornerShape(Corner.card)).background(ground).then(tap).heightIn(min = Touch.least)
            .padding(Space.normal),
        verticalArrangement = Arrangement.spacedBy(Space.tight),
        content = content,
    )
}

/** Something to know before anything else. Its words say it; the colour only helps. */
@Composable
fun Notice(text: String, heading: Boolean = false) = Card(LocalColours.current.noticeSoft) {
    val says = Modifier.semantics {
        liveRegion = LiveRegionMode.Polite
        if (heading) heading()
    }
    Text(text, color = LocalColours.current.onNoticeSoft, style = Types.body.style(), modifier = says)
}

/** What was asked for: there, on its way, or not to be had, with what can be done then. A line is never far. */
@Composable
fun <T> ColumnScope.Shown(load: Load<T>, again: () -> Unit, content: @Composable ColumnScope.(T) -> Unit) {
    when (load) {
        is Load.Ready -> content(load.value)
        is Load.NotDone -> NotDone(load, again)
        Load.Loading -> Wait()
    }
}

@Composable
private fun Load.NotDone.inWords(): ErrorWords = LocalWords.current.language.let { remember(this, it) { words(it) } }

/** Why it was not done, in one sentence. */
val Load.NotDone.says: String
    @Composable get() = inWords().says

/** Why something was not done, and what the core advises then. */
@Composable
fun NotDone(not: Load.NotDone, again: () -> Unit) {
    val (words, ways) = not.inWords() to LocalWays.current
    val advice = Offer(ADVICE, words.offer)
    Notice(words.says, heading = true)
    when (words.advice) {
        Advice.RETRY, Advice.RETRY_LATER -> Other(advice, onClick = again)
        // Where the line stands below already, one that shouts is enough.
        Advice.CALL_A_LINE -> if (LocalLineBelow.current) Other(advice, Icons.call, LocalColours.current.line, ways.lines) else LineTap(advice, onClick = ways.lines)
        Advice.RENEW -> if (not.limitsFirst) Main(advice, onClick = ways.limits) else Quiet(words.offer)
        Advice.FREE_SPACE, Advice.UPDATE_APP -> Quiet(words.offer)
    }
    if (words.advice != Advice.CALL_A_LINE && !LocalLineBelow.current) LineTap(Label.LINES_NOW, onClick = ways.lines)
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
const val LARGE_TEXT = 1.5f
private const val ADVICE = "advice"
