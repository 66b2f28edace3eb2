package org.peerline.guide

import java.security.SecureRandom
import java.util.concurrent.ConcurrentHashMap
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec
import org.peerline.core.KeyStore
import org.peerline.core.KeyStoreException

// region keys
/** A sample, for trying things out: its keys lie in memory, and everything is gone with the process. No app may ship it. */
class SampleKeys : KeyStore {
    private val keys = ConcurrentHashMap<String, SecretKey>()

    override fun create(id: String) {
        keys[id] = KeyGenerator.getInstance("AES").apply { init(256) }.generateKey()
    }

    override fun wrap(id: String, dataKey: ByteArray): ByteArray {
        val nonce = ByteArray(NONCE).also { SecureRandom().nextBytes(it) }
        return nonce + cipher(Cipher.ENCRYPT_MODE, id, nonce).doFinal(dataKey)
    }

    override fun unwrap(id: String, wrapped: ByteArray): ByteArray {
        val nonce = wrapped.copyOfRange(0, NONCE)
        return cipher(Cipher.DECRYPT_MODE, id, nonce).doFinal(wrapped, NONCE, wrapped.size - NONCE)
    }

    override fun destroy(id: String) {
        keys.remove(id)
    }

    private fun cipher(mode: Int, id: String, nonce: ByteArray): Cipher {
        val key = keys[id] ?: throw KeyStoreException.Gone()
        return Cipher.getInstance("AES/GCM/NoPadding").apply { init(mode, key, GCMParameterSpec(128, nonce)) }
    }

    private companion object {
        const val NONCE = 12
    }
}
// endregion
