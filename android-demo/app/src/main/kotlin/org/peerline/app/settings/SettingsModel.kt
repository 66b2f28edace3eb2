package org.peerline.app.settings

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.peerline.app.Load
import org.peerline.app.Shell
import org.peerline.app.loaded
import org.peerline.app.ready
import org.peerline.core.NamedPlace
import org.peerline.core.Settings
import org.peerline.core.crisisCountries
import org.peerline.core.crisisRegions

/** The few things that are set, and known before anything is opened. */
class SettingsModel(private val shell: Shell) {
    private val refused = MutableStateFlow<Load.NotDone?>(null)
    private val places = MutableStateFlow<List<NamedPlace>>(emptyList())
    private val named = MutableStateFlow<List<NamedPlace>>(emptyList())

    val notDone: StateFlow<Load.NotDone?> = refused.asStateFlow()

    /** The countries or the regions to choose from. */
    val toChoose: StateFlow<List<NamedPlace>> = places.asStateFlow()

    /** What a country or a region is called, as far as [read] has found out; else its code. */
    fun name(code: String?, of: List<NamedPlace>): String? = of.find { it.code == code }?.name ?: code

    /** The names of the countries, and of the regions of the one that is set. */
    val names: StateFlow<List<NamedPlace>> = named.asStateFlow()

    fun read(set: Settings) {
        shell.scope.launch {
            val read = loaded {
                withContext(shell.phone.quick) {
                    crisisCountries(shell.language) + set.country?.let { crisisRegions(it, shell.language) }.orEmpty()
                }
            }
            read.ready?.let { named.value = it }
        }
    }

    fun set(change: (Settings) -> Settings) {
        shell.scope.launch {
            val done = loaded {
                shell.core.call { app -> app.settings().use { it.set(change(it.get())) } }
            }
            refused.value = done as? Load.NotDone
            shell.reread()
            shell.lines.refresh()
            shell.refresh()
        }
    }

    fun countries() = choose { crisisCountries(shell.language) }

    fun regions(country: String) = choose { crisisRegions(country, shell.language) }

    private fun choose(list: () -> List<NamedPlace>) {
        places.value = emptyList()
        shell.scope.launch { places.value = loaded { withContext(shell.phone.quick) { list() } }.ready.orEmpty() }
    }
}
