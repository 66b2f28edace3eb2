import Foundation
import Observation
import Peerline

/// The peer's side: being on call, and requests without a name.
@MainActor @Observable public final class DutyModel: ScreenModel {
    /// What the core shows.
    public private(set) var screen: DutyScreen?
    /// Whether what to know about a break is being read, and how long it shall be.
    public private(set) var asksForBreak = false
    private var onCall = ""

    public override init(_ shell: Shell) { super.init(shell) }

    public override var title: String { shell.words[.duty] }

    public override var says: [String] {
        standing + requests.flatMap { sentences(of: $0) }
    }

    /// Whether this peer is on call, and what keeps officers from reaching them.
    public var standing: [String] {
        guard let screen else { return [] }
        let nobody = screen.offers.isEmpty && screen.onCallUntil != nil ? [shell.words[.dutyNone]] : []
        return [onCall] + [screen.trouble].compactMap { $0 } + nobody + (asksForBreak ? [screen.breakAsk] : [])
    }

    public override var offers: [Offer] {
        guard let screen else { return [] }
        return screen.offers.flatMap { offers(of: $0) } + around + dutyOffers
    }

    /// The requests, oldest first.
    public var requests: [OfferScreen] { screen?.offers ?? [] }

    /// On call for some hours, or off call; on a break only that it can be ended.
    public var dutyOffers: [Offer] {
        guard let screen else { return [] }
        if asksForBreak { return breakOffers }
        if screen.onBreak {
            return [offer(.breakEnd) { [weak self] in await self?.tell { try $0.endBreak() } }]
        }
        if screen.onCallUntil != nil {
            return [offer(.offCall) { [weak self] in await self?.tell { try $0.goOffCall() } }]
        }
        let hours: [(Label, UInt32)] = [(.for1Hour, 1), (.for4Hours, 4), (.for8Hours, 8)]
        return hours.map { label, hours in
            offer(label) { [weak self] in
                await self?.tell { _ = try $0.goOnCall(minutes: hours * 60) }
                if self?.screen?.onCallUntil != nil { await self?.shell.phone.allowNotices() }
            }
        }
    }

    /// How long a break lasts. It is asked after what to know was read.
    private var breakOffers: [Offer] {
        let lengths: [(Label, UInt32?)] = [(.breakDay, 24 * 60), (.breakWeek, 7 * 24 * 60), (.untilEnded, nil)]
        return lengths.map { label, minutes in
            offer(label) { [weak self] in
                self?.asksForBreak = false
                await self?.tell { try $0.takeBreak(minutes: minutes) }
            }
        } + [offer(.cancel) { [weak self] in self?.asksForBreak = false }]
    }

    /// A break, a peer's own load, and their own reminders.
    public var around: [Offer] {
        guard let screen, !asksForBreak else { return [] }
        let list = screen.loadChecklist
        let rest = offer(.break) { [weak self] in self?.asksForBreak = true }
        return (screen.onBreak ? [] : [rest]) + [
            offer(.breakCheck) { [shell] in shell.go(.checklist(id: list)) },
            offer(.peerReminder) { [shell] in shell.go(.checkIns) },
        ]
    }

    /// What is said about one request. No name is among it; the core has none.
    public func sentences(of request: OfferScreen) -> [String] {
        [request.headline, request.topics, request.wishes, request.language]
            + [request.left, request.number].compactMap { $0 }
    }

    /// What can be done with one request.
    public func offers(of request: OfferScreen) -> [Offer] {
        let id = request.id
        func one(_ label: Label, _ what: @escaping @Sendable (Duty) throws -> Void) -> Offer {
            Offer("\(label.rawValue):\(id)", shell.words[label]) { [weak self] in await self?.tell(what) }
        }
        switch request.stage {
        case .open: return [one(.take) { try $0.claim(id: id) }, one(.notNow) { try $0.decline(id: id) }]
        case .claiming: return []
        case .held: return call(request) + [one(.giveBack) { try $0.release(id: id) }]
        case .over: return [one(.dismiss) { try $0.dismiss(id: id) }]
        }
    }

    public override func refresh() async {
        let read = await load { app, language in try app.duty().screen(language: language) }
        guard let read else { return }
        let phone = shell.phone
        let until = read.onCallUntil.map(phone.time).map(isolated)
        // A break can last for days: the hour alone would not say when it ends.
        let rested = read.breakUntil.map { isolated("\(phone.day($0)), \(phone.time($0))") }
        let sentence = await load { app, language in
            read.onBreak
                ? try app.duty().onBreakWords(until: rested, language: language)
                : try app.duty().onCallWords(until: until, language: language)
        }
        let before = screen
        (screen, onCall) = (read, sentence ?? "")
        announce(after: before)
    }

    private func call(_ request: OfferScreen) -> [Offer] {
        guard let phone = request.phone else { return [] }
        let dial = Dial(
            uri: "tel:\(phone)", number: isolated(phone), whose: request.headline,
            says: [shell.words[.dialWarning]], offer: shell.words[.call])
        return [
            Offer("\(Label.call.rawValue):\(dial.uri)", "\(dial.offer) \(dial.number)") { [shell] in shell.dial = dial }
        ]
    }

    private func tell(_ what: @escaping @Sendable (Duty) throws -> Void) async {
        guard await act({ try what($0.duty()) }) else { return }
        await refresh()
        await shell.run()
        await refresh()
    }

    private func announce(after before: DutyScreen?) {
        guard let before, let now = screen else { return }
        for request in now.offers {
            let old = before.offers.first { $0.id == request.id }
            if old?.headline != request.headline { shell.phone.announce(request.headline) }
        }
    }
}
