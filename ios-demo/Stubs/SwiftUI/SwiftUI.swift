// Linux only. The part of SwiftUI that the views of this package use, so that the compiler can check them where SwiftUI does not
// exist. Nothing here draws. The rule: only what Apple documents, with its labels, types and isolation; each symbol is listed in
// `SYMBOLS.md` beside this file with the page that it was looked up on. When a view needs another one, look it up first.
//
// What `look` finds in a body is the tests' own (`@_spi(Tests)`): no view can call it.
@_exported import Foundation
@_exported import Observation

// MARK: View and its builder

@MainActor @preconcurrency public protocol View {
    associatedtype Body: View
    @ViewBuilder @MainActor @preconcurrency var body: Body { get }
}

extension Never: View {
    public var body: Never { fatalError("nothing has no body") }
}

@resultBuilder public enum ViewBuilder {
    public static func buildExpression<C: View>(_ content: C) -> C { content }
    public static func buildBlock() -> EmptyView { EmptyView() }
    public static func buildBlock<C: View>(_ content: C) -> C { content }
    @MainActor public static func buildBlock<each C: View>(_ content: repeat each C) -> TupleView<(repeat each C)> {
        var all: [any View] = []
        repeat all.append(each content)
        return TupleView(all)
    }
    public static func buildIf<C: View>(_ content: C?) -> C? { content }
    @MainActor public static func buildEither<A: View, B: View>(first: A) -> _ConditionalContent<A, B> {
        _ConditionalContent(first)
    }
    @MainActor public static func buildEither<A: View, B: View>(second: B) -> _ConditionalContent<A, B> {
        _ConditionalContent(second)
    }
}

public struct EmptyView: Drawn {
    public nonisolated init() {}
    func hold(_ held: Held) {}
}

public struct TupleView<T>: Drawn {
    private let all: [any View]
    init(_ all: [any View]) { self.all = all }
    func hold(_ held: Held) { for one in all { held.look(one) } }
}

public struct _ConditionalContent<A: View, B: View>: Drawn {
    private let content: any View
    init(_ content: any View) { self.content = content }
    func hold(_ held: Held) { held.look(content) }
}

extension Optional: View where Wrapped: View {
    public var body: Never { fatalError("looked at as what it may hold") }
}

extension Optional: Holding where Wrapped: View {
    func hold(_ held: Held) { map { held.look($0) } }
}

// MARK: State

@propertyWrapper @dynamicMemberLookup public struct Binding<Value> {
    private let get: () -> Value
    private let set: (Value) -> Void
    @preconcurrency public init(
        get: @escaping @isolated(any) @Sendable () -> Value, set: @escaping @isolated(any) @Sendable (Value) -> Void
    ) {
        self.get = { unisolated(get)() }
        self.set = { unisolated(set)($0) }
    }
    private init(reading: @escaping () -> Value, writing: @escaping (Value) -> Void) { (get, set) = (reading, writing) }
    static func of(_ get: @escaping () -> Value, _ set: @escaping (Value) -> Void) -> Binding {
        Binding(reading: get, writing: set)
    }
    public static func constant(_ value: Value) -> Binding { .of({ value }, { _ in }) }
    public var wrappedValue: Value {
        get { get() }
        nonmutating set { set(newValue) }
    }
    public var projectedValue: Binding { self }
    public subscript<T>(dynamicMember path: WritableKeyPath<Value, T>) -> Binding<T> {
        .of(
            { get()[keyPath: path] },
            { new in
                var value = get()
                value[keyPath: path] = new
                set(value)
            })
    }
}

// Views and their bindings live on the main actor, also in the tests.
private func unisolated<T>(_ get: @escaping @isolated(any) @Sendable () -> T) -> () -> T {
    unsafeBitCast(get, to: (() -> T).self)
}

private func unisolated<T>(_ set: @escaping @isolated(any) @Sendable (T) -> Void) -> (T) -> Void {
    unsafeBitCast(set, to: ((T) -> Void).self)
}

