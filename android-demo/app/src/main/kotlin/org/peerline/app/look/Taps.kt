package org.peerline.app.look

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.FlowRowScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.offset
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.sizeIn
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.toggleable
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.Icon
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.text.style.TextDirection
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp

/**
 * Something that can be done: what it says, and its name, which both shells share: the id of its label, and behind a colon which one of
 * several (`label-take:ID`). `tests/contract/README.md` lists those that have no label.
 */
class Offer(val id: String, val says: String)

/** [of] says which one of several; [with] is a number that is read behind the label. */
@Composable
fun offer(what: Label, of: String? = null, with: String? = null): Offer =
    Offer(if (of == null) what.id else "${what.id}:$of", if (with == null) label(what) else "${label(what)} ${isolated(with)}")

/** One value of a closed list, by its word as the bindings name it (`topic:childCase`). */
fun named(kind: String, value: Enum<*>, says: String): Offer {
    val parts = value.name.lowercase().split('_')
    return Offer("$kind:" + parts.first() + parts.drop(1).joinToString("") { it.replaceFirstChar(Char::uppercaseChar) }, says)
}

/** Gives it the name by which tests find it. A screen reader never says it. */
fun Modifier.named(offer: Offer?): Modifier = if (offer == null) this else testTag(offer.id)

/** An icon grows with the text beside it. */
@Composable
fun withText(size: Int): Dp = with(LocalDensity.current) { size.sp.toDp() }

/** One of the few big choices. */
@Composable
fun BigChoice(icon: ImageVector, what: Label, about: String, ground: Color, ink: Color, onClick: () -> Unit) {
    Row(
        Modifier.fillMaxWidth().heightIn(min = Touch.choice).clip(RoundedCornerShape(Corner.round)).background(ground).testTag(what.id)
            .clickable(role = Role.Button, onClick = onClick).padding(Space.normal),
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(Space.normal),
    ) {
        Icon(icon, contentDescription = null, Modifier.size(withText(32)), tint = ink)
        Column(Modifier.weight(1f)) {
            Text(label(what), color = ink, style = Types.title.style())
            Text(about, color = ink, style = Types.small.style())
        }
    }
}

/** The one thing that a page is for. */
@Composable
fun Main(offer: Offer, icon: ImageVector? = null, enabled: Boolean = true, onClick: () -> Unit) =
    Filled(offer, icon, LocalColours.current.main, LocalColours.current.onMain, enabled, onClick)

@Composable
fun Main(what: Label, icon: ImageVector? = null, enabled: Boolean = true, onClick: () -> Unit) = Main(offer(what), icon, enabled, onClick)

/** A line: always the same colour, so that it is found without reading. */
@Composable
fun LineTap(offer: Offer, icon: ImageVector? = Icons.call, onClick: () -> Unit) =
    Filled(offer, icon, LocalColours.current.line, LocalColours.current.onLine, true, onClick)

@Composable
fun LineTap(what: Label, icon: ImageVector? = Icons.call, onClick: () -> Unit) = LineTap(offer(what), icon, onClick)

/** What cannot be taken back, or cannot wait. */
@Composable
fun Grave(offer: Offer, icon: ImageVector? = null, onClick: () -> Unit) =
    Filled(offer, icon, LocalColours.current.grave, LocalColours.current.onGrave, true, onClick)

@Composable
private fun Filled(offer: Offer, icon: ImageVector?, ground: Color, ink: Color, enabled: Boolean, onClick: () -> Unit) {
    val colours = LocalColours.current
    Row(
        Modifier.fillMaxWidth().heightIn(min = Touch.button).clip(RoundedCornerShape(Corner.round))
            .background(if (enabled) ground else colours.hairline).named(offer)
            .clickable(enabled = enabled, role = Role.Button, onClick = onClick)
            .padding(horizontal = Space.normal, vertical = Space.close),
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(Space.small, Alignment.CenterHorizontally),
    ) {
        val shown = if (enabled) ink else colours.quiet
        if (icon != null) Icon(icon, contentDescription = null, Modifier.size(withText(24)), tint = shown)
        Text(offer.says, color = shown, style = Types.label.style(), textAlign = TextAlign.Center)
    }
}

