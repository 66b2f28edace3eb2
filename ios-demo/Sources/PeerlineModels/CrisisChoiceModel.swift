import Observation
import Peerline

/// The crisis choice: the five ways on in one view, there before anything is opened.
@MainActor @Observable public final class CrisisChoiceModel: ScreenModel {
    /// What the core shows.
    public private(set) var view: CrisisView?

    public override init(_ shell: Shell) {
        super.init(shell)
        view = try? crisisChoiceIn(folder: shell.folder, hint: shell.phone.countryHint, language: shell.language)
        isLoaded = true
    }

    public override var title: String { shell.words[.crisis] }

    public override var says: [String] {
        guard let view else { return [] }
        let lines = (view.calls + view.texts).flatMap { sentences(of: $0) }
        let emergency = view.emergency.flatMap { sentences(of: $0) }
        return [view.notes, lines, [view.peerSays, view.planSays, view.emergencySays], emergency].flatMap { $0 }
    }

    /// What is said about one line.
    public func sentences(of row: LineRow) -> [String] { [row.name, row.whoAnswers, row.police, row.openNow] }

    /// Every way to reach one line.
    public func ways(of row: LineRow) -> [Offer] { shell.ways(of: row) }

    /// A peer, if that leads anywhere now.
    public var peer: Offer? {
        switch view?.peer {
        case .canAsk, .limitsFirst: offer(.choicePeer) { [shell] in shell.go(.ask(peer: nil)) }
        case .underWay: offer(.myRequest) { [shell] in shell.go(.request) }
        case .noCard: offer(.card) { [shell] in shell.go(.card) }
        case .notOpen, .locked, .notReady, .nobody, nil: nil
        }
    }

    /// The officer's own plan, if it can be read now.
    public var plan: Offer? {
        view?.plan == .readable ? offer(.choicePlan) { [shell] in shell.go(.plan) } : nil
    }

    public override var offers: [Offer] {
        guard let view else { return [shell.linesNow] }
        return (view.calls + view.texts).flatMap { ways(of: $0) } + [peer, plan].compactMap { $0 }
            + view.emergency.flatMap { ways(of: $0) } + [shell.linesNow]
    }

    public override func refresh() async {
        let hint = shell.phone.countryHint
        if let read = await load({ try $0.crisisChoice().view(hint: hint, language: $1) }) { view = read }
        // What is shown without the app being open stays.
        trouble = nil
    }
}
