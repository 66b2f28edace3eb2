import Peerline

/// What can be chosen, with names.
func named(_ language: String) -> Choices? { try? choices(language: language) }

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
