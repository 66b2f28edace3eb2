import Foundation
import Peerline

/// A phone's key store for tests. Named so that nobody ships it: its keys lie in memory, and wrapping is only turning bits over.
final class UnprotectedMemoryKeys: KeyStore, @unchecked Sendable {
    private let lock = NSLock()
    private var masks: [String: UInt8] = [:]
    private var made: UInt8 = 0
    private var refusal: (any Error)?
    private var refused = ""
    private var seen: [String] = []

    init(refusing refusal: (any Error)? = nil) {
        self.refusal = refusal
    }

    /// From now on every use of a key whose id begins like this is refused with this; `nil`: none is.
    func refuse(with reason: (any Error)?, of ids: String = "") {
        lock.withLock { (refusal, refused) = (reason, ids) }
    }

    /// What was asked of it, in order.
    var calls: [String] { lock.withLock { seen } }

    /// The keys that exist.
    var ids: Set<String> { lock.withLock { Set(masks.keys) } }

    func create(id: String) throws {
        try used("create", id) {
            made &+= 1
            masks[id] = made
        }
    }

    func wrap(id: String, dataKey: Data) throws -> Data {
        try used("wrap", id) { try turned(dataKey, under: id) }
    }

    func unwrap(id: String, wrapped: Data) throws -> Data {
        try used("unwrap", id) { try turned(wrapped, under: id) }
    }

    func destroy(id: String) throws {
        try used("destroy", id) { masks[id] = nil }
    }

    private func used<T>(_ what: String, _ id: String, _ work: () throws -> T) throws -> T {
        try lock.withLock {
            seen.append("\(what) \(id)")
            if let refusal, id.hasPrefix(refused) { throw refusal }
            return try work()
        }
    }

    private func turned(_ bytes: Data, under id: String) throws -> Data {
        guard let mask = masks[id] else { throw KeyStoreError.Gone }
        return Data(bytes.map { ~$0 ^ mask })
    }
}
