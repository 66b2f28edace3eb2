import Foundation
import Peerline
import Security

/// The phone's keys: made in the Secure Enclave, never leaving it, never in a backup, one for each id.
///
/// A key is P-256; a data key is wrapped by ECIES with AES-GCM, which needs the public half only, and unwrapped by the Enclave.
/// What the phone says while it is locked becomes `Locked`; a key that is not there any more is `Gone`.
final class KeychainKeys: KeyStore {
    private static let algorithm = SecKeyAlgorithm.eciesEncryptionCofactorVariableIVX963SHA256AESGCM

    func create(id: String) throws {
        try destroy(id: id)
        var refused: Unmanaged<CFError>?
        // The officer's key only works while the phone is unlocked; the others once it was unlocked after it was started.
        let accessible =
            id.hasPrefix("officer")
            ? kSecAttrAccessibleWhenUnlockedThisDeviceOnly : kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
        guard
            let access = SecAccessControlCreateWithFlags(
                kCFAllocatorDefault, accessible, .privateKeyUsage, &refused)
        else { throw Self.reason(refused) }
        let attributes: [CFString: Any] = [
            kSecAttrKeyType: kSecAttrKeyTypeECSECPrimeRandom,
            kSecAttrKeySizeInBits: 256,
            kSecAttrTokenID: kSecAttrTokenIDSecureEnclave,
            kSecPrivateKeyAttrs: [
                kSecAttrIsPermanent: true, kSecAttrApplicationTag: Self.tag(id), kSecAttrAccessControl: access,
            ] as [CFString: Any],
        ]
        guard SecKeyCreateRandomKey(attributes as CFDictionary, &refused) != nil else { throw Self.reason(refused) }
    }

    func wrap(id: String, dataKey: Data) throws -> Data {
        guard let key = SecKeyCopyPublicKey(try Self.key(id)) else { throw KeyStoreError.Failed }
        var refused: Unmanaged<CFError>?
        guard let wrapped = SecKeyCreateEncryptedData(key, Self.algorithm, dataKey as CFData, &refused) else {
            throw Self.reason(refused)
        }
        return wrapped as Data
    }

    func unwrap(id: String, wrapped: Data) throws -> Data {
        var refused: Unmanaged<CFError>?
        guard let plain = SecKeyCreateDecryptedData(try Self.key(id), Self.algorithm, wrapped as CFData, &refused)
        else {
            throw Self.reason(refused)
        }
        return plain as Data
    }

    func destroy(id: String) throws {
        let status = SecItemDelete(Self.query(id) as CFDictionary)
        guard status == errSecSuccess || status == errSecItemNotFound else { throw Self.reason(status) }
    }

    private static func key(_ id: String) throws -> SecKey {
        var query = query(id)
        query[kSecReturnRef] = true
        var found: CFTypeRef?
        let status = SecItemCopyMatching(query as CFDictionary, &found)
        guard status == errSecSuccess, let found, CFGetTypeID(found) == SecKeyGetTypeID() else { throw reason(status) }
        return unsafeDowncast(found, to: SecKey.self)
    }

    private static func query(_ id: String) -> [CFString: Any] {
        [
            kSecClass: kSecClassKey, kSecAttrKeyType: kSecAttrKeyTypeECSECPrimeRandom,
            kSecAttrApplicationTag: tag(id),
        ]
    }

    private static func tag(_ id: String) -> Data { Data("keys.\(id)".utf8) }

    private static func reason(_ status: OSStatus) -> KeyStoreError {
        switch status {
        case errSecItemNotFound: .Gone
        case errSecInteractionNotAllowed: .Locked
        default: .Failed
        }
    }

    private static func reason(_ refused: Unmanaged<CFError>?) -> KeyStoreError {
        guard let error = refused?.takeRetainedValue() else { return .Failed }
        return reason(OSStatus(truncatingIfNeeded: CFErrorGetCode(error)))
    }
}
