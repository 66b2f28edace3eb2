import Foundation
import Peerline

// region keys
/// A sample, for trying things out: its keys lie in memory, what it wraps is only masked, and everything is gone with the process.
/// No app may ship it.
final class SampleKeys: KeyStore, @unchecked Sendable {
    private let lock = NSLock()
    private var keys: [String: [UInt8]] = [:]

    func create(id: String) throws {
        lock.withLock { keys[id] = (0..<64).map { _ in UInt8.random(in: .min ... .max) } }
    }

    func wrap(id: String, dataKey: Data) throws -> Data { try masked(dataKey, under: id) }

    func unwrap(id: String, wrapped: Data) throws -> Data { try masked(wrapped, under: id) }

    func destroy(id: String) throws {
        lock.withLock { keys[id] = nil }
    }

    private func masked(_ bytes: Data, under id: String) throws -> Data {
        guard let key = lock.withLock({ keys[id] }) else { throw KeyStoreError.Gone }
        guard bytes.count <= key.count else { throw KeyStoreError.Failed }
        return Data(zip(bytes, key).map { $0 ^ $1 })
    }
}
// endregion
