import Foundation
import Observation
import Peerline

/// What a peer must disclose, with the deadline in the same view, before the first request.
@MainActor @Observable public final class LimitsModel: ScreenModel {
    /// The limits.
    public private(set) var screen: LimitsScreen?
    /// The deadline and what happens then, and what a peer cannot do.
    public private(set) var before: BeforeAsking?

    public override init(_ shell: Shell) { super.init(shell) }

    public override var title: String { shell.words[.limits] }

    public override var says: [String] {
        guard let screen else { return [] }
        let limits = screen.limits.flatMap { [$0.text, $0.whose, $0.source] }
        return [screen.role, screen.place] + limits + [before?.deadline, before?.cannot].compactMap { $0 }
    }

    public override var offers: [Offer] {
        screen == nil ? [] : [offer(.limitsAccept) { [weak self] in await self?.accept() }]
    }

    public override func refresh() async {
        let read = await load { app, language in
            (
                try app.limits().screen(language: language),
                try? app.requests().beforeAsking(whom: .anyone(query: Query()), language: language)
            )
        }
        if let read { (screen, before) = read }
    }

    private func accept() async {
        guard let shown = screen?.shown else { return }
        if await act({ try $0.limits().accept(shown: shown) }) {
            shell.back()
        } else if trouble?.needsLimits == true {
            // Others hold by now: they are shown, and have to be accepted themselves.
            let why = trouble
            await refresh()
            trouble = why
        }
    }
}
