import Foundation
import Peerline

/// The signed pool of `Pool/`, a relay that hands it out, and a phone that has just joined it, on the day it was made.
final class TrialPool {
    let app: Peerline
    let relay: TestRelay
    let folder: PrivateFolder
    let keys = UnprotectedMemoryKeys()

    /// 2026-11-21T12:00:00Z, as in `Pool/make.sh`.
    static let day: Int64 = 1_795_262_400

    init() async throws {
        let signed = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Pool")
        var files = ["/v1/manifest": try Data(contentsOf: signed.appendingPathComponent("manifest.json"))]
        let packs = signed.appendingPathComponent("files")
        for name in try FileManager.default.contentsOfDirectory(atPath: packs.path) {
            files["/v1/packs/\(name)"] = try Data(contentsOf: packs.appendingPathComponent(name))
        }
        relay = try TestRelay.with(files: files)
        folder = try PrivateFolder()
        app = try trialOpen(folder: folder.url.path, keyStore: keys, unixS: Self.day)
        let card = try String(contentsOf: signed.appendingPathComponent("card"), encoding: .utf8)
        _ = try app.membership().join(card: trialCard(of: card, relay: relay.url))
        guard try await app.refreshPacks() else { throw NoPacks() }
    }
}

private struct NoPacks: Error {}

/// The card of a pool whose relay is a test's: one that was printed for another relay, or one of a pool that does not exist.
func trialCard(of printed: String? = nil, relay: String) throws -> String {
    var card: [String: Any] = [
        "pool": "AQEBAQEBAQEBAQEBAQEBAQ", "name": "Trial", "root": String(repeating: "A", count: 43),
        "bearer": String(repeating: "A", count: 43), "language": "en",
    ]
    if let printed {
        let parsed = try wire(["op": "parse_invitation", "card": printed])
        for field in ["pool", "name", "root", "bearer", "language"] { card[field] = parsed[field] }
    }
    card["op"] = "print_invitation"
    card["peer"] = NSNull()
    card["relays"] = [["id": "AgICAgICAgICAgICAgICAg", "url": relay, "ca": NSNull()] as [String: Any]]
    guard let text = try wire(card)["card"] as? String else { throw NoCard() }
    return text
}

private struct NoCard: Error {}

/// One operation of the contract's kind `wire`.
private func wire(_ operation: [String: Any]) throws -> [String: Any] {
    let text = String(decoding: try JSONSerialization.data(withJSONObject: operation), as: UTF8.self)
    let got = try JSONSerialization.jsonObject(with: Data(try trialVector(kind: "wire", caseJson: text).utf8))
    return got as? [String: Any] ?? [:]
}
