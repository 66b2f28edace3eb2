package org.peerline.core

/** A phone's key store for tests. Named so that nobody ships it: its keys lie in memory, and wrapping is only turning bits over. */
open class UnprotectedMemoryKeys : KeyStore {
    private val masks = mutableMapOf<String, Int>()
    private var made = 0

    /** What was asked of it, in order. */
    val calls = mutableListOf<String>()

    /** What the use of a key is refused with, by its id; `null`: it is not. */
    @Volatile
    var refusal: (String) -> Throwable? = { null }

    /** The keys that exist. */
    val ids: Set<String> @Synchronized get() = masks.keys.toSet()

    override fun create(id: String): Unit = used("create", id) { masks[id] = ++made }

    override fun wrap(id: String, dataKey: ByteArray): ByteArray = used("wrap", id) { turned(dataKey, id) }

    override fun unwrap(id: String, wrapped: ByteArray): ByteArray = used("unwrap", id) { turned(wrapped, id) }

    override fun destroy(id: String): Unit = used("destroy", id) { masks.remove(id) }

    @Synchronized
    private fun <T> used(what: String, id: String, work: () -> T): T {
        calls += "$what $id"
        refusal(id)?.let { throw it }
        return work()
    }

    private fun turned(bytes: ByteArray, id: String): ByteArray {
        val mask = masks[id] ?: throw KeyStoreException.Gone()
        return ByteArray(bytes.size) { (bytes[it].toInt().inv() xor mask).toByte() }
    }
}
