import Foundation
import Peerline

/// The way to the core: every call on one queue of its own, in the order in which it was made, so that the screen never waits for a
/// disk or a key store, and two taps cannot overtake each other.
public final class Core: Sendable {
    /// The open app.
    let app: Peerline
    private let queue = DispatchQueue(label: "core", qos: .userInitiated)

    /// Around an app that is open.
    public init(_ app: Peerline) {
        self.app = app
    }

    /// Carries out one call.
    func call<T: Sendable>(_ work: @escaping @Sendable (Peerline) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { waiting in
            queue.async { [app] in waiting.resume(with: Result { try work(app) }) }
        }
    }
}

/// What the phone does for the shell. Nothing of it decides anything.
@MainActor public struct Phone {
    /// Opens `tel:`, `sms:` or a web page.
    public var open: (URL) -> Void
    /// Asks for the phone's own lock; `true` if its owner unlocked it.
    public var unlock: (_ reason: String) async -> Bool
    /// Speaks through the screen reader.
    public var announce: (String) -> Void
    /// Shows the app under its neutral name and icon, or under its own.
    public var showNeutralIcon: (Bool) async -> Void
    /// The time of day as this phone writes it.
    public var time: (Date) -> String
    /// How long the phone runs, sleep included.
    public var uptime: () -> Duration

    /// A phone that can do all of this.
    public init(
        open: @escaping (URL) -> Void, unlock: @escaping (_ reason: String) async -> Bool,
        announce: @escaping (String) -> Void, showNeutralIcon: @escaping (Bool) async -> Void,
        time: @escaping (Date) -> String, uptime: @escaping () -> Duration
    ) {
        self.open = open
        self.unlock = unlock
        self.announce = announce
        self.showNeutralIcon = showNeutralIcon
        self.time = time
        self.uptime = uptime
    }
}
