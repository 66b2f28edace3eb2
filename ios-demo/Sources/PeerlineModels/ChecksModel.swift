import Observation
import Peerline

/// How am I doing: the distress meter and the button "I am not safe", there before anything is opened, and the checks to choose from.
@MainActor @Observable public final class ChecksModel: ScreenModel {
    /// The checks.
    public private(set) var checks: [ListedCheck] = []
    /// The checklists without a score, those for peers left out: they are on the peer's own side.
    public private(set) var lists: [Checklist] = []
    /// The checks of which results are kept.
    public private(set) var kept: [KeptChecks] = []
    /// What the meter stands at.
    public private(set) var distress: UInt8?
    /// What the meter, or the button, answers.
    public private(set) var answer: MeterAnswer?

    public override init(_ shell: Shell) {
        super.init(shell)
        lists = allChecklists(shell.language).filter { !$0.forPeers }
        isLoaded = true
    }

    public override var title: String { shell.words[.selfCheck] }

    public override var says: [String] {
        [shell.words[.distress]] + [answer?.says].compactMap { $0 } + checks.flatMap { sentences(of: $0) }
            + [shell.words[.checklists]] + (kept.isEmpty ? [] : [shell.words[.selfCheckTrend]])
    }

    public override var offers: [Offer] {
        notSafe + levels + checks.map { open($0) } + checklists + trends + [fromFile]
    }

    /// Opens a checklist.
    public var checklists: [Offer] {
        lists.map { list in
            Offer("checklist:\(list.id)", list.title) { [shell] in shell.go(.checklist(id: list.id)) }
        }
    }

    /// Opens what was kept of one check over time.
    public var trends: [Offer] {
        kept.map { kept in
            Offer("trend:\(kept.id)", kept.title) { [shell] in shell.go(.trend(id: kept.id)) }
        }
    }

    /// Reads results from a file.
    public var fromFile: Offer { offer(.selfCheckImport) { [shell] in shell.go(.checkFile) } }

    /// Leads to the crisis choice at once.
    public var notSafe: [Offer] {
        [
            offer(.notSafe) { [weak self] in
                guard let self else { return }
                answer = try? saidNotSafe(shell.language)
                shell.go(.choice)
            }
        ]
    }

    /// The meter, 0 to 10. The core says whether a number brings the crisis choice, before anything else.
    public var levels: [Offer] {
        (UInt8(0)...10).map { level in
            Offer("level:\(level)", isolated("\(level)"), isOn: level == distress) { [weak self] in self?.set(level) }
        }
    }

    /// What the list says about one check.
    public func sentences(of check: ListedCheck) -> [String] {
        [check.title, check.name] + check.about + [check.begun, check.inEnglish, check.signed].compactMap { $0 }
            + [check.licence, check.citation]
    }

    /// Opens one.
    public func open(_ check: ListedCheck) -> Offer {
        Offer("check:\(check.id)", check.title) { [shell] in shell.go(.check(id: check.id)) }
    }

    public override func refresh() async {
        lists = allChecklists(shell.language).filter { !$0.forPeers }
        if let read = await load({ try $0.selfChecks().list(language: $1) }) { checks = read }
        // While the phone is locked nothing that was kept can be listed; the checks can.
        let results = await load { try? $0.selfChecks().kept(language: $1) }
        kept = (results ?? nil) ?? []
    }

    private func set(_ level: UInt8) {
        distress = level
        answer = try? distressMeter(value: level, language: shell.language)
        if answer?.safety == .open { shell.go(.choice) }
    }
}
