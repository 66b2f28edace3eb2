import Observation
import Peerline

/// How a phone comes into a pool: by the letters of a card, and out of it again.
@MainActor @Observable public final class CardModel: ScreenModel {
    /// What was typed or scanned.
    public var letters = ""
    /// The pool that this phone is in.
    public private(set) var pool: String?
    /// What a peer's phone shows to the coordinator.
    public private(set) var forTheRoster: RosterCard?
    /// Whether its owner was asked before it leaves the pool.
    public private(set) var asksBeforeLeaving = false

    public override init(_ shell: Shell) { super.init(shell) }

    public override var title: String { shell.words[.card] }

    public override var says: [String] {
        guard let pool else { return [.noCardYet, .cardTypeAbout].map { shell.words[$0] } }
        if asksBeforeLeaving { return [pool, shell.words[.leavePoolAbout]] }
        let roster = forTheRoster.map { [shell.words[.cardForRoster], $0.word, isolated($0.text)] } ?? []
        return [pool, shell.words[forTheRoster == nil ? .cardAsMember : .cardAsPeer]] + roster
    }

    public override var offers: [Offer] {
        guard pool != nil else { return [offer(.join) { [weak self] in await self?.join() }] }
        guard asksBeforeLeaving else { return [offer(.leavePool) { [weak self] in self?.asksBeforeLeaving = true }] }
        return [
            Offer("erase-now", shell.words[.leavePool]) { [weak self] in await self?.leave() },
            offer(.cancel) { [weak self] in self?.asksBeforeLeaving = false },
        ]
    }

    public override func refresh() async {
        let read = await load { app, _ in
            let membership = app.membership()
            let peer = try membership.peer()
            return (
                pool: try peer?.pool ?? membership.member()?.pool,
                roster: peer == nil ? nil : try membership.cardForTheRoster()
            )
        }
        if let read { (pool, forTheRoster) = (read.pool, read.roster) }
    }

    private func join() async {
        let card = letters
        guard await act({ _ = try $0.membership().join(card: card) }) else { return }
        letters = ""
        await refresh()
        // The first fetch of packs and keys is due at once. Without a network it is tried again later.
        await shell.run()
    }

    private func leave() async {
        guard await act({ try $0.membership().leave() }) else { return }
        (forTheRoster, asksBeforeLeaving) = (nil, false)
        await refresh()
    }
}
