import Foundation
import Peerline
import Testing

/// The open app with a key store written in Swift, without a pool and without a network.
@Suite struct OpenedTests {
    private let keys = UnprotectedMemoryKeys()
    private let folder: PrivateFolder

    init() throws {
        folder = try PrivateFolder()
    }

    private func open(keys: UnprotectedMemoryKeys? = nil) throws -> Peerline {
        try Peerline.open(folder: folder.url.path, keyStore: keys ?? self.keys)
    }

    @Test func aNewPhoneOpensAndAnOldOneFindsWhatItHad() throws {
        let first = try open()
        #expect(first.opened().officer == .new)
        #expect(first.opened().duty == .new)
        try first.membership().setMyAgency(agency: "Cedar County Sheriff")
        try first.closeApp()
        let second = try open()
        #expect(second.opened().officer == .open)
        #expect(second.opened().duty == .open)
        #expect(!second.opened().packsBegunAnew)
        #expect(try second.membership().myAgency() == "Cedar County Sheriff")
    }

    @Test func nothingOfTheOfficerCanBeReadInTheFiles() throws {
        let app = try open()
        try app.membership().setMyAgency(agency: personal)
        try app.closeApp()
        let files = try #require(FileManager.default.enumerator(at: folder.url, includingPropertiesForKeys: nil))
        var looked = 0
        for case let file as URL in files {
            guard let bytes = try? Data(contentsOf: file) else { continue }
            looked += 1
            #expect(bytes.range(of: Data("Dana".utf8)) == nil)
        }
        #expect(looked >= 2)
    }

    @Test func theFirstScreenOfANewPhoneIsQuietAndSaysThatNobodyCanBeAsked() throws {
        let home = try open().home(language: "en")
        #expect(home.request == nil)
        #expect(!home.canAsk && !home.isPeer && !home.locked)
        #expect(home.notices.isEmpty)
    }

    @Test func theLinesAreThereInTheOpenAppToo() throws {
        let app = try open()
        let rows = try app.crisis().lines(place: Place(country: "US"), language: "en").rows
        let floor = try crisisLines(place: Place(country: "US"), language: "en").rows
        #expect(rows.map(\.id) == floor.map(\.id))
        let first = try #require(rows.first)
        #expect(try app.crisis().line(id: first.id, place: Place(country: "US"), language: "en")?.row.id == first.id)
    }

    @Test func settingsAreKeptAndKnownBeforeAnythingIsOpened() throws {
        let set = Settings(
            country: "US", region: "US-CA", language: "es", lockAfterMinutes: 5, neutralName: true, buzz: false)
        let app = try open()
        #expect(try app.settings().get() == Settings() && Settings().buzz)
        try app.settings().set(settings: set)
        #expect(try app.settings().get() == set)
        #expect(try settingsIn(folder: folder.url.path) == set)
        #expect(try knownCountry(folder: folder.url.path, hint: "MX") == "US")
        let elsewhere = try PrivateFolder()
        #expect(try settingsIn(folder: elsewhere.url.path) == Settings())
        #expect(try knownCountry(folder: elsewhere.url.path, hint: "MX") == "MX")
        #expect(try knownCountry(folder: elsewhere.url.path, hint: nil) == nil)
    }

