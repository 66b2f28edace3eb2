import Foundation
import Observation
import Peerline

/// The plan outside of this app: on paper, as text, or as a file that only its owner's words open; and a file back in.
@MainActor @Observable public final class PlanPaperModel: ScreenModel {
    /// The plan on paper, with what to know before.
    public private(set) var paper: PrintedPlan?
    /// To be said before words are chosen that lock a file.
    public private(set) var exportAsk = ""
    /// What somebody does with a file.
    public enum Filing: Sendable {
        /// Locks the plan with words.
        case out
        /// Opens a file that was chosen.
        case `in`(Data)
        /// Looks at what a file holds before it is kept.
        case look(PlanImport, PlanImportScreen)
    }

    /// What is being done with a file; none: nothing is.
    public private(set) var filing: Filing?
    /// The words that lock or open it. They are kept nowhere.
    public var passphrase = ""
    /// The file that was chosen last could not be read.
    public private(set) var isUnreadable = false

    public override init(_ shell: Shell) { super.init(shell) }

    public override var title: String { shell.words[.planPaper] }

    public override var says: [String] {
        switch filing {
        case nil: (isUnreadable ? [shell.words[.fileNotRead]] : []) + given(paper?.caution)
        case .out: [exportAsk]
        case .in: []
        case .look(_, let screen): [screen.ask] + screen.steps.flatMap { sentences(of: $0) }
        }
    }

    /// What a step of an import holds. One that holds nothing is not said.
    public func sentences(of step: PlanStepScreen) -> [String] {
        step.items.isEmpty ? [] : [step.title] + step.items.flatMap { [$0.text] + $0.dial.map { isolated($0.number) } }
    }

    /// What the words are for, while some are asked for.
    public var asksFor: String? {
        switch filing {
        case .out: shell.words[.planPassphrase]
        case .in: shell.words[.planPassphraseOpens]
        case .look, nil: nil
        }
    }

    public override var offers: [Offer] {
        let cancel = offer(.cancel) { [weak self] in self?.end() }
        switch filing {
        case nil: return ways
        case .out:
            return [
                Offer("hand-over", shell.words[.planExport]) { [weak self] in await self?.lockAndHandOver() }, cancel,
            ]
        case .in(let file):
            return [offer(.planOpen) { [weak self] in await self?.look(into: file) }, cancel]
        case .look(let plan, _):
            return [
                offer(.planImportMerge) { [weak self] in await self?.keep(plan, .merge) },
                offer(.planImportReplace) { [weak self] in await self?.keep(plan, .replace) }, cancel,
            ]
        }
    }

    public override func refresh() async {
        let zone = phoneZone(shell.phone.zone)
        let read = await load { app, language in
            let plan = app.safetyPlan()
            return (try plan.print(language: language, zone: zone), try plan.screen(language: language, zone: zone))
        }
        guard let read else { return }
        (paper, exportAsk) = (read.0, read.1.exportAsk)
    }

    private var ways: [Offer] {
        guard let paper else { return [] }
        return [
            offer(.planPrint) { [shell] in shell.phone.handOver(.page(paper.html)) },
            offer(.planShare) { [shell] in shell.phone.handOver(.text(paper.text)) },
            offer(.planExport) { [weak self] in self?.filing = .out },
            offer(.planImport) { [weak self] in await self?.pick() },
        ]
    }

    private func pick() async {
        isUnreadable = false
        switch await shell.phone.pickFile() {
        case .none: break
        case .unreadable: isUnreadable = true
        case .file(let file): filing = .in(file)
        }
    }

    private func lockAndHandOver() async {
        let words = passphrase
        guard let file = await actLater({ try await $0.safetyPlan().export(passphrase: words) }) else { return }
        shell.phone.handOver(.planFile(file))
        end()
    }

    private func look(into file: Data) async {
        let (words, language) = (passphrase, shell.language)
        let opened = await actLater { app in
            let plan = try await app.safetyPlan().lookInto(file: file, passphrase: words)
            return (plan, try plan.screen(language: language))
        }
        guard let opened else { return }
        passphrase = ""
        filing = .look(opened.0, opened.1)
    }

    private func keep(_ plan: PlanImport, _ how: PlanImportHow) async {
        guard await act({ _ in try plan.keep(how: how) }) else { return }
        end()
        shell.back()
    }

    private func end() { (filing, passphrase) = (nil, "") }
}
