package org.peerline.bench

import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import org.peerline.core.CancelToken
import org.peerline.core.Place
import org.peerline.core.crisisLines

private const val CALLS = 400
private const val LONGEST_NS = 20_000_000_000

/**
 * What one call costs that returns a list of records, in microseconds: prints one line of JSON. The list is every one of the
 * crisis lines, whose records are the largest that cross the border (`records` of them); beside it a call that does nothing.
 */
fun main() {
    val first = taken { page() }
    val records = page()
    val pages = measured { page() }
    val nothing = CancelToken().use { token -> measured { token.isCancelled() } }
    val figures = buildJsonObject {
        put("figure", JsonPrimitive("kotlin_one_call"))
        put("records", JsonPrimitive(records))
        put("calls", JsonPrimitive(pages.size))
        put("first_us", JsonPrimitive(microseconds(first)))
        put("min_us", JsonPrimitive(microseconds(pages.first())))
        put("p50_us", JsonPrimitive(microseconds(pages[pages.size / 2])))
        put("no_op_min_us", JsonPrimitive(microseconds(nothing.first())))
        put("no_op_p50_us", JsonPrimitive(microseconds(nothing[nothing.size / 2])))
    }
    println(figures)
}

private fun page(): Int = crisisLines(Place(), "en").rows.size

/** Times in order, the smallest first: so many calls, or as many as fit into the time. */
private fun measured(call: () -> Unit): List<Long> {
    val ends = System.nanoTime() + LONGEST_NS
    val times = mutableListOf<Long>()
    do times += taken(call) while (times.size < CALLS && System.nanoTime() < ends)
    return times.sorted()
}

private fun taken(call: () -> Unit): Long {
    val begun = System.nanoTime()
    call()
    return System.nanoTime() - begun
}

private fun microseconds(nanoseconds: Long): Double = nanoseconds / 100 / 10.0
