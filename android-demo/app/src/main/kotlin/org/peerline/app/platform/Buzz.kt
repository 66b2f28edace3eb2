package org.peerline.app.platform

import android.content.Context
import android.os.Build
import android.os.VibrationEffect
import android.os.Vibrator
import android.os.VibratorManager

/** The phone's vibration, as strong as its owner has set it there. A phone without one stays still. */
object Buzz {
    /** [pattern]: milliseconds on, off, on. */
    fun play(context: Context, pattern: List<Long>) {
        if (pattern.isEmpty()) return
        // Android's own patterns begin with how long nothing is to be felt.
        vibrator(context)?.vibrate(VibrationEffect.createWaveform((listOf(0L) + pattern).toLongArray(), ONCE))
    }

    fun vibrator(context: Context): Vibrator? =
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
            context.getSystemService(VibratorManager::class.java)?.defaultVibrator
        } else {
            context.getSystemService(Vibrator::class.java)
        }

    private const val ONCE = -1
}
