import Foundation
import Peerline
import Testing

/// The crisis choice and privacy through the border, without a network.
@Suite struct PrivacyTests {
    private let keys = UnprotectedMemoryKeys()
    private let folder: PrivateFolder
    private let now = Date(timeIntervalSince1970: 1_795_262_400)

    init() throws {
        folder = try PrivateFolder()
    }

    private func open() throws -> Peerline {
        try Peerline.open(folder: folder.url.path, keyStore: keys)
    }

    @Test func theCountryIsChangedAndTheCrisisChoiceShownBeforeAnythingIsOpened() throws {
        #expect(try knownPlace(folder: folder.url.path, hint: "es_MX") == Place(country: "MX"))
        try keepSettingsIn(folder: folder.url.path, settings: Settings(country: "NZ", language: "es"))
        #expect(try knownPlace(folder: folder.url.path, hint: "es_MX") == Place(country: "NZ"))
        let view = try crisisChoiceIn(folder: folder.url.path, hint: "es_MX", language: "en", at: now)
        #expect(view.emergency.first?.calls.first?.uri == "tel:111")
        #expect(try crisisChoice(place: Place(country: "NZ"), language: "es", at: now) == view)
        #expect(view.peer == .notOpen && view.plan == .notOpen)
        #expect("\(view)" == "[CrisisView]")
        #expect(throws: PeerlineError.BadInput(input: .place)) {
            try keepSettingsIn(folder: folder.url.path, settings: Settings(country: "nowhere"))
        }
    }

    @Test func theCrisisChoiceIsThereInTheOpenAndInTheLockedApp() throws {
        let app = try open()
        let open = try app.crisisChoice().view(hint: "US", language: "en", at: now)
        #expect(open.peer == .noCard)
        try app.lock()
        let locked = try app.crisisChoice().view(hint: "US", language: "en", at: now)
        #expect(locked.peer == .locked && locked.plan == .locked)
        #expect(open.calls == locked.calls)
        #expect(locked.emergencySays.contains("colleagues"))
    }

    @Test func aSearchByNeedGivesTheSameLinesWithAndWithoutTheOpenApp() throws {
        let here = Place(country: "US")
        let needs: [Need] = [.officer, .textOnly]
        let free = try crisisSearch(place: here, needs: needs, language: "en", at: now)
        #expect(free.found && free.rows.last?.group == .emergency)
        #expect(try open().crisis().search(place: here, needs: needs, language: "en", at: now) == free)
        #expect(Set(try crisisNeeds(language: "es").map(\.name)).count == 9)
    }

    @Test func theReportCountsAndOneAreaCanBeErased() throws {
        let app = try open()
        let privacy = app.privacy()
        func rows(_ area: String) throws -> UInt32? {
            try privacy.report(language: "en").areas.first { $0.id == area }?.rows
        }
        try app.membership().setMyAgency(agency: "Cedar County Sheriff")
        #expect(try rows("myself") == 1)
        #expect(try privacy.confirmation(language: "en", area: "myself").notNow == nil)
        #expect(try privacy.eraseArea(area: "myself"))
        #expect(try rows("myself") == 0)
        #expect(try app.membership().myAgency() == nil)
        #expect(try privacy.report(language: "en").parties.first?.party == .agency)
        #expect(throws: PeerlineError.Privacy(reason: .withEverything)) { try privacy.eraseArea(area: "written") }
        #expect(throws: PeerlineError.BadInput(input: .id)) { try privacy.eraseArea(area: "no-such-area") }
    }

    @Test func theAppAsksWhenItsLockIsSetAndTheLinesAreNotBehindIt() throws {
        try open().settings().set(settings: Settings(country: "US", lockAfterMinutes: 5))
        let app = try open()
        #expect(try app.privacy().cameIntoSight() == .ask)
        #expect(try app.home(language: "en").appLock == .ask)
        #expect(try !app.crisisChoice().view(hint: nil, language: "en", at: now).calls.isEmpty)
        try app.privacy().appUnlocked()
        #expect(try app.privacy().appLock() == .open)
        let exit = try app.privacy().quickExit()
        #expect(exit.saved && exit.goTo.hasPrefix("https://"))
        #expect(try app.privacy().appLock() == .ask)
    }

    @Test func erasingEverythingLeavesNothingAndTheNoticeTellsNothing() throws {
        let app = try open()
        try app.settings().set(settings: Settings(country: "US"))
        #expect(try app.privacy().confirmation(language: "es").says.count >= 3)
        try app.privacy().eraseEverything()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
        #expect(try !neutralNotice(language: "en").text.lowercased().contains("peer"))
    }
}
