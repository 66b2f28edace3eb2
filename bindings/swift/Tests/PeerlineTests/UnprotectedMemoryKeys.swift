import Foundation
import Peerline

/// A phone's key store for tests. Named so that nobody ships it: its keys lie in memory, and wrapping is only turning bits over.
final class UnprotectedMemoryKeys: KeyStore, @unchecked Sendable {
    private let lock = NSLock()
    private var masks: [String: UInt8] = [:]
    private var made: UInt8 = 0
    private var refusal: (any Error)?
    private var seen: [String] = []

    init(refusing refusal: (any Error)? = nil) {
        self.refusal = refusal
    }

    /// From now on every use of a key is refused with this; `nil`: none is.
    func refuse(with reason: (any Error)?) {
        lock.withLock { refusal = reason }
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
            if let refusal { throw refusal }
            return try work()
        }
    }

    private func turned(_ bytes: Data, under id: String) throws -> Data {
        guard let mask = masks[id] else { throw KeyStoreError.Gone }
        return Data(bytes.map { ~$0 ^ mask })
    }
}

/// A folder that is gone with the test.
final class PrivateFolder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("peerline-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }
}

/// What an app's own code may throw, with something in it that must not come out anywhere.
struct Unexpected: Error {
    let text: String
}

/// Somebody who does not exist, and must not appear in anything printed.
let personal = "Dana Ruiz, badge 4411"
