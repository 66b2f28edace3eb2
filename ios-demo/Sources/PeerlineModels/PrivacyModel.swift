import Observation
import Peerline

/// What my agency and the others see, what is on this phone, and erasing it.
@MainActor @Observable public final class PrivacyModel: ScreenModel {
    /// What the core shows.
    public private(set) var report: PrivacyReport?
    /// What is about to be erased, with what to read before.
    public private(set) var asking: EraseConfirmation?
    private var area: String?

    public override init(_ shell: Shell) { super.init(shell) }

    public override var title: String { shell.words[.privacy] }

    public override var says: [String] {
        if let asking { return [asking.title] + asking.says + [asking.notNow].compactMap { $0 } }
        guard let report else { return [] }
        return [shell.words[.privacySeen]] + report.parties.flatMap { sentences(of: $0) } + [report.alone]
            + [shell.words[.privacyKept]] + report.areas.flatMap { sentences(of: $0) }
            + report.files.flatMap { [$0.name, $0.says] }
    }

    public override var offers: [Offer] {
        if let asking {
            let erase = Offer("erase-now", shell.words[.erase]) { [weak self] in await self?.erase() }
            let cancel = offer(.cancel) { [weak self] in self?.asking = nil }
            return asking.notNow == nil ? [erase, cancel] : [cancel]
        }
        guard let report else { return [] }
        return report.areas.compactMap { erase($0) } + [everything]
    }

    /// What is said about what one party sees: the words say whether it can, no colour does.
    public func sentences(of party: PartySees) -> [String] {
        [party.name]
            + party.rows.flatMap {
                [shell.words[$0.sight == .can ? .privacyCan : .privacyCannot], $0.says, $0.why]
            }
    }

    /// What is said about one area.
    public func sentences(of area: KeptArea) -> [String] { [area.name, area.what, area.says] }

    /// Asks before one area is erased.
    public func erase(_ area: KeptArea) -> Offer? {
        guard area.canBeErased else { return nil }
        return Offer("\(Label.erase.rawValue):\(area.id)", "\(shell.words[.erase]): \(area.name)") { [weak self] in
            await self?.ask(before: area.id)
        }
    }

    /// Asks before everything is.
    public var everything: Offer {
        offer(.eraseEverything) { [weak self] in await self?.ask(before: nil) }
    }

    public override func refresh() async {
        if let read = await load({ try $0.privacy().report(language: $1) }) { report = read }
    }

    private func ask(before area: String?) async {
        self.area = area
        asking = await load { try $0.privacy().confirmation(language: $1, area: area) }
    }

    private func erase() async {
        let area = area
        let erased = await act { app in
            if let area {
                _ = try app.privacy().eraseArea(area: area)
            } else {
                try app.privacy().eraseEverything()
            }
        }
        guard erased else { return }
        asking = nil
        if area == nil { await shell.beginAnew() } else { await refresh() }
    }
}
