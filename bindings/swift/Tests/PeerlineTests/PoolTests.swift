import Foundation
import Peerline
import Testing

/// A phone in a pool: its peers, its limits, and asking.
@Suite struct PoolTests {
    private let anyone = Asking(whom: .anyone(query: Query()), wishes: [.text], topics: [.grief], language: "en")

    @Test func theDirectoryComesInPagesOfAtMostFifty() async throws {
        let pool = try await TrialPool()
        let directory = pool.app.directory()
        let first = try directory.search(query: Query(), language: "en")
        #expect(first.total == 60)
        #expect(first.rows.count == 50)
        let rest = try directory.search(query: Query(), language: "en", start: 50, size: 500)
        #expect(rest.rows.count == 10)
        #expect(Set((first.rows + rest.rows).map(\.id)).count == 60)
        let row = try #require(first.rows.first)
        #expect(![row.name, row.agency, row.roles, row.languages, row.reachedBy, row.onCall].contains(""))
        #expect(try directory.agencies() == ["Alder Valley Police", "Cedar County Sheriff"])
        #expect(try directory.search(query: Query(agency: "Cedar County Sheriff"), language: "en").total == 20)
        #expect(try directory.search(query: Query(topic: .money), language: "en").total == 0)
    }

    @Test func whoeverIsExcludedIsInNoListUntilThatIsTakenBack() async throws {
        let pool = try await TrialPool()
        let directory = pool.app.directory()
        let cedar = Excluded.agency(agency: "Cedar County Sheriff")
        try directory.exclude(exclusion: Exclusion(whom: cedar, reason: .supervisor))
        #expect(try directory.search(query: Query(), language: "en").total == 40)
        #expect(try directory.exclusions() == [Exclusion(whom: cedar, reason: .supervisor)])
        try directory.noLongerExclude(whom: cedar)
        #expect(try directory.search(query: Query(), language: "en").total == 60)
    }

    @Test func nobodyIsAskedBeforeTheLimitsWereAccepted() async throws {
        let pool = try await TrialPool()
        let refused = refusal { try pool.app.requests().ask(asking: anyone) }
        #expect(refused == .LimitsNotAccepted)
        #expect(refused.map(advice(error:)) == .renew)
        #expect(try pool.app.requests().screen(language: "en") == nil)
    }

    @Test func whenNobodyCanBeAskedNothingIsSentAndALineIsTheAdvice() async throws {
        // The pool's peers have stated no key for the day.
        let pool = try await TrialPool()
        let limits = try pool.app.limits().screen(language: "en")
        #expect(limits.limits.map(\.id) == ["harm"])
        try pool.app.limits().accept(shown: limits.shown)
        let before = pool.relay.paths
        let refused = refusal { try pool.app.requests().ask(asking: anyone) }
        #expect(refused == .Request(reason: .nobodyToAsk))
        #expect(refused.map(advice(error:)) == .callALine)
        #expect(pool.relay.paths == before)
        #expect(try pool.app.requests().screen(language: "en") == nil)
    }

    @Test func theAgencysOwnLimitsAreShownAndHaveToBeAcceptedAnew() async throws {
        let pool = try await TrialPool()
        let limits = pool.app.limits()
        let general = try limits.screen(language: "en")
        try limits.accept(shown: general.shown)
        try pool.app.membership().setMyAgency(agency: "Cedar County Sheriff")
        let own = try limits.screen(language: "es")
        #expect(own.limits.map(\.ofMyAgency) == [false, true])
        #expect(throws: PeerlineError.LimitsChanged) { try limits.accept(shown: general.shown) }
        #expect(throws: PeerlineError.LimitsNotAccepted) { try pool.app.requests().ask(asking: anyone) }
    }

    @Test func whatStandsBesideTheButtonIsThereBeforeAnythingIsSent() async throws {
        let pool = try await TrialPool()
        let before = try pool.app.requests().beforeAsking(whom: .anyone(query: Query()), language: "en")
        #expect(before.peers == 0)
        #expect(![before.deadline, before.onCall, before.counted, before.cannot].contains(""))
        #expect(!before.visible.isEmpty)
    }

    @Test func whenTheDirectorysTimeIsOverNobodyCanBeAskedAndTheFirstScreenSaysSo() async throws {
        let pool = try await TrialPool()
        try pool.app.limits().accept(shown: pool.app.limits().screen(language: "en").shown)
        #expect(try pool.app.home(language: "en").notices.isEmpty)
        try trialPass(app: pool.app, seconds: 24 * 24 * 3600)
        let soon = try pool.app.home(language: "en").notices
        #expect(soon.count == 1)
        try trialPass(app: pool.app, seconds: 7 * 24 * 3600)
        let over = try pool.app.home(language: "en").notices
        #expect(over.count == 1 && over != soon)
        #expect(try pool.app.home(language: "es").notices != over)
        #expect(throws: PeerlineError.Pack(reason: .directoryExpired)) { try pool.app.requests().ask(asking: anyone) }
    }

    @Test func leavingForgetsThePoolAndEverythingThatCameFromIt() async throws {
        let pool = try await TrialPool()
        try pool.app.membership().leave()
        #expect(try pool.app.membership().member() == nil)
        #expect(throws: PeerlineError.self) { try pool.app.directory().search(query: Query(), language: "en") }
        #expect(throws: PeerlineError.Pack(reason: .noLimits)) { try pool.app.requests().ask(asking: anyone) }
    }
}
