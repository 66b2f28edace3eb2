import Peerline

/// What can be chosen, with names.
func named(_ language: String) -> Choices? { try? choices(language: language) }

/// The same where a failure is said.
func allChoices(_ language: String) throws -> Choices { try choices(language: language) }

/// What the button "I am not safe" answers.
func saidNotSafe(_ language: String) throws -> MeterAnswer { try notSafe(language: language) }

/// A sentence that is not always there, as a list.
func given(_ sentence: String?) -> [String] { sentence.map { [$0] } ?? [] }

/// What the distress meter answers.
func meter(_ level: UInt8, _ language: String) throws -> MeterAnswer {
    try distressMeter(value: level, language: language)
}

/// The checklists without a score.
func allChecklists(_ language: String) -> [Checklist] { (try? checklists(language: language)) ?? [] }

/// The labels in one language, all at once. `Label` is generated from the core's catalogues, so a label that no catalogue has stops
/// the build.
public struct Words: Sendable {
    private let texts: [String: String]

    /// The ids of the offers that lead to the lines; they look different from the others.
    public static let lines = Label.crisis.rawValue
    /// See `lines`.
    public static let linesNow = Label.linesNow.rawValue

    init(_ language: String) {
        texts = (try? words(language: language)) ?? [:]
    }

    /// A label. Only where the core could say nothing at all does its id show.
    public subscript(_ label: Label) -> String { texts[label.rawValue] ?? label.rawValue }
}