@propertyWrapper public struct State<Value> {
    private final class Box {
        var value: Value
        init(_ value: Value) { self.value = value }
    }
    private let box: Box
    public init(wrappedValue value: Value) { box = Box(value) }
    public var wrappedValue: Value {
        get { box.value }
        nonmutating set { box.value = newValue }
    }
    public var projectedValue: Binding<Value> { .of({ box.value }, { box.value = $0 }) }
}

@propertyWrapper @dynamicMemberLookup public struct Bindable<Value: AnyObject> {
    public var wrappedValue: Value
    public var projectedValue: Bindable { self }
    public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }
    public init(_ wrappedValue: Value) { self.wrappedValue = wrappedValue }
    public subscript<T>(dynamicMember path: ReferenceWritableKeyPath<Value, T>) -> Binding<T> {
        let object = wrappedValue
        return .of({ object[keyPath: path] }, { object[keyPath: path] = $0 })
    }
}

@propertyWrapper public struct Environment<Value> {
    private let path: KeyPath<EnvironmentValues, Value>
    public init(_ keyPath: KeyPath<EnvironmentValues, Value>) { path = keyPath }
    public var wrappedValue: Value { EnvironmentValues.here[keyPath: path] }
}

public struct EnvironmentValues {
    nonisolated(unsafe) static var here = EnvironmentValues()
    public var colorScheme = ColorScheme.light
    public internal(set) var colorSchemeContrast = ColorSchemeContrast.standard
    public internal(set) var accessibilityReduceMotion = false
    public var layoutDirection = LayoutDirection.leftToRight
    public var scenePhase = ScenePhase.active
    public var dynamicTypeSize = DynamicTypeSize.large
}

public enum ColorScheme: Sendable { case light, dark }
public enum ColorSchemeContrast: Sendable { case standard, increased }
public enum LayoutDirection: Sendable { case leftToRight, rightToLeft }
public enum ScenePhase: Sendable { case background, inactive, active }
public enum DynamicTypeSize: Sendable {
    case xSmall, small, medium, large, xLarge, xxLarge, xxxLarge
    case accessibility1, accessibility2, accessibility3, accessibility4, accessibility5
    public var isAccessibilitySize: Bool {
        switch self {
        case .accessibility1, .accessibility2, .accessibility3, .accessibility4, .accessibility5: true
        default: false
        }
    }
}

// MARK: Text and controls

public struct Text: Drawn {
    private let text: String
    public init(verbatim content: String) { text = content }
    func hold(_ held: Held) { held.says(text) }
}

public struct Button<Label: View>: Drawn {
    private let action: @MainActor () -> Void
    private let label: Label
    @preconcurrency public init(action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Label) {
        (self.action, self.label) = (action, label())
    }
    func hold(_ held: Held) { held.control(label, action: action) }
}

public struct Toggle<Label: View>: Drawn {
    private let isOn: Binding<Bool>
    private let label: Label
    public init(isOn: Binding<Bool>, @ViewBuilder label: () -> Label) { (self.isOn, self.label) = (isOn, label()) }
    func hold(_ held: Held) { held.control(label) { isOn.wrappedValue.toggle() } }
}

public struct TextField<Label: View>: Drawn {
    private let text: Binding<String>
    private let label: Label
    public init(text: Binding<String>, prompt: Text? = nil, @ViewBuilder label: () -> Label) {
        (self.text, self.label) = (text, label())
    }
    func hold(_ held: Held) { held.control(label, text: text) {} }
}

public struct Picker<Label: View, SelectionValue: Hashable, Content: View>: Drawn {
    private let selection: Binding<SelectionValue>
    private let content: Content
    private let label: Label
    public init(
        selection: Binding<SelectionValue>, @ViewBuilder content: () -> Content, @ViewBuilder label: () -> Label
    ) {
        (self.selection, self.content, self.label) = (selection, content(), label())
    }
    func hold(_ held: Held) {
        held.control(label) {}
        held.look(content)
    }
}

