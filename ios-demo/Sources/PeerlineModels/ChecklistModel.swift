import Observation
import Peerline

/// A checklist without a score: what is ticked is kept nowhere, and points to what may help.
@MainActor @Observable public final class ChecklistModel: ScreenModel {
    /// The checklist; none if there is none of that id.
    public private(set) var list: Checklist?
    /// What is ticked.
    public private(set) var ticked: Set<String> = []
    /// What that points to.
    public private(set) var points: ChecklistPointers?
    private let id: String
    private var tools: [ExerciseRow] = []

    public init(_ shell: Shell, id: String) {
        self.id = id
        super.init(shell)
        read()
        isLoaded = true
    }

    public override var title: String { list?.title ?? shell.words[.checklists] }

    public override var says: [String] {
        guard let list else { return [shell.words[.notKnown]] }
        return [list.stem] + (ways.isEmpty ? [] : [shell.words[.checklistPoints]]) + [list.closing, list.source]
    }

    public override var offers: [Offer] { entries + ways }

    /// What can be ticked, and ticked off again.
    public var entries: [Offer] {
        (list?.entries ?? []).map { entry in
            Offer("tick:\(entry.id)", entry.text, isOn: ticked.contains(entry.id)) { [weak self] in self?.tick(entry.id)
            }
        }
    }

    /// What may help: tools of this app, a peer, lines. The core says which; the officer says whether.
    public var ways: [Offer] {
        guard let points else { return [] }
        let exercises = points.tools.compactMap { id in tools.first { $0.id == id } }.map { row in
            Offer("exercise:\(row.id)", row.name) { [shell] in shell.go(.exercise(id: row.id)) }
        }
        let peer = offer(.choicePeer) { [weak self] in self?.askAbout(points.topics) }
        let lines = needsNamed(points.needs, shell.language).map { need in
            Offer("need:\(need.need)", need.name) { [shell] in shell.go(.linesFor(need: need.need)) }
        }
        return exercises + (points.topics.isEmpty ? [] : [peer]) + lines
    }

    public override func refresh() async { read() }

    private func read() {
        list = allChecklists(shell.language).first { $0.id == id }
        tools = (try? copingExercises(language: shell.language)) ?? []
    }

    private func tick(_ entry: String) {
        ticked.formSymmetricDifference([entry])
        let inOrder = (list?.entries ?? []).map(\.id).filter(ticked.contains)
        points = inOrder.isEmpty ? nil : try? checklistPointers(id: id, ticked: inOrder)
        if points?.safety == .open, ticked.contains(entry) { shell.go(.choice) }
    }

    /// To the screen before the one tap, with these topics chosen. Nothing is sent by this.
    private func askAbout(_ topics: [String]) {
        shell.go(.ask(peer: nil))
        (shell.seen as? AskModel)?.choose(topics: topicsNamed(topics))
    }
}

/// The lines that are there for one thing; the emergency numbers last.
@MainActor @Observable public final class NeededLinesModel: ScreenModel {
    /// What the core found.
    public private(set) var found: LineSearch?
    private let need: Need

    public init(_ shell: Shell, need: Need) {
        self.need = need
        super.init(shell)
        found = try? crisisSearch(place: shell.place, needs: [need], language: shell.language)
        isLoaded = true
    }

    public override var title: String { shell.words[.crisis] }

    public override var says: [String] {
        (found?.notes ?? []) + rows.flatMap { shell.sentences(of: $0) }
    }

    public override var offers: [Offer] { rows.flatMap { [shell.detail(of: $0)] + shell.ways(of: $0) } }

    /// The lines.
    public var rows: [LineRow] { found?.rows ?? [] }

    public override func refresh() async {
        let (place, need) = (shell.place, need)
        if let read = await load({ try $0.crisis().search(place: place, needs: [need], language: $1) }) { found = read }
        trouble = nil
    }
}

/// The core's words for topics and needs are those of its catalogues (`critical_incident`); the bindings' values are in camel case.
private func topicsNamed(_ words: [String]) -> Set<Topic> {
    let all = named("en")?.topics.map(\.value) ?? []
    return Set(words.compactMap { word in all.first { snake("\($0)") == word } })
}

private func needsNamed(_ words: [String], _ language: String) -> [NamedNeed] {
    let all = (try? crisisNeeds(language: language)) ?? []
    return words.compactMap { word in all.first { snake("\($0.need)") == word } }
}

private func snake(_ camel: String) -> String {
    camel.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
}