    @Test func whatHasTheWrongFormIsNamedAndNotKept() throws {
        let app = try open()
        #expect(throws: PeerlineError.BadInput(input: .folder)) {
            try Peerline.open(folder: "not/absolute", keyStore: keys)
        }
        #expect(throws: PeerlineError.BadInput(input: .place)) {
            try app.settings().set(settings: Settings(country: "nowhere"))
        }
        #expect(try app.settings().get() == Settings())
        #expect(throws: PeerlineError.BadInput(input: .shown)) { try app.limits().accept(shown: Data(count: 31)) }
        #expect(throws: PeerlineError.BadInput(input: .id)) { try app.duty().claim(id: "no id") }
        #expect(throws: PeerlineError.BadInput(input: .id)) {
            try app.directory().exclude(exclusion: Exclusion(whom: .peer(id: "no id"), reason: .namedByMe))
        }
        #expect(throws: PeerlineError.BadInput(input: .phoneNumber)) {
            try app.requests().shareNumber(number: "555 0100")
        }
    }

    @Test func withoutACardNothingCanBeAskedAndTheAdviceSaysWhatToDo() throws {
        let app = try open()
        let asking = Asking(whom: .anyone(query: Query()), language: "en")
        let refused = refusal { try app.requests().ask(asking: asking) }
        #expect(refused == .Pack(reason: .noLimits))
        #expect(refused.map(advice(error:)) == .callALine)
        #expect(try app.requests().screen(language: "en") == nil)
        #expect(throws: PeerlineError.Request(reason: .noRequest)) { try app.requests().withdraw() }
        #expect(throws: PeerlineError.Card(reason: .none)) { try app.membership().cardForTheRoster() }
    }

    @Test(arguments: [
        ("hello", CardReason.notACard, Advice.renew),
        ("PEERLINE2:AAAA", .newerVersion, .updateApp),
        ("PEERLINE1P:AAAA", .otherKind, .renew),
        ("PEERLINE1:eyJwb29sIjoi", .damaged, .renew),
        (String(repeating: "A", count: 3_000), .tooLong, .renew),
    ])
    func aCardThatIsNoneSaysWhyAndWhatToDo(card: String, reason: CardReason, expected: Advice) throws {
        let app = try open()
        let refused = refusal { try app.membership().join(card: card) }
        #expect(refused == .Card(reason: reason))
        #expect(refused.map(advice(error:)) == expected)
        #expect(try app.membership().member() == nil)
    }

    @Test func whileThePhoneIsLockedTheOfficersFileWaitsAndTheLinesDoNot() throws {
        let before = try open()
        try before.membership().setMyAgency(agency: "Cedar County Sheriff")
        try before.closeApp()
        // The officer's key needs an unlocked phone; the others only one that was unlocked since it was started.
        keys.refuse(with: KeyStoreError.Locked, of: "officer")
        let app = try open()
        #expect(app.opened().officer == .locked)
        #expect(app.opened().duty == .open)
        #expect(try app.home(language: "en").locked)
        #expect(throws: PeerlineError.Vault(reason: .locked)) { try app.membership().myAgency() }
        #expect(!(try app.crisis().lines(place: Place(), language: "en").rows.isEmpty))
        keys.refuse(with: nil)
        try app.resume()
        #expect(try app.membership().myAgency() == "Cedar County Sheriff")
    }

    @Test func beforeThePhoneWasUnlockedOnceNothingOpensAndTheAdviceIsToTryAgain() throws {
        try open().closeApp()
        keys.refuse(with: KeyStoreError.Locked)
        let refused = refusal { try open() }
        #expect(refused == .Pack(reason: .locked))
        #expect(refused.map(advice(error:)) == .retry)
        #expect(!(try crisisLines(place: Place(), language: "en").rows.isEmpty))
        keys.refuse(with: nil)
        #expect(try open().opened().officer == .open)
    }

    @Test(arguments: [
        (KeyStoreError.Failed as any Error, VaultError.keyStore), (Unexpected(text: personal), .keyStore),
    ])
    func aKeyStoreThatThrowsLeavesAReasonAndNoText(thrown: any Error, expected: VaultError) {
        let keys = UnprotectedMemoryKeys(refusing: thrown)
        let refused = refusal { try open(keys: keys) }
        #expect(refused == .Vault(reason: expected))
        #expect(
            !"\(refused as Any) \(String(reflecting: refused)) \(refused?.localizedDescription ?? "")".contains("Dana"))
    }

    @Test func aKeyThatIsGoneBeginsANewFileAndSaysSo() throws {
        try open().closeApp()
        let app = try open(keys: UnprotectedMemoryKeys())
        #expect(app.opened().officer == .keyGone)
        #expect(app.opened().duty == .keyGone)
    }

    @Test func lockingDropsTheOfficersFileUntilItIsResumed() throws {
        let app = try open()
        try app.membership().setMyAgency(agency: "Cedar County Sheriff")
        try app.pause()
        try app.lock()
        #expect(try app.home(language: "en").locked)
        #expect(throws: PeerlineError.Vault(reason: .locked)) { try app.membership().myAgency() }
        try app.resume()
        #expect(try app.membership().myAgency() == "Cedar County Sheriff")
    }

    @Test func closingTwiceIsClosingOnceAndWhatIsUsedAfterwardsSaysSo() async throws {
        let app = try open()
        let (membership, duty, requests) = (app.membership(), app.duty(), app.requests())
        try app.closeApp()
        try app.closeApp()
        #expect(throws: PeerlineError.Vault(reason: .locked)) { try membership.myAgency() }
        #expect(throws: PeerlineError.Vault(reason: .locked)) { try duty.screen(language: "en") }
        #expect(throws: PeerlineError.Vault(reason: .locked)) { try requests.screen(language: "en") }
        #expect(!(try app.crisis().lines(place: Place(), language: "en").rows.isEmpty))
    }

    @Test func erasingDestroysTheKeysAndWhatTheyProtected() throws {
        let app = try open()
        try app.membership().setMyAgency(agency: personal)
        try app.eraseEverything()
        #expect(keys.ids.isEmpty)
        let again = try open()
        #expect(again.opened().officer == .new)
        #expect(try again.membership().myAgency() == nil)
    }

    @Test func whatIsDueIsKnownWithoutTheNetworkAndARunWithoutACardIsQuiet() async throws {
        let app = try open()
        let wake = try app.nextWake()
        #expect(wake.afterS <= 6 * 60 * 60 && !wake.urgent)
        let report = try await app.runPending(budget: Budget(foreground: true, waitS: 0))
        #expect(!report.changed && !report.newOffer && !report.locked)
    }
}
