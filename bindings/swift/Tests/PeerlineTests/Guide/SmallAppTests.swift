import Foundation
import Peerline
import Testing

/// What `docs/integrating.md` says, done; and the rehearsal that it offers for the tests of other apps.
@Suite struct SmallAppTests {
    private let small = SmallApp(language: "en")

    @Test func fromNothingToAFirstRequestAndItsEnd() async throws {
        let folder = try PrivateFolder()
        let rehearsal = try await rehearse(folder: folder.url.path)
        await small.use(try rehearsal.open())
        try await small.showLines()
        #expect(await !small.shown.isEmpty)
        try await small.join(card: rehearsal.memberCard())
        #expect(try await !small.acceptLimits { _ in false })
        await #expect(throws: PeerlineError.LimitsNotAccepted) { try await small.askAnyone() }
        #expect(try await small.acceptLimits { read in !read.contains("") })
        try await small.askAnyone()
        #expect(try await stage() == .waiting(round: 1))
        try await rehearsal.colleague(does: .claims)
        try await small.run()
        try await small.showRequest()
        #expect(try await small.app?.requests().screen(language: "en")?.peer?.phone != nil)
        try await small.finish()
        #expect(try await stage() == nil)
        try await small.ended()
    }

    // region rehearsal
    @Test func theScreenSaysThatNobodyCameWhenTheTimeIsOver() async throws {
        let folder = try PrivateFolder()
        let rehearsal = try await rehearse(folder: folder.url.path)
        let small = SmallApp(language: "en")
        await small.use(try rehearsal.open())
        try await small.join(card: rehearsal.memberCard())
        _ = try await small.acceptLimits { _ in true }
        try await small.askAnyone()
        try await rehearsal.pass(seconds: 20 * 60)  // Nobody waits for it: everybody's clock is moved.
        try await small.run()
        #expect(try await small.app?.requests().screen(language: "en")?.stage == .expired)
    }
    // endregion

    @Test func anAppOfOnesOwnOpensWithItsOwnKeysAndErasesEverything() async throws {
        let folder = try PrivateFolder()
        let keys = SampleKeys()
        try await small.open(folder: folder.url, keys: keys)
        #expect(try await small.cameOnScreen())
        try await small.app?.membership().setMyAgency(agency: "Cedar County Sheriff")
        try await small.leftTheScreen()
        try await small.phoneWasLocked()
        await #expect(throws: PeerlineError.Vault(reason: .locked)) { try await small.app?.membership().myAgency() }
        try await small.phoneWasUnlocked()
        #expect(try await small.app?.membership().myAgency() == "Cedar County Sheriff")
        try await small.ended()
        try await small.open(folder: folder.url, keys: keys)
        #expect(await small.app?.opened().officer == .open)
        try await small.eraseEverything { _ in false }
        try await small.eraseEverything { read in read.count > 1 }
        try await small.open(folder: folder.url, keys: keys)
        #expect(await small.app?.opened().officer == .new)
        #expect(try await small.app?.membership().myAgency() == nil)
        try await small.ended()
    }

    @Test func whatWasRefusedIsSaidInWordsWithWhatToDo() async throws {
        let folder = try PrivateFolder()
        try await small.open(folder: folder.url, keys: SampleKeys())
        await small.calling { try await small.askAnyone() }
        // Nobody can be asked without a card: the lines stand under the sentence.
        let first = try crisisLines(place: Place(country: "US", region: "US-CA"), language: "en").rows[0].name
        #expect(await small.shown.contains { $0.hasPrefix(first) })
        try await small.ended()
    }

    @Test func theLoopEndsWithItsTask() async throws {
        let folder = try PrivateFolder()
        let rehearsal = try await rehearse(folder: folder.url.path)
        try await ready(rehearsal)
        try await small.askAnyone()
        let before = await small.shown.count
        let loop = Task { await small.keepRunning() }
        while await small.shown.count == before { await Task.yield() }
        loop.cancel()
        await loop.value
        try await small.ended()
    }

    @Test func inARehearsalTheNetworkGoesAndComesBack() async throws {
        let folder = try PrivateFolder()
        let rehearsal = try await rehearse(folder: folder.url.path)
        try await ready(rehearsal)
        try rehearsal.network(is: .gone)
        try await small.askAnyone()
        #expect(try await stage() == .notSentYet)
        try rehearsal.network(is: .works)
        try await rehearsal.pass(seconds: 600)
        try await small.run()
        guard case .waiting = try await stage() else { throw NotWaiting() }
    }

    @Test func inARehearsalThePhoneIsLockedAndTheProcessEnds() async throws {
        let folder = try PrivateFolder()
        let rehearsal = try await rehearse(folder: folder.url.path)
        try await ready(rehearsal)
        try await small.askAnyone()
        try await small.ended()
        try rehearsal.phone(is: .locked)
        await small.use(try rehearsal.open())
        #expect(await small.app?.opened().officer == .locked)
        try await small.ended()
        try rehearsal.phone(is: .neverUnlocked)
        #expect(throws: PeerlineError.Pack(reason: .locked)) { try rehearsal.open() }
        try rehearsal.phone(is: .open)
        await small.use(try rehearsal.open())
        #expect(try await stage() == .waiting(round: 1))
        try await small.ended()
    }

    @Test func inARehearsalTheAppIsThePeerAndSomebodyAsks() async throws {
        let folder = try PrivateFolder()
        let rehearsal = try await rehearse(folder: folder.url.path)
        let peer = try rehearsal.open()
        let look = Budget(foreground: true, waitS: 0)
        #expect(try peer.membership().join(card: rehearsal.peerCard()).asPeer)
        try rehearsal.takeBack(card: peer.membership().cardForTheRoster().text)
        _ = try await peer.runPending(budget: look)
        _ = try peer.duty().goOnCall(minutes: 480)
        _ = try await peer.runPending(budget: look)
        try await rehearsal.pass(seconds: 900)
        try await rehearsal.somebody(does: .asks)
        #expect(try await peer.runPending(budget: look).newOffer)
        let offer = try #require(try peer.duty().screen(language: "en").offers.first)
        try peer.duty().claim(id: offer.id)
        _ = try await peer.runPending(budget: look)
        try await rehearsal.somebody(does: .sharesANumber)
        _ = try await peer.runPending(budget: look)
        let held = try #require(try peer.duty().screen(language: "en").offers.first)
        #expect(held.stage == .held(seen: true))
        #expect(held.phone == "+15035550177")
        try peer.closeApp()
    }

    private func ready(_ rehearsal: Rehearsal) async throws {
        await small.use(try rehearsal.open())
        try await small.join(card: rehearsal.memberCard())
        _ = try await small.acceptLimits { _ in true }
    }

    private func stage() async throws -> RequestStage? { try await small.app?.requests().screen(language: "en")?.stage }
}

private struct NotWaiting: Error {}
