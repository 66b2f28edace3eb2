import Foundation
import Observation
import Peerline

/// The officer's own reminders to look in on themselves.
@MainActor @Observable public final class FollowUpsModel: ScreenModel {
    /// What the core shows.
    public private(set) var screen: FollowUpScreen?
    /// The lengths that are offered, each in words.
    public private(set) var lengths: [FollowUpLength] = []
    /// What the next ones shall come after.
    public private(set) var after = FollowUpAfter.contact
    /// The reminder that is being moved.
    public private(set) var moving: Data?
    /// To when.
    public var when = Date()
    /// Whether what to know about calendars is being read.
    public private(set) var asksForCalendar = false
    /// What the entries shall be called there; empty: a plain word.
    public var calendarTitle = ""
    /// The lengths that their owner does not want; at first they want all.
    private var unwanted: Set<String> = []

    public override init(_ shell: Shell) { super.init(shell) }

    public override var title: String { shell.words[.followUps] }

    public override var says: [String] {
        guard let screen else { return [] }
        let series = screen.series.flatMap { series in
            [series.title] + series.reminders.flatMap { sentences(of: $0) }
        }
        let question = setting.isEmpty ? [] : [shell.words[.remindAfter]]
        return [[screen.intro], given(screen.none), series, question, calendarSays].flatMap { $0 }
    }

    public override var offers: [Offer] {
        guard let screen else { return [] }
        return screen.series.flatMap(\.reminders).flatMap { offers(of: $0) } + setting + closing
    }

    /// What the next ones come after, and how long after: each is its owner's own choice.
    public var setting: [Offer] { screen == nil || asksForCalendar ? [] : afters + howLong }

    private var afters: [Offer] {
        let whats: [(Label, FollowUpAfter)] = [
            (.afterTalk, .contact), (.afterIncident, .incident), (.afterCheck, .selfCheck),
        ]
        return whats.map { label, what in
            Offer(label.rawValue, shell.words[label], isOn: after == what) { [weak self] in self?.after = what }
        }
    }

    private var howLong: [Offer] {
        lengths.map { one in
            Offer("length:\(one.length)", one.title, isOn: !unwanted.contains(one.length)) { [weak self] in
                self?.unwanted.formSymmetricDifference([one.length])
            }
        }
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

    /// Sets them, or ends all. Where no length is wanted there is nothing to set.
    public var closing: [Offer] {
        guard let screen else { return [] }
        let wanted = lengths.map(\.length).filter { !unwanted.contains($0) }
        let set = wanted.isEmpty ? [] : [offer(.followUpSet) { [weak self] in await self?.set(wanted) }]
        let endAll = offer(.followUpEndAll) { [weak self] in await self?.change { try $0.endAll(series: nil) } }
        guard !screen.series.isEmpty else { return set }
        return asksForCalendar
            ? [handOver, offer(.cancel) { [weak self] in self?.asksForCalendar = false }]
            : set + [offer(.followUpCalendar) { [weak self] in self?.asksForCalendar = true }, endAll]
    }

    private func set(_ lengths: [String]) async {
        let (what, zone) = (after, phoneZone(shell.phone.zone))
        let done = await change { _ = try $0.set(what: what, begun: nil, lengths: lengths, zone: zone) }
        if done { await shell.phone.allowNotices() }
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
        let read = await load { app, language in
            let reminders = app.followUps()
            return (
                screen: try reminders.screen(language: language, zone: zone),
                lengths: try reminders.offered(language: language)
            )
        }
        if let read { (screen, lengths) = (read.screen, read.lengths) }
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
                try reminders.setPeers(
                    lengths: reminders.offered(language: "en").map(\.length), officerAgreed: agreed, zone: zone)
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
