package org.peerline.app

import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import java.io.File
import kotlin.test.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.ParameterizedRobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** The stories that the iOS shell passes are passed here, too: the same files. */
@RunWith(ParameterizedRobolectricTestRunner::class)
@Config(sdk = [34], qualifiers = "w411dp-h891dp-xhdpi")
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class ScenariosTest(private val name: String) {
    @get:Rule val rule = createEmptyComposeRule()

    @Test
    fun `both shells tell the same story`() {
        assertTrue(Scenario.files.size >= 35, "${Scenario.files}")
        Scenario(rule, File(Scenario.folder, name)).use { it.run() }
    }

    companion object {
        @JvmStatic
        @ParameterizedRobolectricTestRunner.Parameters(name = "{0}")
        fun names(): List<Array<Any>> = Scenario.files.map { arrayOf(it.name) }
    }
}
