import Foundation
import Observation
import Peerline

/// What helped this officer, by their own numbers, and those numbers themselves, to delete them.
@MainActor @Observable public final class HelpedModel: ScreenModel {
    /// What the numbers say, the most helpful first.
    public private(set) var helped: [WhatHelped] = []
    /// What was kept, the newest first.
    public private(set) var uses: [CopingUse] = []
    /// Whether its owner was asked before all of them are deleted.
    public private(set) var asksBeforeDeleting = false
    private var hasMore = false

    public override init(_ shell: Shell) { super.init(shell) }

    public override var title: String { shell.words[.copingWhatHelped] }

    public override var says: [String] {
        let none = isLoaded && helped.isEmpty && uses.isEmpty ? [shell.words[.nothingKept]] : []
        return none + helped.map(\.text) + uses.flatMap { sentences(of: $0) }
    }

    public override var offers: [Offer] { helped.map { open($0) } + uses.map { delete($0) } + closing }

    /// Opens what helped.
    public func open(_ helped: WhatHelped) -> Offer {
        Offer("exercise:\(helped.id)", helped.name) { [shell] in shell.go(.exercise(id: helped.id)) }
    }

    /// What is said about one use.
    public func sentences(of use: CopingUse) -> [String] {
        [use.name, isolated(shell.phone.day(use.at))] + [use.felt].compactMap { $0 }
    }

    /// Deletes one.
    public func delete(_ use: CopingUse) -> Offer {
        Offer("\(Label.copingDeleteOne.rawValue):\(use.id)", shell.words[.copingDeleteOne]) { [weak self] in
            await self?.change { try $0.deleteUse(id: use.id) }
        }
    }

    /// More of them, and deleting all, which asks first.
    public var closing: [Offer] {
        if asksBeforeDeleting {
            return [
                Offer("erase-now", shell.words[.copingDeleteAll]) { [weak self] in
                    self?.asksBeforeDeleting = false
                    await self?.change { try $0.deleteUses() }
                },
                offer(.cancel) { [weak self] in self?.asksBeforeDeleting = false },
            ]
        }
        let more = offer(.more) { [weak self] in await self?.readMore() }
        let all = offer(.copingDeleteAll) { [weak self] in self?.asksBeforeDeleting = true }
        return (hasMore ? [more] : []) + (uses.isEmpty ? [] : [all])
    }

    public override func refresh() async {
        let read = await load { app, language in
            let coping = app.coping()
            return (try coping.whatHelped(language: language), try coping.uses(start: 0, size: 50, language: language))
        }
        guard let read else { return }
        (helped, uses, hasMore) = (read.0, read.1, read.1.count == 50)
    }

    private func readMore() async {
        let start = UInt32(uses.count)
        let page = await load { try $0.coping().uses(start: start, size: 50, language: $1) }
        guard let page, start == uses.count else { return }
        uses += page
        hasMore = page.count == 50
    }

    private func change(_ what: @escaping @Sendable (Coping) throws -> Void) async {
        if await act({ try what($0.coping()) }) { await refresh() }
    }
}
