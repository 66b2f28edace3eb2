package org.peerline.phone

import java.io.IOException
import java.nio.file.Files
import java.nio.file.NoSuchFileException
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import java.security.GeneralSecurityException
import java.security.SecureRandom
import javax.crypto.Cipher
import javax.crypto.spec.GCMParameterSpec
import javax.crypto.spec.SecretKeySpec
import org.peerline.core.KeyStore
import org.peerline.core.KeyStoreException

private const val NONCE = 12
private const val TAG_BITS = 128

/**
 * Keys as plain files, one a key. Named so that nobody ships it: it protects nothing, where a real phone has its keys in its hardware.
 *
 * Each call is whole or did not happen, also when the process is killed.
 */
internal class UnprotectedFileKeyStore(private val folder: Path) : KeyStore {
    private val random = SecureRandom()

    init {
        Files.createDirectories(folder)
    }

    override fun create(id: String): Unit = whole {
        val making = Files.write(folder.resolve("making-$id"), ByteArray(32).also(random::nextBytes))
        Files.move(making, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING)
    }

    override fun wrap(id: String, dataKey: ByteArray): ByteArray = whole {
        val nonce = ByteArray(NONCE).also(random::nextBytes)
        nonce + cipher(Cipher.ENCRYPT_MODE, id, nonce).doFinal(dataKey)
    }

    override fun unwrap(id: String, wrapped: ByteArray): ByteArray = whole {
        if (wrapped.size < NONCE) throw KeyStoreException.Failed()
        cipher(Cipher.DECRYPT_MODE, id, wrapped.copyOf(NONCE)).doFinal(wrapped, NONCE, wrapped.size - NONCE)
    }

    override fun destroy(id: String): Unit = whole {
        Files.deleteIfExists(folder.resolve(id))
    }

    private fun cipher(mode: Int, id: String, nonce: ByteArray) = Cipher.getInstance("AES/GCM/NoPadding").apply {
        init(mode, SecretKeySpec(Files.readAllBytes(folder.resolve(id)), "AES"), GCMParameterSpec(TAG_BITS, nonce))
    }

    private inline fun <T> whole(work: () -> T): T = try {
        work()
    } catch (_: NoSuchFileException) {
        throw KeyStoreException.Gone()
    } catch (_: IOException) {
        throw KeyStoreException.Failed()
    } catch (_: GeneralSecurityException) {
        throw KeyStoreException.Failed()
    }
}
