import Foundation
import Observation
import Peerline

/// The peer's side: being on call, and requests without a name.
@MainActor @Observable public final class DutyModel: ScreenModel {
    /// What the core shows.
    public private(set) var screen: DutyScreen?
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
        return [onCall] + [screen.trouble].compactMap { $0 } + nobody
    }

    public override var offers: [Offer] {
        guard let screen else { return [] }
        return screen.offers.flatMap { offers(of: $0) } + dutyOffers
    }

    /// The requests, oldest first.
    public var requests: [OfferScreen] { screen?.offers ?? [] }

    /// On call for some hours, or off call.
    public var dutyOffers: [Offer] {
        guard let screen else { return [] }
        if screen.onCallUntil != nil {
            return [offer(.offCall) { [weak self] in await self?.tell { try $0.goOffCall() } }]
        }
        let hours: [(Label, UInt32)] = [(.for1Hour, 1), (.for4Hours, 4), (.for8Hours, 8)]
        return hours.map { label, hours in
            offer(label) { [weak self] in await self?.tell { _ = try $0.goOnCall(minutes: hours * 60) } }
        }
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
        let until = read.onCallUntil.map(shell.phone.time).map(isolated)
        let sentence = await load { try $0.duty().onCallWords(until: until, language: $1) }
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
