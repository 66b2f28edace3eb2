import Foundation
import Observation
import Peerline

/// The coping tools: there before anything is opened; what helped before comes first once it is.
@MainActor @Observable public final class CopingModel: ScreenModel {
    /// The tools.
    public private(set) var rows: [ExerciseRow] = []
    /// What to say about what was learnt.
    public private(set) var note: String?

    public override init(_ shell: Shell) {
        super.init(shell)
        rows = (try? copingExercises(language: shell.language)) ?? []
        isLoaded = true
    }

    public override var title: String { shell.words[.coping] }

    public override var says: [String] {
        given(note) + groups.flatMap { group in [group.heading] + group.rows.flatMap { sentences(of: $0) } }
    }

    /// The tools by what they are for, in the core's order.
    public var groups: [(heading: String, rows: [ExerciseRow])] {
        rows.reduce(into: []) { groups, row in
            if groups.last?.heading == row.heading {
                groups[groups.count - 1].rows.append(row)
            } else {
                groups.append((row.heading, [row]))
            }
        }
    }

    public override var offers: [Offer] { rows.map { open($0) } + [whatHelped] }

    /// What the officer's own numbers say.
    public var whatHelped: Offer { offer(.copingWhatHelped) { [shell] in shell.go(.helped) } }

    /// What the list says about one tool.
    public func sentences(of row: ExerciseRow) -> [String] {
        [row.name, row.about, row.takes] + [row.helped].compactMap { $0 }
    }

    /// Opens one.
    public func open(_ row: ExerciseRow) -> Offer {
        Offer("exercise:\(row.id)", row.name) { [shell] in shell.go(.exercise(id: row.id)) }
    }

    public override func refresh() async {
        if let list = await load({ try $0.coping().exercises(language: $1) }) { (rows, note) = (list.rows, list.note) }
        trouble = nil
    }
}
