import Foundation
import Peerline

/// The smallest app that can ask for a peer. `docs/integrating.md` shows its parts; `SmallAppTests` runs them.
// region threads
/// Local calls take milliseconds, opening and keeping more: an actor takes one after the other, and never on the main actor.
actor SmallApp {
    // endregion
    private let language: String
    private(set) var app: Peerline?
    private(set) var shown: [String] = []

    init(language: String) { self.language = language }

    // region lines
    func showLines() throws {
        // No key, no file, no network, and nothing opened: show this first, and whenever something else fails.
        let lines = try crisisLines(place: Place(country: "US", region: "US-CA"), language: language)
        for line in lines.rows { show("\(line.name). \(line.openNow) \(line.police)") }
    }
    // endregion

    // region open
    func open(folder: URL, keys: KeyStore) throws {
        let app = try Peerline.open(folder: folder.path, keyStore: keys, listener: Ear(app: self))
        self.app = app
        switch app.opened().officer {
        case .new, .open: break
        case .locked: show("Unlock the phone to see your request.")
        case .keyGone, .damaged: show("What was kept on this phone could not be read. You begin anew.")
        }
    }

    private final class Ear: Listener {
        private let app: SmallApp
        init(app: SmallApp) { self.app = app }

        // On a thread of the library: hand it over to yours and return.
        func changed(topic: Changed) throws {
            Task { await app.show("Something has changed: read the screen again.") }
        }
    }
    // endregion

    // region join
    func join(card: String) async throws {
        let joined = try opened().membership().join(card: card)
        show("You are in \(joined.pool).")
        try await run()
    }

    /// The only call that uses the network: it sends, reads and fetches what is due. Cancelling the task ends it.
    @discardableResult func run() async throws -> Wake {
        try await opened().runPending(budget: Budget(foreground: true, waitS: 0)).next
    }
    // endregion

    // region limits
    func acceptLimits(reads: @Sendable ([String]) -> Bool) throws -> Bool {
        let limits = try opened().limits()
        let screen = try limits.screen(language: language)
        let accepted = reads([screen.role, screen.place] + screen.limits.map { "\($0.whose) \($0.text)" })
        // What exactly was shown: limits that change in between are not accepted unseen.
        if accepted { try limits.accept(shown: screen.shown) }
        return accepted
    }
    // endregion

    // region ask
    func askAnyone() async throws {
        let (requests, whom) = (try opened().requests(), Whom.anyone(query: Query()))
        // All of this belongs beside the button, before the tap.
        let before = try requests.beforeAsking(whom: whom, language: language)
        let said = [before.onCall, before.counted, before.deadline, before.cannot] + before.visible
        for sentence in said { show(sentence) }
        try requests.ask(asking: Asking(whom: whom, wishes: [.call], language: language))
        // Kept, and on its way with the next run. Without a network it waits; the lines do not.
        try await run()
    }
    // endregion

    // region waiting
    /// What the officer sees. Read it again after each run, and each second while a clock is on the screen.
    func showRequest() throws {
        guard let request = try opened().requests().screen(language: language) else { return }
        if request.linesFirst { try showLines() }
        for sentence in [request.headline, request.left, request.nextStep].compactMap({ $0 }) + request.notes {
            show(sentence)
        }
        if case .answered = request.stage, let peer = request.peer { show("\(peer.name ?? ""): \(peer.phone ?? "")") }
    }

    func finish() async throws {
        let requests = try opened().requests()
        try requests.shareNumber(number: "+15035550177")  // Only if the officer taps that.
        try requests.complete()
        try await run()
        try requests.dismiss()
    }
    // endregion

    // region loop
    /// While the app is on the screen. In the background a task of the platform does the same, with `foreground: false`.
    func keepRunning() async {
        while !Task.isCancelled {
            var next = Wake(afterS: 60, urgent: false)
            await calling { next = try await self.run() }
            await calling { try self.showRequest() }
            try? await Task.sleep(for: .seconds(next.afterS))
        }
    }
    // endregion

    // region errors
    /// Does it, or says in the core's words what was not done and what to do about it.
    func calling(_ work: () async throws -> Void) async {
        do {
            try await work()
        } catch let error as PeerlineError {
            guard let words = try? errorWords(error: error, language: language) else { return }
            show("\(words.says) \(words.offer)")
            switch words.advice {
            case .callALine: try? showLines()
            // The button tries again, opens the card's screen, the storage settings or the store.
            case .retry, .retryLater, .renew, .freeSpace, .updateApp: break
            }
        } catch {
            // The task was cancelled: nobody is there to be told.
        }
    }
    // endregion

    // region lifecycle
    /// Each time. If it gives false, ask for the phone's own lock, then call `privacy().appUnlocked()`.
    func cameOnScreen() throws -> Bool { try opened().privacy().cameIntoSight() == .open }

    /// Each time: it keeps what is new and leaves no file open. iOS ends apps that hold one.
    func leftTheScreen() throws { try opened().pause() }

    /// Drops the officer's file from memory; what is in it says `Vault(locked)` until the phone is unlocked.
    func phoneWasLocked() throws { try opened().lock() }

    func phoneWasUnlocked() throws { try opened().resume() }

    func ended() throws {
        try opened().closeApp()
        app = nil
    }
    // endregion

    // region erase
    func eraseEverything(confirms: @Sendable ([String]) -> Bool) throws {
        let privacy = try opened().privacy()
        let asked = try privacy.confirmation(language: language)
        guard confirms([asked.title] + asked.says) else { return }
        // The keys first, then the files. After this, open a new one.
        try privacy.eraseEverything()
        try ended()
    }
    // endregion

    /// For the tests: an app that a rehearsal opened.
    func use(_ app: Peerline) { self.app = app }

    private func opened() throws -> Peerline {
        guard let app else { throw PeerlineError.Vault(reason: .locked) }
        return app
    }

    private func show(_ sentence: String) { shown.append(sentence) }
}
