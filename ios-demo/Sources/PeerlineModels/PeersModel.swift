import Observation
import Peerline

/// What is looked for in the directory.
public struct Search: Equatable, Sendable {
    /// Words of a name, an agency or a topic.
    public var text = ""
    /// Ready to talk about.
    public var topic: Topic?
    /// Only from this agency.
    public var agency: String?
    /// Not from the officer's own.
    public var isOutsideMine = false
    /// Is this in the service.
    public var role: Role?
    /// Has lived through.
    public var experience: Topic?
    /// Can be reached so.
    public var modality: Modality?
    /// Says to be of this gender.
    public var gender: Gender?
    /// Only veterans.
    public var isVeteran = false
    /// ISO 3166-2, of the country that is set.
    public var region: String?
    /// Speaks, BCP 47.
    public var spoken: String?
}

/// The directory: search, filters, and whom the officer must not meet.
@MainActor @Observable public final class PeersModel: ScreenModel {
    /// What is looked for. Changing it looks anew.
    public var search = Search()
    /// The rows that were read so far.
    public private(set) var rows: [PeerRow] = []
    /// How many there are.
    public private(set) var total: UInt32 = 0
    /// The agencies to choose from.
    public private(set) var agencies: [String] = []
    /// The officer's own agency, if it was said.
    public private(set) var myAgency: String?
    /// The peer whom the officer is about to leave out; then the reason is asked.
    public private(set) var leavingOut: PeerRow?
    /// What can be chosen, with names.
    public private(set) var choices: Choices?
    /// The regions to choose from.
    public private(set) var regions: [NamedPlace] = []
    /// Whether the filters are being looked at.
    public private(set) var showsFilters = false
    private let readPage: ReadPage

    /// Reads one page of those who fit, after so many.
    public typealias ReadPage = @Sendable (Peerline, Query, _ language: String, _ start: UInt32) throws -> PeerPage

    /// `readPage` is the core's directory; another one is for tests.
    public init(
        _ shell: Shell,
        readPage: @escaping ReadPage = { try $0.directory().search(query: $1, language: $2, start: $3) }
    ) {
        self.readPage = readPage
        super.init(shell)
    }

    public override var title: String { shell.words[.directory] }

    /// The languages that can be asked for; those that there are words in.
    public var spokenLanguages: [(tag: String, name: String)] {
        [("en", shell.words[.languageEn]), ("es", shell.words[.languageEs])]
    }

    public override var says: [String] { filtersOn + none + rows.flatMap { sentences(of: $0) } }

    /// That nobody fits.
    public var none: [String] { rows.isEmpty ? [shell.words[.nothingFound]] : [] }

    /// The filters that are on, each by its name and what was chosen, as long as they are folded away: nobody is to wonder why so few
    /// are there.
    public var filtersOn: [String] {
        if showsFilters { return [] }
        return [
            said(.agency, search.agency), search.isOutsideMine && myAgency != nil ? [shell.words[.notMyAgency]] : [],
            said(.filterTopic, choices?.topics.first { $0.value == search.topic }?.name),
            said(.role, choices?.roles.first { $0.value == search.role }?.name),
            said(.experience, choices?.topics.first { $0.value == search.experience }?.name),
            said(.reachedBy, choices?.modalities.first { $0.value == search.modality }?.name),
            said(.gender, choices?.genders.first { $0.value == search.gender }?.name),
            said(.region, regions.first { $0.code == search.region }?.name ?? search.region),
            said(.speaks, spokenLanguages.first { $0.tag == search.spoken }?.name ?? search.spoken),
            search.isVeteran ? [shell.words[.veteran]] : [],
        ].flatMap { $0 }
    }

    public override var offers: [Offer] {
        rows.flatMap { offers(of: $0) } + footer
    }

    /// What is said about one peer.
    public func sentences(of row: PeerRow) -> [String] {
        [row.name, row.agency, row.onCall, row.roles, row.topics, row.experience, row.languages, row.reachedBy]
    }