public struct DatePicker<Label: View>: Drawn {
    public typealias Components = DatePickerComponents
    private let selection: Binding<Date>
    private let label: Label
    public init(
        selection: Binding<Date>, displayedComponents: Components = [.hourAndMinute, .date],
        @ViewBuilder label: () -> Label
    ) {
        (self.selection, self.label) = (selection, label())
    }
    func hold(_ held: Held) { held.control(label, moment: selection) {} }
}
public struct DatePickerComponents: OptionSet, Sendable {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
    public static let hourAndMinute = Self(rawValue: 1), date = Self(rawValue: 2)
}

public struct ProgressView<Label: View>: Drawn {
    private let label: Label
    public init(@ViewBuilder label: () -> Label) { self.label = label() }
    func hold(_ held: Held) { held.look(label) }
}

public struct Spacer: Drawn {
    public init(minLength: CGFloat? = nil) {}
    func hold(_ held: Held) {}
}

// MARK: Containers

public struct VStack<Content: View>: Drawn {
    private let content: Content
    public init(
        alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content
    ) {
        self.content = content()
    }
    func hold(_ held: Held) { held.look(content) }
}

public struct HStack<Content: View>: Drawn {
    private let content: Content
    public init(alignment: VerticalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content) {
        self.content = content()
    }
    func hold(_ held: Held) { held.look(content) }
}

public struct LazyVStack<Content: View>: Drawn {
    private let content: Content
    public init(
        alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content
    ) {
        self.content = content()
    }
    func hold(_ held: Held) { held.look(content) }
}

public struct ScrollView<Content: View>: Drawn {
    private let content: Content
    public init(_ axes: Axis.Set = .vertical, @ViewBuilder content: () -> Content) { self.content = content() }
    func hold(_ held: Held) { held.look(content) }
}

public struct NavigationStack<Data, Root: View>: Drawn {
    private let root: Root
    public init(path: Binding<Data>, @ViewBuilder root: () -> Root)
    where
        Data: MutableCollection, Data: RandomAccessCollection, Data: RangeReplaceableCollection,
        Data.Element: Hashable
    {
        self.root = root()
    }
    func hold(_ held: Held) { held.look(root) }
}

public struct ForEach<Data: RandomAccessCollection, ID: Hashable, Content: View>: Drawn {
    private let rows: [Content]
    @MainActor public init(
        _ data: Data, id: KeyPath<Data.Element, ID>, @ViewBuilder content: @escaping (Data.Element) -> Content
    ) {
        rows = data.map(content)
    }
    func hold(_ held: Held) { for row in rows { held.look(row) } }
}

extension ForEach where Data.Element: Identifiable, ID == Data.Element.ID {
    @MainActor public init(_ data: Data, @ViewBuilder content: @escaping (Data.Element) -> Content) {
        rows = data.map(content)
    }
}

public struct Circle: Shape {
    public nonisolated init() {}
    public nonisolated func path(in rect: CGRect) -> Path {
        var path = Path()
        path.addEllipse(in: rect)
        return path
    }
}

public struct RoundedRectangle: Shape {
    public nonisolated init(cornerRadius: CGFloat, style: RoundedCornerStyle = .continuous) {}
    public nonisolated func path(in rect: CGRect) -> Path { Path() }
}

public struct TimelineView<Schedule: TimelineSchedule, Content: View>: Drawn {
    private let content: Content
    public init(_ schedule: Schedule, @ViewBuilder content: @escaping (TimelineViewDefaultContext) -> Content) {
        self.content = content(TimelineViewDefaultContext(date: Date()))
    }
    func hold(_ held: Held) { held.look(content) }
}
public struct TimelineViewDefaultContext { public let date: Date }
public protocol TimelineSchedule {}
public struct AnimationTimelineSchedule: TimelineSchedule, Sendable {}
extension TimelineSchedule where Self == AnimationTimelineSchedule {
    public static func animation(minimumInterval: Double? = nil, paused: Bool = false) -> AnimationTimelineSchedule {
        AnimationTimelineSchedule()
    }
}

