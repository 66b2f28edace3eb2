package org.peerline.bench

import org.peerline.core.Place
import org.peerline.core.crisisLines
import org.peerline.core.crisisRegions

private const val CALLS = 3_000

/**
 * What the first call of a process costs, and then one call that returns a page of records: prints one line of JSON, microseconds.
 *
 * Two pages: the regions of a country, small records that cost nearly nothing to make, for the border alone; and the crisis lines of
 * every country, the largest records there are, which are read, put in order and worded within the call.
 */
fun main() {
    val begun = System.nanoTime()
    crisisLines(Place(), "en")
    val first = (System.nanoTime() - begun) / 1000
    val regions = measure { crisisRegions("US", "en").size }
    val lines = measure { crisisLines(Place(), "en").rows.size }
    println("""{"figure":"kotlin_one_call","first_us":$first,"regions":$regions,"lines":$lines}""")
}

private fun measure(call: () -> Int): String {
    var records = 0
    val taken = LongArray(CALLS) {
        val start = System.nanoTime()
        records = call()
        System.nanoTime() - start
    }
    taken.sort()
    return """{"records":$records,"min_us":${taken[0] / 1000},"p50_us":${taken[CALLS / 2] / 1000}}"""
}
