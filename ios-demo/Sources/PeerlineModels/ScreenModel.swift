import Foundation
import Observation
import Peerline

/// Something that can be done on a screen: a button, whatever it looks like.
@MainActor public struct Offer: Identifiable {
    /// A label's id, and behind a colon which one of several (`label-call:+1988`).
    public let id: String
    /// What it says, finished.
    public let name: String
    /// On or off, for what can be switched.
    public let isOn: Bool?
    /// Does it.
    public let act: @MainActor () async -> Void

    init(
        _ id: String, _ name: String, isOn: Bool? = nil, act: @escaping @MainActor () async -> Void
    ) {
        self.id = id
        self.name = name
        self.isOn = isOn
        self.act = act
    }
}

/// What a screen says instead, or above what it has, when something was not done.
public struct Trouble: Equatable, Sendable {
    /// What was not done, and why.
    public let says: String
    /// What to do about it, as a button says it.
    public let offer: String
    /// The same as a value.
    public let advice: Advice
    /// Whether the limits have to be read first.
    public let needsLimits: Bool
}

/// What all screens have: they load, they may be in trouble, they say sentences and offer things to do.
///
/// `says` and `offers` are everything on the screen, in the order in which a screen reader goes through it. The views draw nothing
/// else; a test compares.
@MainActor @Observable open class ScreenModel {
    /// The app around it.
    public let shell: Shell
    /// Something was not done.
    public internal(set) var trouble: Trouble?
    /// It has what it shows.
    public internal(set) var isLoaded = false
    /// A call is under way: no second one is begun.
    public internal(set) var isBusy = false

    init(_ shell: Shell) {
        self.shell = shell
    }

    /// What stands at the top.
    public var title: String { "" }

    /// Its sentences, without those of its buttons.
    public var says: [String] { [] }

    /// What can be done, without leaving the app and without what the trouble advises.
    public var offers: [Offer] { [] }

    /// Reads everything anew.
    public func refresh() async {}

    /// Everything that is said: the trouble first.
    public final var everythingSaid: [String] {
        (trouble.map { [$0.says] } ?? []) + (isLoaded || trouble != nil ? says : [shell.words[.loading]])
    }

    /// Everything that can be done: what the trouble advises first.
    public final var everythingOffered: [Offer] {
        (troubleOffer.map { [$0] } ?? []) + offers
    }

    /// What the trouble advises, if the app can do it.
    public final var troubleOffer: Offer? {
        guard let trouble else { return nil }
        switch trouble.advice {
        case .callALine: return Offer("advice", trouble.offer) { [shell] in shell.go(.lines) }
        case .renew where trouble.needsLimits: return Offer("advice", trouble.offer) { [shell] in shell.go(.limits) }
        case .retry, .retryLater: return Offer("advice", trouble.offer) { [weak self] in await self?.refresh() }
        case .renew, .freeSpace, .updateApp: return nil
        }
    }

    final func offer(_ label: Label, act: @escaping @MainActor () async -> Void) -> Offer {
        Offer(label.rawValue, shell.words[label], act: act)
    }

    /// Reads what is shown. What was shown before stays if that fails.
    final func load<T: Sendable>(_ read: @escaping @Sendable (Peerline, _ language: String) throws -> T) async -> T? {
        await carryOut { [language = shell.language] app in try read(app, language) }
    }

    /// Does something, once: while it is under way a second tap does nothing. Gives whether it was done. Why it was not is also told
    /// to a screen reader, which stands at the button and not at the banner.
    @discardableResult
    final func act(_ work: @escaping @Sendable (Peerline) throws -> Void) async -> Bool {
        guard !isBusy else { return false }
        isBusy = true
        defer { isBusy = false }
        let done = await carryOut(work) != nil
        announceTrouble()
        return done
    }

    /// The same for what takes a moment on a thread of the core's.
    final func actLater<T: Sendable>(_ work: @escaping @Sendable (Peerline) async throws -> T) async -> T? {
        guard !isBusy else { return nil }
        isBusy = true
        defer { isBusy = false }
        do {
            let done = try await work(shell.open().app)
            trouble = nil
            return done
        } catch {
            trouble = shell.trouble(error)
            announceTrouble()
            return nil
        }
    }

    /// A screen reader stands at the button, not at the banner.
    final func announceTrouble() {
        if let trouble { shell.phone.announce(trouble.says) }
    }

    private func carryOut<T: Sendable>(_ work: @escaping @Sendable (Peerline) throws -> T) async -> T? {
        do {
            let done = try await shell.open().call(work)
            trouble = nil
            isLoaded = true
            return done
        } catch {
            trouble = shell.trouble(error)
            return nil
        }
    }
}
