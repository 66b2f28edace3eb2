package org.peerline.app

import android.graphics.Bitmap
import android.graphics.Color
import androidx.activity.compose.setContent
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.offset
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalLayoutDirection
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.unit.LayoutDirection
import androidx.compose.ui.unit.dp
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.peerline.app.look.Types
import org.peerline.app.look.isolated
import org.peerline.app.look.style
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** Each check of a screen is seen to turn red once, by a fault that is planted, and to be green without it. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34], qualifiers = "w411dp-h891dp-xhdpi")
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class LookedTest {
    @get:Rule val rule = createEmptyComposeRule()

    @Test
    fun `a screen in order has no fault`() = assertEquals(emptyList(), faults { Column { Tap("Call", 48) } })

    @Test
    fun `text that is cut is found`() = found("cut") { Text("A sentence that is much too long for one line of this width", Modifier.width(90.dp), maxLines = 1) }

    @Test
    fun `something too small to touch is found`() = found("is only") { Tap("Call", 40) }

    @Test
    fun `something to tap without a name is found`() = found("no name") { Tap("", 48) }

    @Test
    fun `something moved out of the window is found`() = found("outside") { Box(Modifier.offset(x = 380.dp)) { Tap("Call", 48) } }

    @Test
    fun `something moved over something else is found`() = found("lies over") {
        Tap("Call", 48)
        Box(Modifier.offset(y = 20.dp)) { Tap("Text", 48) }
    }

    @Test
    fun `a number that is turned around is found, and an isolated one is not`() {
        val arabic = "\u0627\u062a\u0635\u0644"
        found("turned") { Mirrored { Text("$arabic +1-800-273-8255 $arabic") } }
        found("turned") { Mirrored { Text("$arabic 21:00-23:30 $arabic") } }
        assertEquals(emptyList(), faults { Mirrored { Text("$arabic ${isolated("+1-800-273-8255")} $arabic") } })
    }

    @Test
    fun `a number that is broken over two lines is found, and an isolated one is not`() {
        val number = "(800) 273 8255"
        fun at(width: Int, text: String) = faults { Text("Call the line at $text", Modifier.width(width.dp), style = Types.body.style()) }
        // Wherever the line happens to end.
        val widths = 140..260 step 20
        assertTrue(widths.any { width -> at(width, number).any { "broken" in it } })
        for (width in widths) assertEquals(emptyList(), at(width, isolated(number)))
    }

    @Test
    fun `a screen without a heading is found`() = assertTrue(faults(heading = false) { Tap("Call", 48) }.any { "heading" in it })

    @Test
    fun `a picture is another one if more than a thousandth of it is visibly off`() {
        val (one, other) = List(2) { Bitmap.createBitmap(100, 100, Bitmap.Config.ARGB_8888).apply { eraseColor(Color.WHITE) } }
        for (x in 0 until 10) other.setPixel(x, 0, Color.BLACK)
        for (x in 0 until 100) other.setPixel(x, 1, Color.rgb(250, 250, 250))
        assertEquals(0.001, Goldens.share(one, other))
        other.setPixel(50, 50, Color.BLACK)
        assertTrue(Goldens.share(one, other) > Goldens.MOST)
    }

    private fun found(what: String, content: @Composable () -> Unit) {
        val faults = faults(content = content)
        assertTrue(faults.any { what in it }, "$faults")
    }

    private fun faults(heading: Boolean = true, content: @Composable () -> Unit): List<String> {
        var faults = emptyList<String>()
        TrialPhone().use { trial ->
            Stage(rule, trial).use { stage ->
                stage.activity { activity ->
                    activity.setContent {
                        Box {
                            if (heading) Text("Title", Modifier.offset(y = 700.dp).semantics { heading() })
                            content()
                        }
                    }
                }
                faults = stage.faults()
            }
        }
        return faults
    }

    @Composable
    private fun Tap(name: String, dp: Int) = Box(Modifier.size(dp.dp).clickable {}.semantics { contentDescription = name })

    @Composable
    private fun Mirrored(content: @Composable () -> Unit) =
        CompositionLocalProvider(LocalLayoutDirection provides LayoutDirection.Rtl, content = content)
}
