package org.peerline.app.platform

import android.content.Context
import android.content.pm.PackageManager
import android.os.UserManager
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import android.security.keystore.StrongBoxUnavailableException
import android.security.keystore.UserNotAuthenticatedException
import java.security.GeneralSecurityException
import java.security.UnrecoverableKeyException
import javax.crypto.AEADBadTagException
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec
import org.peerline.core.KeyStore
import org.peerline.core.KeyStoreException

/**
 * The vault's keys in the Android Keystore: made, used and destroyed by the phone's hardware, in StrongBox where there is one.
 *
 * The officer's file may only be opened while the phone is unlocked; the duty file also in the background, once the phone was unlocked
 * after it was started. What is wrapped is the nonce that the keystore chose, then AES-256-GCM's ciphertext with its tag.
 */
class AndroidKeys(private val context: Context) : KeyStore {
    private val strongBox = context.packageManager.hasSystemFeature(PackageManager.FEATURE_STRONGBOX_KEYSTORE)

    override fun create(id: String) = used {
        if (strongBox) {
            try {
                return@used made(id, inStrongBox = true)
            } catch (_: StrongBoxUnavailableException) {
                // It is there and is full, or does not make such keys: the phone's ordinary hardware does.
            }
        }
        made(id, inStrongBox = false)
    }

    override fun wrap(id: String, dataKey: ByteArray): ByteArray = used {
        val cipher = Cipher.getInstance(AES).apply { init(Cipher.ENCRYPT_MODE, key(id)) }
        cipher.iv + cipher.doFinal(dataKey)
    }

    override fun unwrap(id: String, wrapped: ByteArray): ByteArray = used {
        if (wrapped.size <= NONCE) throw KeyStoreException.Failed()
        val nonce = GCMParameterSpec(TAG_BITS, wrapped, 0, NONCE)
        val cipher = Cipher.getInstance(AES).apply { init(Cipher.DECRYPT_MODE, key(id), nonce) }
        cipher.doFinal(wrapped, NONCE, wrapped.size - NONCE)
    }

    override fun destroy(id: String) = used { store().deleteEntry(ALIAS + id) }

    private fun made(id: String, inStrongBox: Boolean) {
        val asked = KeyGenParameterSpec.Builder(ALIAS + id, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
            .setKeySize(256)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .setRandomizedEncryptionRequired(true)
            .setUnlockedDeviceRequired(id.startsWith(OFFICERS))
            .setIsStrongBoxBacked(inStrongBox)
            .build()
        KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, PROVIDER).apply { init(asked) }.generateKey()
    }

    private fun key(id: String): SecretKey = store().getKey(ALIAS + id, null) as? SecretKey ?: throw KeyStoreException.Gone()

    private fun store() = java.security.KeyStore.getInstance(PROVIDER).apply { load(null) }

    /** Every reason becomes one of three, without its text. */
    private fun <T> used(work: () -> T): T = try {
        work()
    } catch (reason: KeyStoreException) {
        throw reason
    } catch (_: KeyPermanentlyInvalidatedException) {
        throw KeyStoreException.Gone()
    } catch (_: UnrecoverableKeyException) {
        throw KeyStoreException.Gone()
    } catch (_: AEADBadTagException) {
        throw KeyStoreException.Failed()
    } catch (_: UserNotAuthenticatedException) {
        throw KeyStoreException.Locked()
    } catch (_: GeneralSecurityException) {
        throw lockedOrFailed()
    } catch (_: java.security.ProviderException) {
        throw lockedOrFailed()
    }

    /** The keystore does not always say that the phone is locked; the phone does. */
    private fun lockedOrFailed(): KeyStoreException {
        val unlockedOnce = context.getSystemService(UserManager::class.java)?.isUserUnlocked ?: true
        val lockedNow = context.getSystemService(android.app.KeyguardManager::class.java)?.isDeviceLocked ?: false
        return if (!unlockedOnce || lockedNow) KeyStoreException.Locked() else KeyStoreException.Failed()
    }

    private companion object {
        const val PROVIDER = "AndroidKeyStore"
        const val AES = "AES/GCM/NoPadding"
        const val ALIAS = "peerline."
        const val OFFICERS = "officer"
        const val NONCE = 12
        const val TAG_BITS = 128
    }
}
