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
    /// Buzzes, where the phone can and its owner has not switched that off: on, off, on, in milliseconds.
    public var buzz: ([UInt16]) -> Void
    /// Prints, shares or saves something, by the phone's own sheet.
    public var handOver: (Handed) -> Void
    /// Lets its owner choose a file.
    public var pickFile: () async -> Picked
    /// Asks the phone's owner, once, whether the one neutral notice may be shown.
    public var allowNotices: () async -> Void
    /// The time of day as this phone writes it.
    public var time: (Date) -> String
    /// The day as this phone writes it.
    public var day: (Date) -> String
    /// The zone that the phone is in.
    public var zone: TimeZone
    /// What its SIM or its settings hint at for a country, such as `US` or `es_MX`.
    public var countryHint: String?

    /// A phone that can do all of this.
    public init(
        open: @escaping (URL) -> Void, unlock: @escaping (_ reason: String) async -> Bool,
        announce: @escaping (String) -> Void, showNeutralIcon: @escaping (Bool) async -> Void,
        buzz: @escaping ([UInt16]) -> Void, handOver: @escaping (Handed) -> Void,
        pickFile: @escaping () async -> Picked,
        allowNotices: @escaping () async -> Void, time: @escaping (Date) -> String, day: @escaping (Date) -> String,
        zone: TimeZone, countryHint: String?
    ) {
        self.open = open
        self.unlock = unlock
        self.announce = announce
        self.showNeutralIcon = showNeutralIcon
        self.buzz = buzz
        self.handOver = handOver
        self.pickFile = pickFile
        self.allowNotices = allowNotices
        self.time = time
        self.day = day
        self.zone = zone
        self.countryHint = countryHint
    }
}

/// What came of choosing a file.
public enum Picked: Sendable {
    /// None was chosen.
    case none
    /// It is too large for any file of this app, or could not be read.
    case unreadable
    /// Its bytes.
    case file(Data)
}

/// Something of its owner's that leaves the app because they want it to. It prints nothing of itself.
public enum Handed: Sendable, CustomStringConvertible, CustomReflectable {
    /// To share.
    case text(String)
    /// To print: one HTML page that needs nothing from elsewhere.
    case page(String)
    /// For a calendar: an iCalendar file.
    case calendar(String)
    /// The safety plan, locked by words that only its owner knows.
    case planFile(Data)
    /// Results of self-checks as FHIR.
    case results(String)

    /// Its kind, as in the scenario files.
    public var kind: String {
        switch self {
        case .text: "text"
        case .page: "page"
        case .calendar: "calendar"
        case .planFile: "plan-file"
        case .results: "results"
        }
    }

    /// Its bytes.
    public var bytes: Data {
        switch self {
        case .text(let text), .page(let text), .calendar(let text), .results(let text): Data(text.utf8)
        case .planFile(let file): file
        }
    }

    public var description: String { "Handed(\(kind))" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A zone as the core wants it: what it is now, and its changes for the next thirteen months.
func phoneZone(_ zone: TimeZone, at now: Date = Date()) -> PhoneZone {
    var changes: [ZoneChange] = []
    var after = now
    let end = now.addingTimeInterval(400 * 86_400)
    while let next = zone.nextDaylightSavingTimeTransition(after: after), next < end, changes.count < 16 {
        changes.append(ZoneChange(at: next, offsetS: Int32(zone.secondsFromGMT(for: next.addingTimeInterval(1)))))
        after = next
    }
    return PhoneZone(offsetS: Int32(zone.secondsFromGMT(for: now)), changes: changes)
}
