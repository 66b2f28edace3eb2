package org.peerline.app.care

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.peerline.app.Load
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.core.TiredAnswer
import org.peerline.core.WorkedOut
import org.peerline.core.napTimes
import org.peerline.core.sleepTimes
import org.peerline.core.tooTired

/** What somebody has set, in minutes since midnight and in minutes. Kept nowhere. */
data class RestAsked(
    val bed: Int = 23 * 60,
    val shift: Int = 7 * 60,
    val down: Int = 14 * 60,
    val slept: Int = 7 * 60,
    val onDuty: Int = 8 * 60,
)

/** What the core says to it. */
class RestTold(val sleep: WorkedOut, val nap: WorkedOut, val tired: TiredAnswer)

/** Sleep around shifts: when the last coffee, when up, how long a nap, when too tired. The core works it out, nothing is opened for it. */
class RestModel(private val shell: Shell) {
    private val set = MutableStateFlow(RestAsked())
    private val worked = MutableStateFlow<Load<RestTold>>(Load.Loading)

    val asked: StateFlow<RestAsked> = set.asStateFlow()
    val told: StateFlow<Load<RestTold>> = worked.asStateFlow()

    fun ask(asked: RestAsked) {
        set.value = RestAsked(
            aDay(asked.bed), aDay(asked.shift), aDay(asked.down), asked.slept.coerceIn(0, DAY), asked.onDuty.coerceIn(0, 2 * DAY),
        )
        workOut()
    }

    fun workOut() {
        val asked = set.value
        shell.scope.launch {
            worked.value = loaded {
                withContext(shell.phone.quick) {
                    RestTold(
                        sleepTimes(asked.bed.toUShort(), asked.shift.toUShort(), shell.language),
                        napTimes(asked.down.toUShort(), shell.language),
                        tooTired(asked.slept.toUShort(), asked.onDuty.toUShort(), shell.language),
                    )
                }
            }
        }
    }

    private fun aDay(minutes: Int) = Math.floorMod(minutes, DAY)

    private companion object {
        const val DAY = 24 * 60
    }
}
