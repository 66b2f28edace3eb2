import Observation
import Peerline

/// The first screen: three big choices, and nothing else that shouts.
@MainActor @Observable public final class HomeModel: ScreenModel {
    /// What the core shows there.
    public private(set) var screen: HomeScreen?

    public override init(_ shell: Shell) { super.init(shell) }

    public override var title: String {
        shell.words[shell.settings.neutralName ? .plainName : .appName]
    }

    public override var says: [String] {
        if shell.isFirstRun { return [.welcome, .welcomeStays, .welcomeLines].map { shell.words[$0] } }
        guard let screen else { return shell.begunAnew }
        let noCard = screen.canAsk || screen.locked ? [] : [shell.words[.noCardYet]]
        let request = screen.request.map { [$0.headline] + [$0.left].compactMap { $0 } } ?? []
        return shell.begunAnew + screen.notices + request + noCard
    }

    /// The big ones, in reach of a thumb, the most needed last and lowest.
    public var choices: [Offer] {
        if shell.isFirstRun {
            return [lines, offer(.begin) { [shell] in shell.begin() }]
        }
        let check = offer(.selfCheck) { [shell] in shell.go(.checks) }
        // Where nothing can be opened there are still the lines, the meter and the tools.
        guard let screen else { return trouble == nil ? [lines] : [check, lines] }
        let ask: Offer =
            if screen.request != nil {
                offer(.myRequest) { [shell] in shell.go(.request) }
            } else if screen.canAsk {
                offer(.peer) { [shell] in shell.go(.ask(peer: nil)) }
            } else if !screen.locked {
                offer(.card) { [shell] in shell.go(.card) }
            } else {
                offer(.unlock) { [weak self] in await self?.unlock() }
            }
        return screen.linesFirst ? [lines, ask, check] : [check, ask, lines]
    }

    /// The small ones.
    public var others: [Offer] {
        if shell.isFirstRun { return [] }
        let coping = offer(.coping) { [shell] in shell.go(.coping) }
        guard let screen else { return trouble == nil ? [] : [coping] }
        return [
            screen.isPeer ? offer(.duty) { [shell] in shell.go(.duty) } : nil,
            coping,
            offer(.plan) { [shell] in shell.go(.plan) },
            screen.canAsk ? offer(.directory) { [shell] in shell.go(.peers) } : nil,
            offer(.followUps) { [shell] in shell.go(.reminders) },
            offer(.privacy) { [shell] in shell.go(.privacy) },
            offer(.settings) { [shell] in shell.go(.settings) },
        ].compactMap { $0 }
    }

    public override var offers: [Offer] { choices + others }

    public override func refresh() async {
        if let read = await load({ try $0.home(language: $1) }) { screen = read }
    }

    private var lines: Offer { offer(.crisis) { [shell] in shell.go(.lines) } }

    private func unlock() async {
        // Why it did not open stays on the screen.
        if await act({ try $0.resume() }) { await refresh() }
    }
}
