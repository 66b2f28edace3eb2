import Foundation
import Observation
import Peerline

/// What was kept of one check, over time: a drawing, and all that it says as a list. Deleting and saving it, too.
@MainActor @Observable public final class TrendModel: ScreenModel {
    /// The results that were read so far, the newest first.
    public private(set) var points: [CheckPoint] = []
    /// How many there are.
    public private(set) var total: UInt32 = 0
    /// What to know about them.
    public private(set) var notes: [String] = []
    /// Whether its owner was asked before all of them are deleted.
    public private(set) var asksBeforeDeleting = false
    private let id: String
    private var name: String?

    public init(_ shell: Shell, id: String) {
        self.id = id
        super.init(shell)
    }

    public override var title: String { name ?? shell.words[.selfCheckTrend] }

    public override var says: [String] {
        notes + points.flatMap { shell.sentences(of: $0) } + (points.isEmpty ? [] : [shell.words[.fileNotLocked]])
    }

    public override var offers: [Offer] { points.map { delete($0) } + more + closing }

    /// The drawing of the points; none without any.
    public var chart: TrendChart? { TrendChart(points) }

    /// Deletes this one.
    public func delete(_ point: CheckPoint) -> Offer {
        Offer("\(Label.selfCheckDelete.rawValue):\(point.id)", shell.words[.selfCheckDelete]) { [weak self] in
            await self?.change { _ = try $0.delete(id: point.id) }
        }
    }

    /// More of them, if there are more.
    public var more: [Offer] {
        points.count < Int(total) ? [offer(.more) { [weak self] in await self?.readMore() }] : []
    }

    /// Saving them, and deleting all.
    public var closing: [Offer] {
        guard !points.isEmpty else { return [] }
        let id = id
        if asksBeforeDeleting {
            return [
                Offer("erase-now", shell.words[.selfCheckDeleteAll]) { [weak self] in
                    self?.asksBeforeDeleting = false
                    await self?.change { _ = try $0.deleteOf(id: id) }
                },
                offer(.cancel) { [weak self] in self?.asksBeforeDeleting = false },
            ]
        }
        let zone = shell.phone.zone.identifier
        return [
            offer(.selfCheckExportText) { [weak self] in
                await self?.hand { .text(try $0.exportText(only: id, zone: zone, language: $1)) }
            },
            offer(.selfCheckExportFhir) { [weak self] in
                await self?.hand { checks, _ in .results(try checks.exportFhir(only: id)) }
            },
            offer(.selfCheckDeleteAll) { [weak self] in self?.asksBeforeDeleting = true },
        ]
    }

    public override func refresh() async {
        let id = id
        guard let read = await load({ try $0.selfChecks().trend(id: id, language: $1) }) else { return }
        (points, total, notes, name) = (read.points, read.total, read.notes, read.title)
    }

    private func readMore() async {
        let (id, start) = (id, UInt32(points.count))
        let page = await load { try $0.selfChecks().trend(id: id, language: $1, start: start) }
        if let page, start == points.count { points += page.points }
    }

    private func change(_ what: @escaping @Sendable (SelfChecks) throws -> Void) async {
        if await act({ try what($0.selfChecks()) }) { await refresh() }
    }

    private func hand(_ make: @escaping @Sendable (SelfChecks, String) throws -> Handed) async {
        if let made = await load({ try make($0.selfChecks(), $1) }) { shell.phone.handOver(made) }
    }
}

/// Where the points of a drawing stand: across by time, the oldest first; up by score, from 0 to the highest that is shown. The
/// numbers are the core's, and so is what may be said about them.
public struct TrendChart: Equatable, Sendable {
    /// A point, each way from 0 to 1.
    public struct Place: Equatable, Sendable {
        /// From the oldest, 0, to the newest, 1.
        public let across: Double
        /// From a score of 0 to the highest.
        public let up: Double
    }

    /// The points from the oldest on.
    public let places: [Place]
    /// The highest score as it is read, set apart.
    public let highest: String

    init?(_ points: [CheckPoint]) {
        // They come in the order in which they were done, the newest first; a clock that was set back does not change that order.
        let points = Array(points.reversed())
        guard let top = points.max(by: { $0.score < $1.score }), let begin = points.map(\.at).min(),
            let end = points.map(\.at).max()
        else { return nil }
        let span = end.timeIntervalSince(begin)
        highest = isolated(top.scoreText)
        places = points.map { point in
            Place(
                across: span > 0 ? point.at.timeIntervalSince(begin) / span : 0.5,
                up: top.score > 0 ? point.score / top.score : 0)
        }
    }
}

extension Shell {
    /// What is said about one result: the day, the number, and what the core says about both.
    public func sentences(of point: CheckPoint) -> [String] {
        [isolated(phone.day(point.at)), isolated(point.scoreText)]
            + [point.means, point.since, point.change, point.imported].compactMap { $0 }
    }
}