/** Something else that can be done here. */
@Composable
fun Other(offer: Offer, icon: ImageVector? = null, ink: Color = LocalColours.current.main, onClick: () -> Unit) {
    Row(
        Modifier.fillMaxWidth().heightIn(min = Touch.button).clip(RoundedCornerShape(Corner.round)).named(offer)
            .clickable(role = Role.Button, onClick = onClick).padding(horizontal = Space.normal, vertical = Space.close),
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(Space.small, Alignment.CenterHorizontally),
    ) {
        if (icon != null) Icon(icon, contentDescription = null, Modifier.size(withText(24)), tint = ink)
        Text(offer.says, color = ink, style = Types.label.style(), textAlign = TextAlign.Center)
    }
}

@Composable
fun Other(what: Label, icon: ImageVector? = null, ink: Color = LocalColours.current.main, onClick: () -> Unit) = Other(offer(what), icon, ink, onClick)

@Composable
fun IconTap(icon: ImageVector, offer: Offer, onClick: () -> Unit) {
    Box(
        Modifier.size(Touch.least).clip(RoundedCornerShape(Corner.round)).named(offer).clickable(role = Role.Button, onClick = onClick)
            .semantics { contentDescription = offer.says },
        contentAlignment = Alignment.Center,
    ) { Icon(icon, contentDescription = null, Modifier.size(withText(24)), tint = LocalColours.current.onGround) }
}

/** Something small that can be done, beside others like it. */
@Composable
fun TextTap(offer: Offer, icon: ImageVector? = null, ink: Color = LocalColours.current.main, onClick: () -> Unit) {
    Row(
        Modifier.sizeIn(minWidth = Touch.least, minHeight = Touch.least).clip(RoundedCornerShape(Corner.round)).named(offer)
            .clickable(role = Role.Button, onClick = onClick).padding(horizontal = Space.close, vertical = Space.small),
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(Space.small),
    ) {
        // Long words leave the icon its size.
        Text(offer.says, Modifier.weight(1f, fill = false), color = ink, style = Types.label.style())
        if (icon != null) Icon(icon, contentDescription = null, Modifier.size(withText(22)), tint = ink)
    }
}

/** Small things to do side by side, as many in a row as there is room for. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun SideBySide(most: Int = Int.MAX_VALUE, content: @Composable FlowRowScope.() -> Unit) = FlowRow(
    // Their words stand where the text above them does; what is touched around them begins before that.
    Modifier.fillMaxWidth().offset(x = -Space.close),
    horizontalArrangement = Arrangement.spacedBy(Space.small),
    maxItemsInEachRow = most,
    content = content,
)

/** A row that leads on. */
@Composable
fun Onward(icon: ImageVector?, offer: Offer, about: String? = null, onClick: () -> Unit) {
    val colours = LocalColours.current
    Row(
        Modifier.fillMaxWidth().heightIn(min = Touch.button).clip(RoundedCornerShape(Corner.card)).background(colours.surface).named(offer)
            .clickable(role = Role.Button, onClick = onClick).padding(Space.normal),
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(Space.normal),
    ) {
        if (icon != null) Icon(icon, contentDescription = null, Modifier.size(withText(24)), tint = colours.main)
        Column(Modifier.weight(1f)) {
            Say(offer.says, Types.label)
            if (about != null) Quiet(about)
        }
        Icon(Icons.onward, contentDescription = null, Modifier.size(withText(20)), tint = colours.outline)
    }
}

@Composable
fun Onward(icon: ImageVector?, what: Label, about: String? = null, onClick: () -> Unit) = Onward(icon, offer(what), about, onClick)

