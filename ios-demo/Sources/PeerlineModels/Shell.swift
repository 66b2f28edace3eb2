import Foundation
import Observation
import Peerline
@_exported import PeerlineLook

/// The app around the screens: opening, the language, where somebody is, the curtain, and the runs that send and fetch.
@MainActor @Observable public final class Shell {
    /// The way through the app, the first screen left out.
    public var path: [Route] = []
    /// What the phone is to be asked to dial, once the warning was read.
    public var dial: Dial?
    /// The language that everything is said in, a BCP 47 tag.
    public private(set) var language: String
    /// The labels in it.
    public private(set) var words: Words
    /// What is set. Known before anything is opened.
    public private(set) var settings: Settings
    /// The first look at a new phone.
    public private(set) var isFirstRun = false
    /// What had to be begun anew when the app was opened, in sentences.
    public private(set) var begunAnew: [String] = []
    /// Something is drawn over everything until the phone's lock is open, or after a quick exit.
    public private(set) var curtain = Curtain.up
    /// Counts the changes that came from outside, so that the screen that is seen reads again.
    public private(set) var changes = 0

    /// What the phone does for the shell.
    public internal(set) var phone: Phone
    let folder: String
    private let phoneLanguages: [String]
    private let openCore: @Sendable () throws -> Peerline
    @ObservationIgnored var screens: [Route?: ScreenModel] = [:]
    @ObservationIgnored private var core: Core?

    /// Nothing is opened yet: the lines are there before. `folder` is private and left out of backups; `languages` are the phone's,
    /// best first; `open` opens the core, and is called again after it failed.
    public init(
        folder: String, languages: [String], phone: Phone, open: @escaping @Sendable () throws -> Peerline
    ) {
        self.folder = folder
        self.phone = phone
        phoneLanguages = languages
        openCore = open
        let known = (try? settingsIn(folder: folder)) ?? Settings()
        settings = known
        language = known.language ?? languages.first ?? "en"
        words = Words(known.language ?? languages.first ?? "en")
        curtain = known.lockAfterMinutes == nil ? .up : .down
    }

    /// Whether everything is laid out from right to left.
    public var isMirrored: Bool { isRightToLeft(language) }

    /// The open app; opens it the first time. The screen does not wait for it.
    func open() async throws -> Core {
        if let core { return core }
        let made = try await Task.detached { [openCore] in Core(try openCore()) }.value
        // Somebody else may have opened it in the meantime; then that one stays.
        if let core { return core }
        core = made
        found(made.app.opened())
        // To be on the screen for the first time is to come into sight, too.
        if try await made.call({ try $0.privacy().cameIntoSight() }) == .ask { curtain = .down }
        return made
    }

    /// Everything on this phone was erased: the app begins anew, as on a new phone, and under its own icon again.
    func beginAnew() async {
        let wasNeutral = settings.neutralName
        core = nil
        screens = [:]
        path = []
        settings = Settings()
        language = phoneLanguages.first ?? "en"
        words = Words(language)
        changes += 1
        if wasNeutral != settings.neutralName { await phone.showNeutralIcon(settings.neutralName) }
    }

    /// What is said about an error.
    func trouble(_ error: any Error) -> Trouble {
        let error = error as? PeerlineError ?? .Fault(place: 0)
        let needsLimits = error == .LimitsNotAccepted || error == .LimitsChanged
        guard let said = try? errorWords(error: error, language: language) else {
            return Trouble(says: "", offer: words[.linesNow], advice: .callALine, needsLimits: false)
        }
        return Trouble(says: said.says, offer: said.offer, advice: said.advice, needsLimits: needsLimits)
    }

    // MARK: Where somebody is

    /// One screen on.
    public func go(_ route: Route) {
        if path.last != route { path.append(route) }
    }

    /// One screen back.
    public func back() {
        if !path.isEmpty { path.removeLast() }
    }

    /// To a screen as if somebody had gone back to the first one before.
    public func start(at route: Route? = nil) {
        path = route.map { [$0] } ?? []
    }

    /// The welcome is read.
    public func begin() {
        isFirstRun = false
    }

    /// Away from what is seen, at once: a curtain is down before anything else is done, everything is saved and locked, and the
    /// phone shows something else.
    public func leaveAtOnce() async {
        curtain = .down
        path = []
        dial = nil
        // With what was typed there.
        screens = screens.filter { $0.key == nil }
        let exit = try? await core?.call { try $0.privacy().quickExit() }
        if let exit, let url = URL(string: exit.goTo) { phone.open(url) }
    }

