package org.peerline.app.platform

import android.app.Activity
import android.app.KeyguardManager
import android.content.Intent
import android.hardware.biometrics.BiometricManager
import android.hardware.biometrics.BiometricPrompt
import android.os.Build
import android.os.CancellationSignal

/** The app's lock is the phone's own: a finger, a face, or the phone's code. A curtain over an open app; the vault's key is another matter. */
class AppLock(private val activity: Activity, private val unlocked: () -> Unit) {
    private val keyguard by lazy { activity.getSystemService(KeyguardManager::class.java) }

    /** Asks. On a phone without any lock there is nothing to ask for. */
    fun ask(title: String) {
        if (keyguard?.isDeviceSecure != true) return unlocked()
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.R) return askTheOldWay(title)
        BiometricPrompt.Builder(activity)
            .setTitle(title)
            .setAllowedAuthenticators(BiometricManager.Authenticators.BIOMETRIC_STRONG or BiometricManager.Authenticators.DEVICE_CREDENTIAL)
            .build()
            .authenticate(CancellationSignal(), activity.mainExecutor, object : BiometricPrompt.AuthenticationCallback() {
                override fun onAuthenticationSucceeded(result: BiometricPrompt.AuthenticationResult) = unlocked()
            })
    }

    /** What came back from the phone's own screen. */
    fun answered(request: Int, result: Int) {
        if (request == REQUEST && result == Activity.RESULT_OK) unlocked()
    }

    @Suppress("DEPRECATION")
    private fun askTheOldWay(title: String) {
        val screen: Intent = keyguard?.createConfirmDeviceCredentialIntent(title, null) ?: return unlocked()
        activity.startActivityForResult(screen, REQUEST)
    }

    private companion object {
        const val REQUEST = 1
    }
}
