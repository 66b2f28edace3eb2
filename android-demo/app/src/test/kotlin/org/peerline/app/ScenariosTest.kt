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

/** The stories that the iOS shell passes are passed here, too, but for those of a list: the same files. */
@RunWith(ParameterizedRobolectricTestRunner::class)
@Config(sdk = [34], qualifiers = "w411dp-h891dp-xhdpi")
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class ScenariosTest(private val name: String) {
    @get:Rule val rule = createEmptyComposeRule()

    @Test
    fun `both shells tell the same story`() {
        assertTrue(Scenario.files.size >= 35, "${Scenario.files}")
        val story = runCatching { Scenario(rule, File(Scenario.folder, name)).use { it.run() } }
        if (name in NOT_YET) {
            assertTrue(story.isFailure, "$name is passed here by now: take it off the list")
            println("!! LEFT OUT: $name is a story of the iOS shell alone so far")
        } else {
            story.getOrThrow()
        }
    }

    companion object {
        /** Stories whose screens are cut in another way here, or lack something. Whoever mends one takes it off. */
        private val NOT_YET = setOf(
            "break.json",
            "check_file.json",
            "checklist.json",
            "feedback.json",
            "filters.json",
            "helped.json",
            "plan_order.json",
            "plan_paper.json",
            "reminders_moved.json",
            "settings.json",
            "sleep_times.json",
            "small_pool.json",
            "trend.json",
        )

        @JvmStatic
        @ParameterizedRobolectricTestRunner.Parameters(name = "{0}")
        fun names(): List<Array<Any>> = Scenario.files.map { arrayOf(it.name) }
    }
}
