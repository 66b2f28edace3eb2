import Foundation
import Observation
import Peerline

/// The crisis lines: there before anything is opened, and when nothing can be.
@MainActor @Observable public final class LinesModel: ScreenModel {
    /// The lines, best first, under their headings.
    public private(set) var groups: [(heading: String, rows: [LineRow])] = []
    /// What to say above them.
    public private(set) var note: String?

    /// What is compiled in shows at once.
    public override init(_ shell: Shell) {
        super.init(shell)
        if let floor = try? crisisLines(place: shell.place, language: shell.language) { show(floor) }
        isLoaded = true
    }

    public override var title: String { shell.words[.crisis] }

    public override var says: [String] {
        [note].compactMap { $0 }
            + groups.flatMap { group in [group.heading] + group.rows.flatMap { sentences(of: $0) } }
    }

    /// What stands in the list about one line.
    public func sentences(of row: LineRow) -> [String] { shell.sentences(of: row) }

    public override var offers: [Offer] {
        groups.flatMap { $0.rows }.flatMap { row in [detail(of: row)] + ways(of: row) }
    }

    /// Every way to reach it.
    public func ways(of row: LineRow) -> [Offer] { shell.ways(of: row) }

    /// Opens everything about a line.
    public func detail(of row: LineRow) -> Offer { shell.detail(of: row) }

    public override func refresh() async {
        // With those that the pool adds, as soon as the app is open; without, what is compiled in stays.
        let place = shell.place
        if let list = await load({ try $0.crisis().lines(place: place, language: $1) }) { show(list) }
        trouble = nil
    }

    private func show(_ list: LineList) {
        note = list.note
        groups = list.rows.reduce(into: []) { groups, row in
            if groups.last?.heading == row.heading {
                groups[groups.count - 1].rows.append(row)
            } else {
                groups.append((row.heading, [row]))
            }
        }
    }
}

/// Everything about one line.
@MainActor @Observable public final class LineModel: ScreenModel {
    /// What is known; none if there is no such line.
    public private(set) var detail: LineDetail?
    private let id: String

    public init(_ shell: Shell, id: String) {
        self.id = id
        super.init(shell)
        detail = (try? crisisLine(id: id, place: shell.place, language: shell.language)) ?? nil
        isLoaded = true
    }

    public override var title: String { detail?.row.name ?? shell.words[.crisis] }

    public override var says: [String] {
        guard let detail else { return [shell.words[.notKnown]] }
        let row = detail.row
        let facts = [
            row.organisation, row.kind, row.openNow, row.hours, row.whoAnswers, row.police, row.anonymous,
            row.confidentiality, row.madeFor, row.place, row.languages, row.cost, detail.topics,
        ]
        return facts + detail.week + [row.noNumber, row.addedBy].compactMap { $0 } + [row.checked]
            + (detail.sources.isEmpty ? [] : [shell.words[.sources]] + detail.sources)
    }

    public override var offers: [Offer] { detail.map { shell.ways(of: $0.row) } ?? [] }

    public override func refresh() async {
        let (id, place) = (id, shell.place)
        if let read = await load({ try $0.crisis().line(id: id, place: place, language: $1) }), let read {
            detail = read
        }
        trouble = nil
    }
}

extension Shell {
    /// What stands in a list about one line.
    public func sentences(of row: LineRow) -> [String] {
        [row.name, row.whoAnswers, row.police, row.openNow] + [row.noNumber, row.addedBy].compactMap { $0 }
    }

    /// Opens everything about a line.
    public func detail(of row: LineRow) -> Offer {
        Offer("line:\(row.id)", row.name) { [weak self] in self?.go(.line(id: row.id)) }
    }

    /// Where somebody is, as far as they have said.
    var place: Place {
        (try? knownPlace(folder: folder, hint: phone.countryHint))
            ?? Place(country: settings.country, region: settings.region)
    }

    /// Every way to reach a line. A number first shows what to know before it is dialled.
    public func ways(of row: LineRow) -> [Offer] {
        let dialled = [(Label.call, row.calls), (.text, row.texts), (.textTelephone, row.textTelephones)]
        let numbers = dialled.flatMap { label, ways in ways.map { number(label, $0, whose: row.name) } }
        let pages = [(Label.chat, row.chat), (.web, row.web)].compactMap { label, address in
            address.flatMap { URL(string: $0) }.map { url in
                Offer("\(label.rawValue):\(url)", words[label]) { [phone] in phone.open(url) }
            }
        }
        return numbers + pages
    }

    private func number(_ label: Label, _ way: Way, whose: String) -> Offer {
        let number = isolated(way.number)
        let dial = Dial(
            uri: way.uri, number: number, whose: whose,
            says: [way.label].compactMap { $0 } + way.notes + [words[.dialWarning]], offer: words[label])
        return Offer("\(label.rawValue):\(way.uri)", "\(words[label]) \(number)") { [weak self] in self?.dial = dial }
    }

    /// Hands the number to the phone. What is to be pressed after the answer is never dialled.
    public func dialNow() {
        if let dial, let url = URL(string: dial.uri) { phone.open(url) }
        dial = nil
    }
}
