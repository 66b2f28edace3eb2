import Foundation
import Peerline
import Testing

/// The safety plan, the reminders and a peer's break through the calls that a screen makes, against the real library.
@Suite struct PlanTests {
    private let keys = UnprotectedMemoryKeys()
    private let folder: PrivateFolder
    private let utc = PhoneZone(offsetS: 0)

    init() throws {
        folder = try PrivateFolder()
    }

    private func open() throws -> Peerline {
        try Peerline.open(folder: folder.url.path, keyStore: keys)
    }

    private func items(_ screen: PlanScreen, _ step: PlanStep) -> [PlanItem] {
        screen.steps.first { $0.step == step }?.items ?? []
    }

    private var thirdFile: Bool {
        FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("three").path)
    }

    @Test func aPlanIsWrittenDialledSealedBroughtBackAndReadWhileTheOfficersFileIsLocked() async throws {
        let app = try open()
        let plan = app.safetyPlan()
        let first = try plan.addNote(step: .signs, text: "I stop answering texts")
        _ = try plan.addContact(step: .peopleToAsk, name: "Alex", number: "+1 503 555 0101")
        _ = try plan.addLine(step: .professionals, line: "us-988")
        try plan.moveStep(step: .reasons, place: 0)
        let screen = try plan.screen(language: "en", zone: utc)
        #expect(screen.steps.count == 7)
        #expect(screen.steps.first?.step == .reasons)
        let dialled = screen.steps.flatMap(\.items).compactMap { $0.dial.first?.uri }
        #expect(dialled == ["tel:+15035550101", "tel:988"])
        #expect(!"\(screen) \(screen.steps)".contains("Alex"))
        let file = try await plan.export(passphrase: "four words apart")
        try plan.remove(id: first)
        await #expect(throws: PeerlineError.Plan(reason: .wrongPassphrase)) {
            _ = try await plan.lookInto(file: file, passphrase: "four words together")
        }
        let imported = try await plan.lookInto(file: file, passphrase: "four words apart")
        #expect(try items(plan.screen(language: "en", zone: utc), .signs).isEmpty)
        try imported.keep(how: .merge)
        try app.lock()
        #expect(try plan.atHand() == .locked)
        #expect(!thirdFile)
        try app.resume()
        try plan.setReadableWhileLocked(readable: true)
        try app.lock()
        let copy = try plan.screen(language: "es", zone: utc)
        #expect(copy.fromCopy)
        #expect(items(copy, .signs).map(\.text) == ["I stop answering texts"])
        try app.resume()
        try plan.setReadableWhileLocked(readable: false)
        #expect(!thirdFile)
    }

    @Test func whatIsRefusedSaysWhyInNumbersAndWordsOfOurs() throws {
        let plan = try open().safetyPlan()
        #expect(throws: PeerlineError.TooLong(most: 500, has: 501)) {
            _ = try plan.addNote(step: .signs, text: String(repeating: "x", count: 501))
        }
        #expect(throws: PeerlineError.Plan(reason: .notANumber)) {
            _ = try plan.addContact(step: .signs, name: "Alex", number: "*21#")
        }
        #expect(throws: PeerlineError.BadInput(input: .zone)) {
            _ = try plan.screen(language: "en", zone: PhoneZone(offsetS: 100_000))
        }
        #expect(try plan.atHand() == .empty)
    }

    @Test func remindersAreSetMovedPutIntoACalendarAndEnded() throws {
        let app = try open()
        let reminders = app.followUps()
        let lengths = try reminders.offered(language: "en").map(\.length)
        _ = try reminders.set(what: .incident, begun: nil, lengths: lengths, zone: utc)
        let series = try #require(try reminders.screen(language: "en", zone: utc).series.first)
        #expect(series.reminders.count == 6)
        let calendar = try reminders.calendar(title: nil, language: "en")
        #expect(calendar.components(separatedBy: "BEGIN:VEVENT").count == 7)
        try reminders.moveTo(id: series.reminders[0].id, due: Date().addingTimeInterval(120))
        #expect(try app.nextWake().afterS <= 120)
        #expect(try reminders.takeNotice(language: "en") == nil)
        try reminders.endAll(series: nil)
        #expect(try reminders.screen(language: "en", zone: utc).series.isEmpty)
        #expect(throws: PeerlineError.FollowUp(reason: .notAgreed)) {
            try reminders.setPeers(lengths: ["24h"], officerAgreed: false, zone: utc)
        }
    }

    @Test func aBreakIsSaidAndEndsWhenThePeerEndsIt() throws {
        let duty = try open().duty()
        try duty.takeBreak(minutes: nil)
        #expect(try duty.screen(language: "en").onBreak)
        #expect(throws: PeerlineError.Request(reason: .onBreak)) { _ = try duty.goOnCall(minutes: 60) }
        try duty.endBreak()
        #expect(try !duty.screen(language: "en").onBreak)
    }
}