// MARK: Values of the modifiers

public enum RoundedCornerStyle: Sendable { case circular, continuous }
public struct HorizontalAlignment: Sendable { public static let leading = Self(), center = Self(), trailing = Self() }
public struct VerticalAlignment: Sendable {
    public static let top = Self(), center = Self(), bottom = Self(), firstTextBaseline = Self()
}
public struct Alignment: Sendable { public static let center = Self(), leading = Self() }
public struct UnitPoint: Sendable { public static let center = UnitPoint() }
public enum TextAlignment: Sendable { case leading, center, trailing }
public enum VerticalEdge: Sendable { case top, bottom }
public enum Axis: Sendable {
    case horizontal, vertical
    public struct Set: OptionSet, Sendable {
        public let rawValue: Int8
        public init(rawValue: Int8) { self.rawValue = rawValue }
        public static let horizontal = Set(rawValue: 1), vertical = Set(rawValue: 2)
    }
}
public enum Edge: Sendable {
    case top, leading, bottom, trailing
    public struct Set: OptionSet, Sendable {
        public let rawValue: Int8
        public init(rawValue: Int8) { self.rawValue = rawValue }
        public static let top = Set(rawValue: 1), leading = Set(rawValue: 2), bottom = Set(rawValue: 4),
            trailing = Set(rawValue: 8)
        public static let horizontal: Set = [.leading, .trailing], vertical: Set = [.top, .bottom],
            all: Set = [.horizontal, .vertical]
    }
}
public struct Font: Sendable {
    public static let title = Font(), title2 = Font(), headline = Font(), body = Font(), callout = Font(),
        subheadline = Font()
}
public protocol ShapeStyle: Sendable {}
public protocol Shape: Sendable, View {
    nonisolated func path(in rect: CGRect) -> Path
}
extension Shape {
    public var body: some View { Outline(self) }
    public nonisolated func stroke(lineWidth: CGFloat = 1) -> some Shape { Stroked(shape: self) }
    public nonisolated func stroke(style: StrokeStyle) -> some Shape { Stroked(shape: self) }
}
public struct Path: Sendable {
    @_spi(Tests) public private(set) var ends: [CGPoint] = []
    @_spi(Tests) public private(set) var ellipses: [CGRect] = []
    public init() {}
    public mutating func move(to end: CGPoint) { ends.append(end) }
    public mutating func addLine(to end: CGPoint) { ends.append(end) }
    public mutating func addEllipse(in rect: CGRect) { ellipses.append(rect) }
    public mutating func addCurve(to end: CGPoint, control1: CGPoint, control2: CGPoint) { ends.append(end) }
    public mutating func closeSubpath() {}
}
public enum CGLineCap: Sendable { case butt, round, square }
public enum CGLineJoin: Sendable { case miter, round, bevel }
public struct StrokeStyle: Sendable {
    public init(lineWidth: CGFloat = 1, lineCap: CGLineCap = .butt, lineJoin: CGLineJoin = .miter) {}
}
public struct FillStyle: Sendable { public init() {} }
public struct Color: ShapeStyle, Drawn {
    public enum RGBColorSpace: Sendable { case sRGB, sRGBLinear, displayP3 }
    public nonisolated init(
        _ colorSpace: RGBColorSpace = .sRGB, red: Double, green: Double, blue: Double, opacity: Double = 1
    ) {}
    func hold(_ held: Held) {}
}
public struct AccessibilityTraits: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let isButton = Self(rawValue: 1), isHeader = Self(rawValue: 2), isSelected = Self(rawValue: 4),
        updatesFrequently = Self(rawValue: 8)
}
public struct PlainButtonStyle: PrimitiveButtonStyle {}
@MainActor @preconcurrency public protocol PrimitiveButtonStyle {}
extension PrimitiveButtonStyle where Self == PlainButtonStyle { public static var plain: Self { Self() } }

