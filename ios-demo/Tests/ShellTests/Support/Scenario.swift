import Foundation
import Peerline
import Testing

@testable import PeerlineModels

/// One file of `tests/contract/screens`, which the Android shell's models pass too. The format is described in
/// `tests/contract/README.md`.
@MainActor final class Scenario {
    let name: String
    private let steps: [[String: Any]]
    private let language: String
    private let isTranslated: Bool
    private var pool: LivePool?
    private var phones: [String: TestPhone] = [:]
    /// Looks at what is seen after every expectation; the views' tests hand it in.
    var look: (TestPhone, String) -> Void = { _, _ in }

    nonisolated static var folder: URL { root.appendingPathComponent("tests/contract/screens") }

    /// The files there are.
    nonisolated static var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".json") }.sorted()
    }

    /// Told in another language, what is said word for word is not compared; what can be seen and done is.
    init(_ name: String, in other: String? = nil) async throws {
        self.name = name
        isTranslated = other != nil
        let data = try Data(contentsOf: Self.folder.appendingPathComponent(name))
        let file = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(file["format"] as? String == "peerline-screens/1")
        steps = try #require(file["steps"] as? [[String: Any]])
        language = try other ?? #require(file["language"] as? String)
        switch file["world"] as? String {
        case "new": pool = nil
        case "pool": pool = try LivePool()
        default: throw Unreadable(what: "world")
        }
        phones["officer"] = try TestPhone(language: language)
        if pool != nil { try await makeThePool() }
    }

    func run() async throws {
        #expect(!steps.isEmpty)
        for (place, step) in steps.enumerated() {
            // A step says who by a name; a list there would be an expectation that nobody looks at.
            let who = step["on"].map { $0 as? String ?? "\($0)" } ?? "officer"
            let phone = try #require(phones[who], "\(name), step \(place): nobody called \(who)")
            let what = step.keys.filter { $0 != "on" }
            #expect(what.count == 1, "\(name), step \(place) does one thing: \(what)")
            try await carryOut(step, on: phone, at: "\(name), step \(place)")
        }
    }

    private func makeThePool() async throws {
        let (pool, officer) = (try #require(pool), try #require(phones["officer"]))
        let peer = try TestPhone(language: language)
        phones["peer"] = peer
        try await peer.join(pool.peerCard)
        try pool.takeBack(try await peer.shell.open().call { try $0.membership().cardForTheRoster() }.text)
        try pool.publish()
        await peer.shell.run()
        _ = try await peer.shell.open().call { try $0.duty().goOnCall(minutes: 480) }
        await peer.shell.run()
        // The relay makes its snapshot of the peers' keys anew only so often.
        try await pass(400)
        try await officer.join(pool.memberCard)
        await officer.shell.run()
        officer.shell.begin()
    }

    private func pass(_ seconds: UInt32) async throws {
        try pool?.pass(seconds)
        for phone in phones.values { try await phone.pass(seconds) }
    }

    private func carryOut(_ step: [String: Any], on phone: TestPhone, at place: String) async throws {
        let shell: Shell = phone.shell
        if let target = step["go"] as? String {
            shell.start(at: try route(target))
            await shell.seen.refresh()
        } else if let id = step["tap"] as? String {
            let offer = try #require(shell.everythingOffered.first { $0.id.answers(to: id) }, "\(place): no \(id)")
            await offer.act()
            // A view reads again when it is shown; here nothing is shown.
            if shell.seen.trouble == nil { await shell.seen.refresh() }
        } else if let typed = step["type"] as? [String: String] {
            for (field, text) in typed.sorted(by: { $0.key < $1.key }) {
                try await Typing(field: field, text: text, now: phone.now).into(shell.seen)
            }
            if shell.seen is PeersModel { await shell.seen.refresh() }
        } else if let seconds = step["pass"] as? Int {
            try await pass(UInt32(seconds))
        } else if step["run"] != nil {
            await shell.run()
            await shell.seen.refresh()
        } else if step["back"] != nil {
            shell.back()
            await shell.seen.refresh()
        } else if step["restart"] != nil {
            try await phone.restart()
            await phone.shell.seen.refresh()
        } else if let locked = step["phone_locked"] as? Bool {
            phone.keys.refuse(with: locked ? KeyStoreError.Locked : nil, of: "officer")
        } else if step["relay_gone"] != nil {
            pool?.end()
            pool = nil
        } else if let expected = step["expect"] as? [String: Any] {
            try compare(expected, phone, at: place)
            look(phone, place)
        } else {
            throw Unreadable(what: "\(step)")
        }
    }

    private func compare(_ expected: [String: Any], _ phone: TestPhone, at place: String) throws {
        let shell: Shell = phone.shell
        let said = shell.everythingSaid
        let offered = shell.everythingOffered
        let known = [
            "screen", "says", "labels", "hides", "offers", "lacks", "on", "opened", "handed", "announced", "dial",
            "curtain",
        ]
        #expect(expected.keys.allSatisfy(known.contains), "\(place): \(expected.keys)")
        if let screen = expected["screen"] as? String {
            #expect((shell.path.last?.name ?? "home") == screen, "\(place)")
        }
        for text in isTranslated ? [] : expected["says"] as? [String] ?? [] {
            #expect(said.contains(text), "\(place): \(text); said: \(said)")
        }
        for id in expected["labels"] as? [String] ?? [] {
            let label = try #require(Label(rawValue: id), "\(place): no label \(id)")
            #expect(said.contains(shell.words[label]), "\(place): \(id); said: \(said)")
        }
        for text in isTranslated ? [] : expected["hides"] as? [String] ?? [] {
            #expect(!said.contains { $0.contains(text) }, "\(place): \(text)")
        }
        for id in expected["offers"] as? [String] ?? [] {
            #expect(offered.contains { $0.id.answers(to: id) }, "\(place): \(id); offered: \(offered.map(\.id))")
        }
        for id in expected["lacks"] as? [String] ?? [] {
            #expect(!offered.contains { $0.id.answers(to: id) }, "\(place): \(id)")
        }
        for id in expected["on"] as? [String] ?? [] {
            #expect(offered.first { $0.id.answers(to: id) }?.isOn == true, "\(place): \(id)")
        }
        if let opened = expected["opened"] as? [String] { #expect(phone.opened == opened, "\(place)") }
        if let handed = expected["handed"] as? [String] { #expect(phone.handed.map(\.kind) == handed, "\(place)") }
        if let dial = expected["dial"] as? String { #expect(shell.dial?.uri == dial, "\(place)") }
        if let down = expected["curtain"] as? Bool { #expect(shell.isCurtainDown == down, "\(place)") }
        for text in isTranslated ? [] : expected["announced"] as? [String] ?? [] {
            #expect(phone.announced.contains(text), "\(place): \(text); announced: \(phone.announced)")
        }
    }

    private func route(_ name: String) throws -> Route? {
        let plain: [Route] = [
            .lines, .card, .ask(peer: nil), .limits, .request, .duty, .checkIns, .peers, .exclusions, .settings,
            .choice, .checks, .checkFile, .coping, .sleepTimes, .helped, .plan, .planPaper, .reminders, .privacy,
        ]
        if name == "home" { return nil }
        guard let route = plain.first(where: { $0.name == name }) else { throw Unreadable(what: name) }
        return route
    }
}

struct Unreadable: Error { let what: String }

extension Shell {
    /// What is said wherever somebody looks now: on the curtain, on the sheet, or on the screen.
    var everythingSaid: [String] {
        switch curtain {
        case .up: break
        case .down: return curtainSays
        case .lines(let model): return model.everythingSaid
        }
        return dial.map { [$0.whose, $0.number] + $0.says } ?? seen.everythingSaid
    }

    var isCurtainDown: Bool {
        if case .up = curtain { false } else { true }
    }

    /// What can be done there.
    var everythingOffered: [Offer] {
        switch curtain {
        case .up: break
        case .down: return curtainOffers
        case .lines(let model): return dial == nil ? model.everythingOffered + [quickExit, curtainBack] : dialOffers
        }
        return dial == nil ? seen.everythingOffered + [quickExit] : dialOffers
    }
}

extension String {
    /// Whether an offer's id is this one, or one of several of it.
    fileprivate func answers(to id: String) -> Bool { self == id || hasPrefix("\(id):") }
}
