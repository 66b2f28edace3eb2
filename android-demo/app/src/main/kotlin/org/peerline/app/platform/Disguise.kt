package org.peerline.app.platform

import android.content.ComponentName
import android.content.Context
import android.content.pm.PackageManager

/** Under which name and icon the app stands among the others: its own, or a plain one. */
object Disguise {
    fun set(context: Context, plain: Boolean) {
        val manager = context.packageManager
        val wanted = listOf("UnderItsName" to !plain, "UnderAPlainName" to plain)
        // The one that comes is switched on before the other goes, so that the app is never gone.
        for ((name, on) in wanted.sortedByDescending { it.second }) {
            val alias = ComponentName(context.packageName, "org.peerline.app.$name")
            val state = if (on) PackageManager.COMPONENT_ENABLED_STATE_ENABLED else PackageManager.COMPONENT_ENABLED_STATE_DISABLED
            if (manager.getComponentEnabledSetting(alias) != state) {
                manager.setComponentEnabledSetting(alias, state, PackageManager.DONT_KILL_APP)
            }
        }
    }
}
