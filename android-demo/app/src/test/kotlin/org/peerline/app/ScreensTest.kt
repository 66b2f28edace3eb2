package org.peerline.app

import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** Every screen in every state, as it lies on the glass. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34], qualifiers = "w411dp-h891dp-xhdpi")
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class ScreensTest {
    @get:Rule val rule = createEmptyComposeRule()

    @Test
    fun `every screen can be read and touched in the hardest languages and sizes, and looks as it did`() {
        val goldens = Goldens()
        val faults = mutableListOf<String>()
        Story(rule) { name, stage ->
            faults += goldens.differences(name, stage.picture())
            for (variant in Variant.HARDEST) {
                stage.look(variant)
                faults += stage.faults().map { "$name, ${variant.name}: $it" }
            }
            stage.look(Variant())
        }.all()
        assertSound(faults + goldens.leftOver())
    }
}
