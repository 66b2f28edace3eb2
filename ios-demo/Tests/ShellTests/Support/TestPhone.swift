import Foundation
import Peerline

@testable import PeerlineModels

/// A phone with the real core and a clock of its own, and what the shell asked of it.
@MainActor final class TestPhone {
    private(set) var shell: Shell!
    /// What was opened: numbers and pages.
    private(set) var opened: [String] = []
    /// What the screen reader said.
    var announced: [String] = []
    /// Whether its owner opens the phone's lock.
    var ownerUnlocks = true
    /// Every buzz it was told to make: on, off, on, in milliseconds.
    private(set) var buzzes: [[UInt16]] = []
    /// What was handed over to print, to share or to save.
    private(set) var handed: [Handed] = []
    /// What its owner chooses; none: the file that was handed over last.
    var file: Picked?
    /// How often it asked whether notices may be shown.
    private(set) var askedForNotices = 0
    /// The icons it was told to show.
    private(set) var neutralIcons: [Bool] = []
    let keys = UnprotectedMemoryKeys()
    let folder: PrivateFolder
    private let language: String
    /// What its clock shows, in Unix seconds.
    private(set) var now: Int64

    init(language: String = "en", at now: Int64? = nil) throws {
        folder = try PrivateFolder()
        self.language = language
        self.now = now ?? Int64(Date().timeIntervalSince1970)
        start()
    }

    /// The app is started, as after a tap on its icon or after the phone had ended it.
    func start() {
        let (path, keys, now) = (folder.url.path, keys, now)
        let phone = Phone(
            open: { [weak self] in self?.opened.append($0.absoluteString) },
            unlock: { [weak self] _ in self?.ownerUnlocks ?? false },
            announce: { [weak self] in self?.announced.append($0) },
            showNeutralIcon: { [weak self] in self?.neutralIcons.append($0) },
            buzz: { [weak self] in self?.buzzes.append($0) },
            handOver: { [weak self] in self?.handed.append($0) },
            pickFile: { [weak self] in self?.file ?? self?.handed.last.map { .file($0.bytes) } ?? .none },
            allowNotices: { [weak self] in self?.askedForNotices += 1 }, time: { _ in "21:30" },
            day: { _ in "2026-11-21" },
            zone: TimeZone(identifier: "America/Los_Angeles") ?? .gmt, countryHint: nil)
        shell = Shell(folder: path, languages: [language], phone: phone) {
            try trialOpen(folder: path, keyStore: keys, unixS: now)
        }
    }

    /// Ends the app and starts it again; with `clock`, after its owner has set the clock to that.
    func restart(clock: Int64? = nil) async throws {
        try await shell.open().call { try $0.closeApp() }
        now = clock ?? now
        start()
    }

    /// So many seconds pass on this phone.
    func pass(_ seconds: UInt32) async throws {
        now += Int64(seconds)
        try await shell.open().call { try trialPass(app: $0, seconds: seconds) }
    }

    /// Comes into a pool by a card, without a screen.
    func join(_ card: String) async throws {
        _ = try await shell.open().call { try $0.membership().join(card: card) }
    }
}