// MARK: Modifiers

extension View {
    public func font(_ font: Font?) -> some View { self }
    public func foregroundStyle<S: ShapeStyle>(_ style: S) -> some View { self }
    public func background<S: ShapeStyle>(_ style: S, ignoresSafeAreaEdges edges: Edge.Set = .all) -> some View { self }
    public func background<S: ShapeStyle, T: Shape>(_ style: S, in shape: T, fillStyle: FillStyle = FillStyle())
        -> some View
    { self }
    public func padding(_ edges: Edge.Set = .all, _ length: CGFloat? = nil) -> some View { self }
    public func padding(_ length: CGFloat) -> some View { self }
    public func frame(
        minWidth: CGFloat? = nil, idealWidth: CGFloat? = nil, maxWidth: CGFloat? = nil, minHeight: CGFloat? = nil,
        idealHeight: CGFloat? = nil, maxHeight: CGFloat? = nil, alignment: Alignment = .center
    ) -> some View { Changed(self) { $0.height = max($0.height, minHeight ?? 0) } }
    public func scaleEffect(x: CGFloat = 1.0, y: CGFloat = 1.0, anchor: UnitPoint = .center) -> some View { self }
    public func multilineTextAlignment(_ alignment: TextAlignment) -> some View { self }
    public func fixedSize(horizontal: Bool, vertical: Bool) -> some View { self }
    public func contentShape<S: Shape>(_ shape: S, eoFill: Bool = false) -> some View { self }
    public func buttonStyle<S: PrimitiveButtonStyle>(_ style: S) -> some View { self }
    public func tag<V: Hashable>(_ tag: V, includeOptional: Bool = true) -> some View { self }
    public func privacySensitive(_ sensitive: Bool = true) -> some View { self }
    public func environment<V>(_ keyPath: WritableKeyPath<EnvironmentValues, V>, _ value: V) -> some View { self }
    public func navigationTitle(_ title: Text) -> some View { Titled(self, title) }
    public func navigationDestination<D: Hashable, C: View>(
        for data: D.Type, @ViewBuilder destination: @escaping (D) -> C
    ) -> some View { self }
    public func sheet<Item: Identifiable, Content: View>(
        item: Binding<Item?>, onDismiss: (() -> Void)? = nil, @ViewBuilder content: @escaping (Item) -> Content
    ) -> some View { Over(self, item.wrappedValue.map(content)) }
    public func overlay<V: View>(alignment: Alignment = .center, @ViewBuilder content: () -> V) -> some View {
        Over(self, content())
    }
    public func safeAreaInset<V: View>(
        edge: VerticalEdge, alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil,
        @ViewBuilder content: () -> V
    ) -> some View { Over(self, content()) }
    public func task(
        priority: TaskPriority = .userInitiated, @_inheritActorContext _ action: @escaping @Sendable () async -> Void
    ) -> some View { self }
    public func task<T: Equatable>(
        id value: T, priority: TaskPriority = .userInitiated,
        @_inheritActorContext _ action: @escaping @Sendable () async -> Void
    ) -> some View { self }
    public func onChange<V: Equatable>(of value: V, initial: Bool = false, _ action: @escaping (V, V) -> Void)
        -> some View
    { self }
    public func flipsForRightToLeftLayoutDirection(_ enabled: Bool) -> some View { self }
    public func accessibilityHidden(_ hidden: Bool) -> some View {
        Changed(self) { $0.isHidden = $0.isHidden || hidden }
    }
    public func accessibilityAddTraits(_ traits: AccessibilityTraits) -> some View {
        Changed(self) { $0.traits.formUnion(traits) }
    }
    public func accessibilityIdentifier(_ identifier: String) -> some View {
        Changed(self) { $0.identifier = identifier }
    }
}