    // MARK: In sight and out of it

    /// The app leaves the screen: everything is saved, and no lock is left behind.
    public func outOfSight() async {
        try? await core?.call { try $0.pause() }
    }

    /// The app is on the screen again. The core says whether it has been away for so long that the phone's lock is asked for.
    public func inSight() async {
        guard let core else { return }
        let lock = try? await core.call { app in
            try app.resume()
            return try app.privacy().cameIntoSight()
        }
        if lock == .ask { curtain = .down }
        changes += 1
    }

    /// The phone's clock or zone was changed: everything that says a time is said anew.
    public func clockChanged() { changes += 1 }

    /// Opens the curtain: by the phone's own lock, if one is set.
    public func openCurtain() async {
        if settings.lockAfterMinutes != nil {
            guard await phone.unlock(words[.unlock]) else { return }
        }
        // What a quick exit has locked is opened again. If that fails, the screen behind the curtain says why.
        try? await open().call { app in
            try app.resume()
            try app.privacy().appUnlocked()
        }
        curtain = .up
        changes += 1
    }

    /// The lines are behind no lock: they show on the curtain.
    public func showLinesOnCurtain(_ shown: Bool) {
        curtain = shown ? .lines(LinesModel(self)) : .down
    }

    // MARK: Settings

    /// Keeps changed settings. What is said changes with them.
    func keep(_ changed: Settings) async throws {
        try await open().call { try $0.settings().set(settings: changed) }
        if changed.neutralName != settings.neutralName { await phone.showNeutralIcon(changed.neutralName) }
        settings = changed
        language = changed.language ?? phoneLanguages.first ?? "en"
        words = Words(language)
        changes += 1
    }

    // MARK: Runs

    /// Sends, reads and fetches what is due. With `waitS` the relay may keep the call open for so long.
    @discardableResult
    public func run(waitS: UInt32 = 0, foreground: Bool = true) async -> Report? {
        guard let core = try? await open(),
            let report = try? await core.app.runPending(budget: Budget(foreground: foreground, waitS: waitS))
        else { return nil }
        if report.changed || report.newOffer { changes += 1 }
        return report
    }

    /// In how many seconds the next run is due; none if nothing can be opened.
    public func nextWakeSeconds() async -> UInt32? {
        try? await open().call { try $0.nextWake().afterS }
    }

    /// When the next reminder is due that its owner has set, on either side; none: none is, or the phone is locked. For the phone's
    /// own alarm, because iOS may run nothing of ours at that moment.
    public func nextReminder() async -> Date? {
        let (zone, language) = (phoneZone(phone.zone), language)
        let due = try? await open().call { app in
            let own = try app.followUps().screen(language: language, zone: zone).series.flatMap(\.reminders)
            return try (own + app.followUps().peers(language: language, zone: zone).reminders)
                .filter { $0.isDue == nil }.map(\.due).min()
        }
        return due ?? nil
    }

    /// Runs as long as the screen is seen, and rests as long as the core says. Ends with its task.
    public func runWhileSeen(rest: @Sendable (Duration) async throws -> Void) async {
        while !Task.isCancelled {
            let report = await run(waitS: 25)
            // Without a way to the relay there is nothing to wait for but time.
            let seconds = min(max(report.map { Int($0.next.afterS) } ?? 15, 1), 60)
            guard (try? await rest(.seconds(seconds))) != nil else { return }
        }
    }

    private func found(_ opened: Opened) {
        isFirstRun = opened.officer == .new
        begunAnew = [
            opened.officer == .damaged || opened.duty == .damaged ? words[.vaultDamaged] : nil,
            opened.officer == .keyGone || opened.duty == .keyGone ? words[.keyGone] : nil,
            opened.packsBegunAnew ? words[.packsAnew] : nil,
        ].compactMap { $0 }
    }
}

/// What lies over everything.
@MainActor public enum Curtain {
    /// Nothing.
    case up
    /// A plain page that names nothing.
    case down
    /// The lines, and nothing else of the app.
    case lines(LinesModel)
}

/// A number that somebody is about to dial, with what to know before.
public struct Dial: Identifiable, Equatable, Sendable {
    /// What the phone dials: `tel:` or `sms:`.
    public let uri: String
    /// The number to read, set apart.
    public let number: String
    /// Whose it is.
    public let whose: String
    /// What to know, in sentences: that the number is visible, what to press.
    public let says: [String]
    /// What the button says.
    public let offer: String

    /// What it dials names it.
    public var id: String { uri }
}
