import Foundation
import Observation
import Peerline

/// The officer's own reminders to look in on themselves.
@MainActor @Observable public final class FollowUpsModel: ScreenModel {
    /// What the core shows.
    public private(set) var screen: FollowUpScreen?
    /// The reminder that is being moved.
    public private(set) var moving: Data?
    /// To when.
    public var when = Date()
    /// Whether what to know about calendars is being read.
    public private(set) var asksForCalendar = false
    /// What the entries shall be called there; empty: a plain word.
    public var calendarTitle = ""

    public override init(_ shell: Shell) { super.init(shell) }

    public override var title: String { shell.words[.followUps] }

    public override var says: [String] {
        guard let screen else { return [] }
        let series = screen.series.flatMap { series in
            [series.title] + series.reminders.flatMap { sentences(of: $0) }
        }
        return [[screen.intro], given(screen.none), series, calendarSays].flatMap { $0 }
    }

    public override var offers: [Offer] {
        guard let screen else { return [] }
        return screen.series.flatMap(\.reminders).flatMap { offers(of: $0) } + closing
    }

    /// What is said about one reminder.
    public func sentences(of reminder: FollowUp) -> [String] {
        [reminder.title, reminder.at] + [reminder.isDue].compactMap { $0 }
    }

    /// What can be done with one: moving it, or ending it.
    public func offers(of reminder: FollowUp) -> [Offer] {
        let id = reminder.id
        if moving == id {
            let done = offer(.done) { [weak self] in
                guard let self else { return }
                let when = when
                if await change({ try $0.moveTo(id: id, due: when) }) { moving = nil }
            }
            return [done, offer(.cancel) { [weak self] in self?.moving = nil }]
        }
        let move = Offer("\(Label.followUpMove.rawValue):\(place(of: id))", shell.words[.followUpMove]) { [weak self] in
            self?.moving = id
            self?.when = reminder.due
        }
        return [move, end(reminder)]
    }

    /// Ends one.
    public func end(_ reminder: FollowUp) -> Offer {
        let id = reminder.id
        return Offer("\(Label.followUpEnd.rawValue):\(place(of: id))", shell.words[.followUpEnd]) { [weak self] in
            await self?.change { try $0.end(id: id) }
        }
    }

    /// Sets them, or ends all.
    public var closing: [Offer] {
        guard let screen else { return [] }
        let zone = phoneZone(shell.phone.zone)
        let set = offer(.followUpSet) { [weak self] in
            let done = await self?.change { reminders in
                _ = try reminders.set(what: .contact, begun: nil, lengths: reminders.offered(language: "en").map(\.length), zone: zone)
            }
            if done == true { await self?.shell.phone.allowNotices() }
        }
        let endAll = offer(.followUpEndAll) { [weak self] in await self?.change { try $0.endAll(series: nil) } }
        guard !screen.series.isEmpty else { return [set] }
        return asksForCalendar
            ? [handOver, offer(.cancel) { [weak self] in self?.asksForCalendar = false }]
            : [set, offer(.followUpCalendar) { [weak self] in self?.asksForCalendar = true }, endAll]
    }

    /// What is said before anything is put into a calendar.
    public var calendarSays: [String] { asksForCalendar ? [screen?.calendarAsk].compactMap { $0 } : [] }

    /// Gives what is to come to the phone, for its calendar.
    private var handOver: Offer {
        Offer("hand-over", shell.words[.followUpCalendar]) { [weak self] in
            guard let self else { return }
            let title = calendarTitle.isEmpty ? nil : calendarTitle
            let file = await load { try $0.followUps().calendar(title: title, language: $1) }
            guard let file else { return }
            shell.phone.handOver(.calendar(file))
            (asksForCalendar, calendarTitle) = (false, "")
        }
    }

    public override func refresh() async {
        let zone = phoneZone(shell.phone.zone)
        if let read = await load({ try $0.followUps().screen(language: $1, zone: zone) }) { screen = read }
    }

    @discardableResult
    private func change(_ what: @escaping @Sendable (FollowUps) throws -> Void) async -> Bool {
        let done = await act { try what($0.followUps()) }
        if done { await refresh() }
        return done
    }
}

/// A peer's own reminders to check in on an officer who said yes: a time, no name.
@MainActor @Observable public final class CheckInsModel: ScreenModel {
    /// What the core shows.
    public private(set) var screen: PeerReminders?
    /// Whether the officer was asked and said yes. It is asked anew for each.
    public private(set) var agreed = false

    public override init(_ shell: Shell) { super.init(shell) }

    public override var title: String { shell.words[.peerReminder] }

    public override var says: [String] {
        guard let screen else { return [] }
        return [screen.ask] + screen.reminders.flatMap { sentences(of: $0) }
    }

    public override var offers: [Offer] {
        guard let screen else { return [] }
        return screen.reminders.map { end($0) } + setting
    }

    /// What is said about one reminder.
    public func sentences(of reminder: FollowUp) -> [String] {
        [reminder.title, reminder.at] + [reminder.isDue].compactMap { $0 }
    }

    /// Ends one, with one tap.
    public func end(_ reminder: FollowUp) -> Offer {
        let id = reminder.id
        return Offer("\(Label.followUpEnd.rawValue):\(place(of: id))", shell.words[.followUpEnd]) { [weak self] in
            await self?.change { try $0.endPeers(id: id) }
        }
    }

    /// That the officer said yes, and setting them.
    public var setting: [Offer] {
        let (zone, agreed) = (phoneZone(shell.phone.zone), agreed)
        let yes = Offer(Label.peerAgreed.rawValue, shell.words[.peerAgreed], isOn: agreed) { [weak self] in
            self?.agreed.toggle()
        }
        let set = offer(.peerReminder) { [weak self] in
            let done = await self?.change { reminders in
                try reminders.setPeers(lengths: reminders.offered(language: "en").map(\.length), officerAgreed: agreed, zone: zone)
            }
            guard done == true else { return }
            self?.agreed = false
            await self?.shell.phone.allowNotices()
        }
        return [yes, set]
    }

    public override func refresh() async {
        let zone = phoneZone(shell.phone.zone)
        if let read = await load({ try $0.followUps().peers(language: $1, zone: zone) }) { screen = read }
    }

    @discardableResult
    private func change(_ what: @escaping @Sendable (FollowUps) throws -> Void) async -> Bool {
        let done = await act { try what($0.followUps()) }
        if done { await refresh() }
        return done
    }
}

/// A reminder's id as it stands in the ids of what can be done with it.
private func place(of id: Data) -> String { id.map { String($0, radix: 16) }.joined() }
