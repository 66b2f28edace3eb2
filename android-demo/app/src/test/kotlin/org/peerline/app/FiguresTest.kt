package org.peerline.app

import java.io.File
import kotlin.test.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.peerline.core.ExerciseSettings
import org.peerline.core.FollowUpAfter
import org.peerline.core.Peerline
import org.peerline.core.PhoneZone
import org.peerline.core.Place
import org.peerline.core.PlanStep
import org.peerline.core.Query
import org.peerline.core.crisisLines
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/**
 * How long the calls take that the shell makes for its lists, through the border and back. Nothing is judged: these are numbers of one
 * machine at one moment, with the tests' library (which checks more than the phone's), for people to read. To reach: 5 ms for 50 rows.
 */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34], qualifiers = "w411dp-h891dp-xhdpi")
// As the other tests: each kind of sandbox would load the bindings anew, over the same library.
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class FiguresTest {
    private val lines = mutableListOf<String>()

    @Test
    fun `the calls behind every list are measured`(): Unit = Pool().use { pool ->
        TrialPhone().use { phone ->
            pool.publish()
            phone.call { it.membership().join(pool.memberCard) }
            phone.run()
            val zone = PhoneZone(0, emptyList())
            phone.call { app ->
                repeat(50) { app.coping().use { it.finish(it.start("box-breathing", ExerciseSettings(), 6u), 3u, true, "en") } }
                repeat(20) { at -> app.safetyPlan().use { it.addNote(PlanStep.MY_WAYS, "Something to do, number $at") } }
                app.followUps().use { it.set(FollowUpAfter.CONTACT, null, it.offered("en").map { it.length }, zone) }
            }
            assertEquals(50, phone.call { app -> app.directory().use { it.search(Query(), "en", 0u, 50u) } }.rows.size)
            assertEquals(50, phone.call { app -> app.coping().use { it.uses(0u, 50u, "en") } }.size)
            println("calls behind the lists, to reach: 5 ms for 50 rows (the tests' library, ${System.getProperty("os.arch")})")
            measured("crisis lines, nothing opened") { crisisLines(Place("US"), "en", MOMENT).rows.size }
            of(phone, "crisis lines, with the pool's") { it.crisis().use { all -> all.lines(Place("US"), "en", MOMENT).rows.size } }
            of(phone, "the first screen") { it.home("en").notices.size }
            of(phone, "directory: the first page of 500") { it.directory().use { all -> all.search(Query(), "en", 0u, 50u).rows.size } }
            of(phone, "directory: the last page of 500") { it.directory().use { all -> all.search(Query(), "en", 450u, 50u).rows.size } }
            of(phone, "directory: a name with an error") { it.directory().use { all -> all.search(Query(text = "Dama Baker"), "en", 0u, 50u).rows.size } }
            of(phone, "agencies") { it.directory().use { all -> all.agencies().size } }
            of(phone, "limits") { it.limits().use { all -> all.screen("es").limits.size } }
            of(phone, "checks") { it.selfChecks().use { all -> all.list("es").size } }
            of(phone, "coping tools, with what helped") { it.coping().use { all -> all.exercises("es").rows.size } }
            of(phone, "uses that were kept") { it.coping().use { all -> all.uses(0u, 50u, "es").size } }
            of(phone, "the plan with 20 notes") { it.safetyPlan().use { all -> all.screen("es", zone).steps.sumOf { step -> step.items.size } } }
            of(phone, "reminders") { it.followUps().use { all -> all.screen("es", zone).series.sumOf { one -> one.reminders.size } } }
            of(phone, "what is seen and kept") { it.privacy().use { all -> all.report("es").areas.size } }
            File(System.getProperty("peerline.base"), "target/figures.txt").writeText(lines.joinToString("\n", postfix = "\n"))
        }
    }

    private fun of(phone: TrialPhone, what: String, call: (Peerline) -> Int) = phone.call { app -> measured(what) { call(app) } }

    private fun measured(what: String, call: () -> Int) {
        val rows = call()
        repeat(20) { call() }
        val took = DoubleArray(100) {
            val began = System.nanoTime()
            call()
            (System.nanoTime() - began) / 1e6
        }.sorted()
        val line = "  %-36s %3d rows   p50 %6.2f ms   p99 %6.2f ms".format(what, rows, took[50], took[98])
        lines += line
        println(line)
    }
}
