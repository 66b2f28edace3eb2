import Observation
import Peerline

/// The officer's own reminders to look in on themselves.
@MainActor @Observable public final class FollowUpsModel: ScreenModel {
    /// What the core shows.
    public private(set) var screen: FollowUpScreen?

    public override init(_ shell: Shell) { super.init(shell) }

    public override var title: String { shell.words[.followUps] }

    public override var says: [String] {
        guard let screen else { return [] }
        return [screen.intro] + [screen.none].compactMap { $0 }
            + screen.series.flatMap { [$0.title] + $0.reminders.flatMap { sentences(of: $0) } }
    }

    public override var offers: [Offer] {
        guard let screen else { return [] }
        return screen.series.flatMap(\.reminders).map { end($0) } + closing
    }

    /// What is said about one reminder.
    public func sentences(of reminder: FollowUp) -> [String] {
        [reminder.title, reminder.at] + [reminder.isDue].compactMap { $0 }
    }

    /// Ends one.
    public func end(_ reminder: FollowUp) -> Offer {
        let id = reminder.id
        let place = id.map { String($0, radix: 16) }.joined()
        return Offer("\(Label.followUpEnd.rawValue):\(place)", shell.words[.followUpEnd]) { [weak self] in
            await self?.change { try $0.end(id: id) }
        }
    }

    /// Sets them, or ends all.
    public var closing: [Offer] {
        guard let screen else { return [] }
        let zone = phoneZone(shell.phone.zone)
        let set = offer(.followUpSet) { [weak self] in
            await self?.change { reminders in
                _ = try reminders.set(what: .contact, begun: nil, lengths: reminders.offered(), zone: zone)
            }
        }
        let endAll = offer(.followUpEndAll) { [weak self] in await self?.change { try $0.endAll(series: nil) } }
        return screen.series.isEmpty ? [set] : [set, endAll]
    }

    public override func refresh() async {
        let zone = phoneZone(shell.phone.zone)
        if let read = await load({ try $0.followUps().screen(language: $1, zone: zone) }) { screen = read }
    }

    private func change(_ what: @escaping @Sendable (FollowUps) throws -> Void) async {
        if await act({ try what($0.followUps()) }) { await refresh() }
    }
}
