package org.peerline.app.care

import org.peerline.core.ExerciseSchedule

/**
 * How full the breath is, for every picture that is drawn: from the course that the core worked out once, and from when the core was last
 * asked how long the exercise has run. In a segment it changes evenly, as the core says. Nothing adds up from picture to picture, so
 * that a late picture is only late, and the next one is in time again.
 *
 * @param nanos a clock that only goes forward
 */
class Breath(private val schedule: ExerciseSchedule, private val nanos: () -> Long) {
    private var ranMs = 0L
    private var asked = 0L
    private var stands = true

    /** The core says that it has run so long, pauses left out; [stands]: paused, or done. */
    fun told(ranMs: Long, stands: Boolean) {
        this.ranMs = ranMs
        this.stands = stands
        asked = nanos()
    }

    /** How long it has run by now, in milliseconds. */
    fun ranMs(): Long = if (stands) ranMs else ranMs + (nanos() - asked) / 1_000_000

    /** From 0, empty, to 1, full. */
    fun level(): Float {
        val ran = ranMs()
        val segment = schedule.segments.lastOrNull { (it.startMs?.toLong() ?: Long.MAX_VALUE) <= ran } ?: return 0f
        val (start, length) = (segment.startMs ?: 0u).toLong() to (segment.lengthMs ?: 0u).toLong()
        val part = if (length == 0L) 1f else ((ran - start).toFloat() / length).coerceAtMost(1f)
        val (from, to) = segment.levelFrom.toInt() to segment.levelTo.toInt()
        return (from + (to - from) * part) / FULL
    }

    private companion object {
        /** The core gives it in thousandths. */
        const val FULL = 1000f
    }
}