/** Some of several. What is chosen has a tick, not only another colour. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun <T> Some(all: List<Pair<T, Offer>>, chosen: Set<T>, change: (Set<T>) -> Unit) {
    FlowRow(
        Modifier.fillMaxWidth(),
        horizontalArrangement = Arrangement.spacedBy(Space.small),
        verticalArrangement = Arrangement.spacedBy(Space.small),
    ) {
        for ((value, offer) in all) {
            val on = value in chosen
            Chip(offer, on, Modifier.toggleable(on, role = Role.Checkbox) { change(if (on) chosen - value else chosen + value) })
        }
    }
}

/** On or off. */
@Composable
fun OnOff(offer: Offer, on: Boolean, change: (Boolean) -> Unit) = Some(listOf(true to offer), setOf(on)) { change(true in it) }

@Composable
fun OnOff(what: Label, on: Boolean, change: (Boolean) -> Unit) = OnOff(offer(what), on, change)

/** One of several. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun <T> One(all: List<Pair<T, Offer>>, chosen: T, change: (T) -> Unit) {
    FlowRow(
        Modifier.fillMaxWidth(),
        horizontalArrangement = Arrangement.spacedBy(Space.small),
        verticalArrangement = Arrangement.spacedBy(Space.small),
    ) {
        for ((value, offer) in all) {
            val on = value == chosen
            Chip(offer, on, Modifier.selectable(on, role = Role.RadioButton) { change(value) })
        }
    }
}

@Composable
private fun Chip(offer: Offer, on: Boolean, tap: Modifier) {
    val colours = LocalColours.current
    Surface(
        Modifier.heightIn(min = Touch.least),
        shape = RoundedCornerShape(Corner.card),
        color = if (on) colours.mainSoft else colours.surface,
        border = BorderStroke(1.dp, if (on) colours.main else colours.outline),
    ) {
        Row(
            Modifier.named(offer).then(tap).sizeIn(minWidth = Touch.least, minHeight = Touch.least)
                .padding(horizontal = Space.close, vertical = Space.small),
            verticalAlignment = Alignment.CenterVertically,
            horizontalArrangement = Arrangement.spacedBy(Space.tight),
        ) {
            if (on) Icon(Icons.tick, contentDescription = null, Modifier.size(withText(18)), tint = colours.onMainSoft)
            Say(offer.says, Types.label, colour = if (on) colours.onMainSoft else colours.onGround)
        }
    }
}

/** 0 to 10. */
fun levels(): List<Pair<UByte, Offer>> = (0..10).map { it.toUByte() to Offer("level:$it", isolated("$it")) }

/** A number or a time that is made less or more, two steps in a row: no keyboard, one thumb. */
@Composable
fun Stepped(what: Label, value: String, steps: @Composable FlowRowScope.() -> Unit) = Card {
    Say(label(what), Types.label)
    Told(value, Types.title)
    SideBySide(most = 2, steps)
}

/** What is typed. [id] is its name in the stories of `tests/contract/screens`. Numbers and letters of cards stand from left to right. */
@Composable
fun Typed(
    id: String,
    what: Label,
    text: String,
    type: Type = Types.body,
    leftToRight: Boolean = false,
    keyboard: KeyboardType = KeyboardType.Text,
    lines: Int = 1,
    icon: ImageVector? = null,
    change: (String) -> Unit,
) {
    val style = type.style()
    // A name of two lines stands half above the field: with large text it gets room there, so that it lies over nothing.
    val room = if (LocalDensity.current.fontScale >= LARGE_TEXT) withText(Types.small.line) else 0.dp
    OutlinedTextField(
        text,
        onValueChange = change,
        modifier = Modifier.fillMaxWidth().padding(top = room).testTag("field:$id"),
        textStyle = if (leftToRight) style.copy(textDirection = TextDirection.Ltr) else style,
        label = { Text(label(what), style = Types.small.style()) },
        leadingIcon = icon?.let { { Icon(it, contentDescription = null) } },
        singleLine = icon != null || keyboard != KeyboardType.Text,
        minLines = lines,
        keyboardOptions = KeyboardOptions(keyboardType = keyboard),
    )
}
