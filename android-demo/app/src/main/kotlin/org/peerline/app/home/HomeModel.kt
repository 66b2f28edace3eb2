package org.peerline.app.home

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import org.peerline.app.Load
import org.peerline.app.Screen
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.app.ready
import org.peerline.core.FileFound
import org.peerline.core.HomeScreen
import org.peerline.core.Opened

/** The first screen. */
class HomeModel(private val shell: Shell) {
    private val read = MutableStateFlow<Load<HomeScreen>>(Load.Loading)
    private val found = MutableStateFlow<Opened?>(null)

    val screen: StateFlow<Load<HomeScreen>> = read.asStateFlow()

    /** What was found when the files were opened, as long as nobody has read it. */
    val opened: StateFlow<Opened?> = found.asStateFlow()

    /** Reads it for the first time, and says if a file was damaged or its key is gone. */
    suspend fun firstLook() {
        read.value = loaded { shell.core.call { it.home(shell.language) } }
        val opened = loaded { shell.core.found() }.ready
        found.value = opened?.takeIf { it.officer in TOLD || it.duty in TOLD }
        // Somebody who has set or made anything here has seen the welcome before.
        val knows = shell.core.greeted || opened == null || opened.officer != FileFound.NEW || shell.ready.value?.settings?.country != null
        if (knows && shell.ways.stack == listOf(Screen.Welcome)) shell.ways.fromHome()
        shell.refresh()
    }

    fun refresh() {
        shell.scope.launch { read.value = loaded { shell.core.call { it.home(shell.language) } } }
    }

    /** The phone was unlocked: what could not be read before is read now. */
    fun unlock() {
        shell.scope.launch {
            loaded { shell.core.ifOpen { it.resume() } }
            shell.refresh()
        }
    }

    fun understood() {
        found.value = null
    }

    private companion object {
        val TOLD = setOf(FileFound.DAMAGED, FileFound.KEY_GONE)
    }
}
