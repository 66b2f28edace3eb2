// What a body holds, for the tests.

/// A view of this stub: it has no body, and tells what it holds.
protocol Drawn: View, Holding where Body == Never {}

extension Drawn {
    public var body: Never { fatalError("a stub has no body") }
}

@MainActor protocol Holding {
    func hold(_ held: Held)
}

/// What was found in a body, in the order in which it stands there.
@_spi(Tests) @MainActor public final class Held {
    /// Something that can be touched.
    public struct Control {
        /// What a screen reader calls it.
        public let name: String
        /// Its least height, in points.
        public let height: Double
        /// Its traits.
        public let traits: AccessibilityTraits
        /// Its id for tests, if it was given one.
        public let identifier: String?
        /// What is typed into it, if anything can be.
        public let text: Binding<String>?
        /// What day or time is chosen with it, if any can be.
        public let moment: Binding<Date>?
        /// Touches it.
        public let touch: @MainActor () -> Void
    }

    /// The sentences outside of controls.
    public private(set) var texts: [String] = []
    /// What can be touched.
    public private(set) var controls: [Control] = []
    /// The shapes that are drawn.
    public var shapes: [any Shape] = []

    /// Looks at a view and everything in it.
    public init(_ view: any View) { look(view) }

    private init() {}

    // What the modifiers around the view that is looked at say.
    var here = Surroundings()

    func look(_ view: any View) {
        if let drawn = view as? any Holding { drawn.hold(self) } else { look(body(of: view)) }
    }

    func says(_ text: String) {
        if !here.isHidden { texts.append(text) }
    }

    func control(
        _ label: any View, text: Binding<String>? = nil, moment: Binding<Date>? = nil,
        action: @escaping @MainActor () -> Void
    ) {
        let inside = Held()
        inside.look(label)
        shapes += inside.shapes
        controls.append(
            Control(
                name: inside.texts.joined(separator: " "), height: max(here.height, inside.tallest),
                traits: here.traits.union(inside.traits),
                identifier: here.identifier ?? inside.identifier, text: text, moment: moment, touch: action))
    }

    func with(_ change: (inout Surroundings) -> Void, _ view: any View) {
        let before = here
        change(&here)
        tallest = max(tallest, here.height)
        traits.formUnion(here.traits)
        identifier = here.identifier ?? identifier
        look(view)
        here = before
    }

    private var tallest = 0.0
    private var traits: AccessibilityTraits = []
    private var identifier: String?

    private func body(of view: some View) -> any View { view.body }
}

struct Surroundings {
    var height = 0.0
    var isHidden = false
    var traits: AccessibilityTraits = []
    var identifier: String?
}

struct Changed<Content: View>: Drawn {
    private let content: Content
    private let change: (inout Surroundings) -> Void
    init(_ content: Content, _ change: @escaping (inout Surroundings) -> Void) {
        (self.content, self.change) = (content, change)
    }
    func hold(_ held: Held) { held.with(change, content) }
}

struct Titled<Content: View>: Drawn {
    private let content: Content
    private let title: Text
    init(_ content: Content, _ title: Text) { (self.content, self.title) = (content, title) }
    func hold(_ held: Held) {
        held.look(title)
        held.look(content)
    }
}

struct Over<Content: View, Other: View>: Drawn {
    private let content: Content
    private let other: Other?
    init(_ content: Content, _ other: Other?) { (self.content, self.other) = (content, other) }
    func hold(_ held: Held) {
        held.look(content)
        other.map { held.look($0) }
    }
}

struct Outline<S: Shape>: Drawn {
    private let shape: S
    init(_ shape: S) { self.shape = shape }
    func hold(_ held: Held) { held.shapes.append(shape) }
}

struct Stroked<S: Shape>: Shape {
    let shape: S
    nonisolated func path(in rect: CGRect) -> Path { shape.path(in: rect) }
}

extension EnvironmentValues {
    /// Looks at views on a phone whose owner has set this.
    @_spi(Tests) @MainActor public static func set<T>(
        reduceMotion: Bool = false, text: DynamicTypeSize = .large, scheme: ColorScheme = .light, _ look: () throws -> T
    ) rethrows -> T {
        let before = here
        defer { here = before }
        here.accessibilityReduceMotion = reduceMotion
        here.dynamicTypeSize = text
        here.colorScheme = scheme
        return try look()
    }
}