    /// What can be done with one peer.
    public func offers(of row: PeerRow) -> [Offer] {
        if leavingOut?.id == row.id { return reasons(for: row) }
        let ask = Offer("\(Label.askChosen.rawValue):\(row.id)", shell.words[.askChosen]) { [shell] in
            shell.go(.ask(peer: row.id))
        }
        let out = Offer("\(Label.exclude.rawValue):\(row.id)", shell.words[.exclude]) { [weak self] in
            self?.leavingOut = row
        }
        return (row.hasApp ? [ask] : []) + call(row) + [out]
    }

    /// More rows, and the way to those who are left out.
    public var footer: [Offer] {
        let more = offer(.more) { [weak self] in await self?.readMore() }
        let filters = Offer(Label.filters.rawValue, shell.words[.filters], isOn: showsFilters) { [weak self] in
            self?.showsFilters.toggle()
        }
        return (rows.count < Int(total) ? [more] : []) + [
            filters, offer(.exclusions) { [shell] in shell.go(.exclusions) },
        ]
    }

    public override func refresh() async {
        choices = named(shell.language)
        let (search, query, country) = (search, query, shell.settings.country ?? shell.place.country)
        let read = await load { [readPage] app, language in
            (
                page: try readPage(app, query, language, 0),
                // Without a pool there are none.
                agencies: (try? app.directory().agencies()) ?? [], mine: try app.membership().myAgency(),
                regions: try country.map { try crisisRegions(country: $0, language: language) } ?? []
            )
        }
        // A page that was asked for before the last letter was typed is not shown.
        guard let read, search == self.search else { return }
        (rows, total) = (read.page.rows, read.page.total)
        (agencies, myAgency, regions) = (read.agencies, read.mine, read.regions)
    }

    private func said(_ label: Label, _ chosen: String?) -> [String] { chosen.map { [shell.words[label], $0] } ?? [] }

    private var query: Query {
        Query(
            text: search.text, topic: search.topic, agency: search.agency,
            outsideAgency: search.isOutsideMine ? myAgency : nil, region: search.region, role: search.role,
            experience: search.experience, language: search.spoken, modality: search.modality, gender: search.gender,
            veteran: search.isVeteran)
    }

    private func readMore() async {
        let (search, query, start) = (search, query, UInt32(rows.count))
        let page = await load { [readPage] in try readPage($0, query, $1, start) }
        if let page, search == self.search, start == rows.count { rows += page.rows }
    }

    private func call(_ row: PeerRow) -> [Offer] {
        guard let phone = row.phone else { return [] }
        let ways: [(Label, String)] = row.textOk ? [(.call, "tel:"), (.text, "sms:")] : [(.call, "tel:")]
        return ways.map { label, scheme in
            let dial = Dial(
                uri: scheme + phone, number: isolated(phone), whose: row.name,
                says: [shell.words[.dialWarning]], offer: shell.words[label])
            return Offer("\(label.rawValue):\(dial.uri)", "\(dial.offer) \(dial.number)") { [shell] in shell.dial = dial
            }
        }
    }

    private func reasons(for row: PeerRow) -> [Offer] {
        let reasons = (choices?.reasons ?? []).map { reason in
            Offer("reason:\(reason.value)", reason.name) { [weak self] in
                await self?.leaveOut(Exclusion(whom: .peer(id: row.id), reason: reason.value))
            }
        }
        let agency = Offer(Label.excludeAgency.rawValue, shell.words[.excludeAgency]) { [weak self] in
            await self?.leaveOut(Exclusion(whom: .agency(agency: row.agency), reason: .namedByMe))
        }
        return reasons + [agency, offer(.cancel) { [weak self] in self?.leavingOut = nil }]
    }

    private func leaveOut(_ exclusion: Exclusion) async {
        guard await act({ try $0.directory().exclude(exclusion: exclusion) }) else { return }
        leavingOut = nil
        await refresh()
    }
}
