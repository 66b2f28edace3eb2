import Observation
import Peerline

/// Whom the officer must not meet: one peer, whoever has a role in an agency, or nobody of an agency. A peer is left out where one is
/// met; for the others nobody has to be at hand.
@MainActor @Observable public final class ExclusionsModel: ScreenModel {
    /// One who is left out, in words.
    public struct Row: Identifiable, Sendable {
        /// Its place in the list.
        public let id: Int
        /// Who it is.
        public let whom: [String]
        /// Why.
        public let reason: String
        let excluded: Excluded
    }

    /// Somebody by their role in an agency, while it is chosen whom to leave out.
    public struct ByRole: Equatable, Sendable {
        /// What they are there.
        public var role: Role?
        /// Where.
        public var agency: String?
        /// Why.
        public var reason: Reason?
    }

    /// The oldest first.
    public private(set) var rows: [Row] = []
    /// What was chosen so far of somebody by their role.
    public private(set) var byRole = ByRole()
    private var agencies: [String] = []
    private var choices: Choices?

    public override init(_ shell: Shell) { super.init(shell) }

    public override var title: String { shell.words[.exclusions] }

    public override var says: [String] {
        about + rows.flatMap { sentences(of: $0) } + headings
    }

    /// What stands above what can be chosen, in order.
    private var headings: [String] {
        if !canChoose { return [] }
        let further: [Label] = byRole.role == nil ? [] : [.agency, .excludeWhy]
        return ([.excludeRole] + further + [.excludeAgency]).map { shell.words[$0] }
    }

    /// Whether there are agencies to choose from; without a pool there are none.
    public var canChoose: Bool { !agencies.isEmpty }

    /// What it means to be left out, and that nobody is.
    public var about: [String] {
        [shell.words[.exclusionsAbout]] + (isLoaded && rows.isEmpty ? [shell.words[.exclusionsNone]] : [])
    }

    /// What is said about one.
    public func sentences(of row: Row) -> [String] { row.whom + [row.reason] }

    public override var offers: [Offer] {
        rows.map(takeBack) + roles + agenciesOfRole + reasons + leaveOut + wholeAgencies
    }

    /// Whoever has this role, in an agency that is chosen next.
    public var roles: [Offer] {
        guard canChoose else { return [] }
        return (choices?.roles ?? []).map { role in
            Offer("role:\(role.value)", role.name, isOn: role.value == byRole.role) { [weak self] in
                self?.byRole.role = role.value
            }
        }
    }

    /// Where they have it.
    public var agenciesOfRole: [Offer] {
        guard byRole.role != nil else { return [] }
        return stillIn.map { agency in
            Offer("agency-of-role:\(agency)", agency, isOn: agency == byRole.agency) { [weak self] in
                self?.byRole.agency = agency
            }
        }
    }

    /// Why they are left out.
    public var reasons: [Offer] {
        guard byRole.role != nil else { return [] }
        return (choices?.reasons ?? []).map { reason in
            Offer("reason:\(reason.value)", reason.name, isOn: reason.value == byRole.reason) { [weak self] in
                self?.byRole.reason = reason.value
            }
        }
    }

    /// Leaves out whoever has that role there, once all of it is chosen.
    public var leaveOut: [Offer] {
        guard let role = byRole.role, let agency = byRole.agency, let reason = byRole.reason else { return [] }
        return [
            offer(.leaveOut) { [weak self] in
                let whom = Excluded.roleInAgency(role: role, agency: agency)
                if await self?.exclude(Exclusion(whom: whom, reason: reason)) == true { self?.byRole = ByRole() }
            }
        ]
    }

    /// Nobody of this agency.
    public var wholeAgencies: [Offer] {
        stillIn.map { agency in
            Offer("agency:\(agency)", agency) { [weak self] in
                _ = await self?.exclude(Exclusion(whom: .agency(agency: agency), reason: .namedByMe))
            }
        }
    }

    /// Takes one back.
    public func takeBack(_ row: Row) -> Offer {
        Offer("\(Label.takeBack.rawValue):\(row.id)", shell.words[.takeBack]) { [weak self] in
            await self?.takeBack(row.excluded)
        }
    }

    public override func refresh() async {
        let onePeer = shell.words[.onePeer]
        let read = await load { app, language in
            let names = try allChoices(language)
            let rows = try app.directory().exclusions().enumerated().map { place, exclusion in
                Row(
                    id: place, whom: named(exclusion.whom, names, onePeer),
                    reason: names.reasons.first { $0.value == exclusion.reason }?.name ?? "",
                    excluded: exclusion.whom)
            }
            // Without a pool there are none.
            return (rows: rows, names: names, agencies: (try? app.directory().agencies()) ?? [])
        }
        if let read { (rows, choices, agencies) = (read.rows, read.names, read.agencies) }
    }

    /// The agencies of which somebody can still be met.
    private var stillIn: [String] {
        let out = rows.compactMap { row -> String? in
            if case .agency(let agency) = row.excluded { agency } else { nil }
        }
        return agencies.filter { !out.contains($0) }
    }

    private func exclude(_ exclusion: Exclusion) async -> Bool {
        guard await act({ try $0.directory().exclude(exclusion: exclusion) }) else { return false }
        await refresh()
        return true
    }

    private func takeBack(_ whom: Excluded) async {
        guard await act({ try $0.directory().noLongerExclude(whom: whom) }) else { return }
        await refresh()
    }
}

/// A peer who is left out is in no list any more, so only the id is known here.
private func named(_ whom: Excluded, _ names: Choices, _ onePeer: String) -> [String] {
    switch whom {
    case .peer(let id): [onePeer, isolated(id)]
    case .agency(let agency): [agency]
    case .roleInAgency(let role, let agency): [names.roles.first { $0.value == role }?.name ?? "", agency]
    }
}
