package org.peerline.app.care

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.peerline.app.Load
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.app.ready
import org.peerline.core.napTimes
import org.peerline.core.sleepTimes
import org.peerline.core.tooTired

/** What somebody has set: times in minutes since midnight, and hours; none: not said. Kept nowhere. */
data class RestAsked(
    val bed: Int = 8 * 60,
    val shift: Int = 18 * 60,
    val down: Int = 14 * 60,
    val slept: Int? = null,
    val onDuty: Int? = null,
)

/** What the core says to it, each once it was worked out. */
data class RestTold(val sleep: List<String> = emptyList(), val nap: List<String> = emptyList(), val tired: String? = null)

/** Sleep around shifts: when the last coffee, when up, how long a nap, when too tired. The core works it out, nothing is opened for it. */
class RestModel(private val shell: Shell) {
    private val set = MutableStateFlow(RestAsked())
    private val worked = MutableStateFlow(RestTold())
    private val refused = MutableStateFlow<Load.NotDone?>(null)

    val asked: StateFlow<RestAsked> = set.asStateFlow()
    val told: StateFlow<RestTold> = worked.asStateFlow()
    val notDone: StateFlow<Load.NotDone?> = refused.asStateFlow()

    /** What was said to something else than what is set now is not said any more. */
    fun ask(asked: RestAsked) {
        val (before, now) = set.value to asked.copy(bed = aDay(asked.bed), shift = aDay(asked.shift), down = aDay(asked.down))
        set.value = now
        if (before.bed != now.bed || before.shift != now.shift) worked.value = worked.value.copy(sleep = emptyList())
        if (before.down != now.down) worked.value = worked.value.copy(nap = emptyList())
        if (before.slept != now.slept || before.onDuty != now.onDuty) worked.value = worked.value.copy(tired = null)
    }

    fun workOutSleep() = work { it.copy(sleep = sleepTimes(set.value.bed.toUShort(), set.value.shift.toUShort(), shell.language).texts) }

    fun workOutNap() = work { it.copy(nap = napTimes(set.value.down.toUShort(), shell.language).texts) }

    fun workOutTiredness() {
        val (slept, onDuty) = (set.value.slept ?: return) to (set.value.onDuty ?: return)
        work { it.copy(tired = tooTired((slept * HOUR).toUShort(), (onDuty * HOUR).toUShort(), shell.language).text) }
    }

    private fun work(out: (RestTold) -> RestTold) {
        shell.scope.launch {
            val done = loaded { withContext(shell.phone.quick) { out(worked.value) } }
            done.ready?.let { worked.value = it }
            refused.value = done as? Load.NotDone
        }
    }

    private fun aDay(minutes: Int) = Math.floorMod(minutes, 24 * HOUR)

    private companion object {
        const val HOUR = 60
    }
}
