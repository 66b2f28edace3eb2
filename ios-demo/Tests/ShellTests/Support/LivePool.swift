import Foundation

/// A sample pool with cards, packs and a real relay, in a process of its own (`tests/src/bin/pool.rs`) that ends with the test.
final class LivePool {
    /// What it printed first.
    let memberCard: String
    /// The card of its one peer.
    let peerCard: String
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    init() throws {
        process.executableURL = program("pool")
        process.arguments = [program("peerline-relay").path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let made = try Self.line(of: output)
        guard let member = made["member_card"] as? String, let peer = made["peer_card"] as? String else {
            throw NotMade()
        }
        (memberCard, peerCard) = (member, peer)
    }

    /// Reads the card that the peer's phone shows; its key goes into the roster.
    func takeBack(_ card: String) throws { try tell("take-back \(card)") }

    /// Builds and signs the packs, and starts the relay.
    func publish() throws { try tell("publish") }

    /// So many seconds pass for the relay.
    func pass(_ seconds: UInt32) throws { try tell("pass \(seconds)") }

    /// It ends, and the relay with it.
    func end() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    deinit { end() }

    private func tell(_ command: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data("\(command)\n".utf8))
        guard try Self.line(of: output).isEmpty else { throw NotMade() }
    }

    private static func line(of pipe: Pipe) throws -> [String: Any] {
        var line = Data()
        while let byte = try pipe.fileHandleForReading.read(upToCount: 1), byte != Data("\n".utf8) { line += byte }
        return try JSONSerialization.jsonObject(with: line) as? [String: Any] ?? [:]
    }
}

struct NotMade: Error {}

/// A program of the workspace, built before.
private func program(_ name: String) -> URL {
    let told = ProcessInfo.processInfo.environment["PEERLINE_PROGRAMS"]
    return URL(fileURLWithPath: told ?? root.appendingPathComponent("target/debug").path).appendingPathComponent(name)
}

/// The repository.
let root = (0..<5).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
