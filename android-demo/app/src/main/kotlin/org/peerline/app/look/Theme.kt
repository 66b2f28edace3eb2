package org.peerline.app.look

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.platform.LocalLayoutDirection
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.LineBreak
import androidx.compose.ui.unit.LayoutDirection
import androidx.compose.ui.unit.sp

/** How the phone wants things shown. */
data class Wanted(val dark: Boolean, val contrast: Boolean, val stillness: Boolean)

/** The labels of the screens in one language. */
class Words(private val texts: Map<String, String>, val language: String) {
    /** Whether this language is written from right to left. */
    val rightToLeft: Boolean = language.substringBefore('-') in setOf("ar", "he", "fa", "ur")

    /** Every label is in every catalogue: the core's build sees to it, and `Label` is made from the catalogues. */
    operator fun get(label: Label): String = texts[label.id].orEmpty()
}

val LocalColours = staticCompositionLocalOf { Schemes.light }
val LocalWords = staticCompositionLocalOf { Words(emptyMap(), "en") }

/** Whether nothing may move. */
val LocalStillness = staticCompositionLocalOf { false }

@Composable
fun Look(wanted: Wanted, words: Words, content: @Composable () -> Unit) {
    val colours = when {
        wanted.dark && wanted.contrast -> Schemes.contrastDark
        wanted.dark -> Schemes.dark
        wanted.contrast -> Schemes.contrast
        else -> Schemes.light
    }
    val of = if (wanted.dark) darkColorScheme() else lightColorScheme()
    val scheme = of.copy(
        primary = colours.main,
        onPrimary = colours.onMain,
        primaryContainer = colours.mainSoft,
        onPrimaryContainer = colours.onMainSoft,
        secondary = colours.main,
        onSecondary = colours.onMain,
        secondaryContainer = colours.mainSoft,
        onSecondaryContainer = colours.onMainSoft,
        tertiary = colours.line,
        onTertiary = colours.onLine,
        tertiaryContainer = colours.lineSoft,
        onTertiaryContainer = colours.onLineSoft,
        error = colours.grave,
        onError = colours.onGrave,
        errorContainer = colours.noticeSoft,
        onErrorContainer = colours.onNoticeSoft,
        background = colours.ground,
        onBackground = colours.onGround,
        surface = colours.ground,
        onSurface = colours.onGround,
        surfaceVariant = colours.surface,
        onSurfaceVariant = colours.quiet,
        surfaceContainer = colours.surface,
        surfaceContainerLow = colours.surface,
        surfaceContainerLowest = colours.surface,
        surfaceContainerHigh = colours.surface,
        surfaceContainerHighest = colours.surface,
        outline = colours.outline,
        outlineVariant = colours.hairline,
    )
    CompositionLocalProvider(
        LocalColours provides colours,
        LocalWords provides words,
        LocalStillness provides wanted.stillness,
        LocalLayoutDirection provides if (words.rightToLeft) LayoutDirection.Rtl else LayoutDirection.Ltr,
    ) { MaterialTheme(colorScheme = scheme, content = content) }
}

/** A text style of the tokens. */
fun Type.style(): TextStyle = TextStyle(
    fontSize = size.sp,
    lineHeight = line.sp,
    fontWeight = FontWeight(weight),
    lineBreak = LineBreak.Paragraph,
)

/**
 * A number between marks that keep its digits from turning around in a text written from right to left (UAX 9). What is a number and
 * nothing else is also joined, so that no line ends within it (UAX 14).
 */
fun isolated(number: String): String = "\u2066${if (number.all { it in JOINED }) joined(number) else number}\u2069"

/** A text of somebody's own with the numbers in it joined, each as a whole. */
fun unbroken(text: String): String = NUMBER.replace(text) { joined(it.value) }

private fun joined(number: String) = number.replace(' ', '\u00a0').replace("-", "\u2060-\u2060")

private val NUMBER = Regex("""\+?\(?\d+\)?(?:[-. ]\(?\d+\)?)+""")

/** What a phone number is written with, also as letters on the keys. */
private val JOINED = ('0'..'9').toSet() + ('A'..'Z') + "+-. ()*#".toSet()
