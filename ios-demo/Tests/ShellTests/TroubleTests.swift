import Foundation
import Peerline
import Testing

@testable import PeerlineModels

/// What goes wrong around the screens: ended apps, clocks and zones, revoked keys, a large directory, a relay that refuses.
@Suite(.serialized) @MainActor struct TroubleTests {
    @Test func aScreenThatIsDrawnAnewIsTheSameScreen() async throws {
        let phone = try TestPhone()
        phone.shell.go(.plan)
        let plan = try #require(phone.shell.seen as? PlanModel)
        await plan.refresh()
        try await tap("label-plan-add-note:signs", plan)
        plan.text = "I stop"
        // A phone that is turned, and a window that is drawn anew, ask for the screen again.
        #expect(phone.shell.screen(at: .plan) === plan)
        await plan.refresh()
        phone.shell.clockChanged()
        #expect(plan.text == "I stop" && plan.writing == .new(.signs))
        phone.shell.go(.planPaper)
        phone.shell.back()
        #expect(phone.shell.seen === plan)
    }

    @Test func whatWasBegunIsThereAfterTheAppWasEndedAndWhatWasTypedIsNowhere() async throws {
        let phone = try TestPhone()
        phone.shell.go(.check(id: "PHQ-9"))
        await phone.shell.seen.refresh()
        try await tap("answer:item-0-2", phone.shell.seen)
        phone.shell.start(at: .plan)
        let plan = try #require(phone.shell.seen as? PlanModel)
        await plan.refresh()
        try await tap("label-plan-add-note:signs", plan)
        plan.text = "I stop answering texts"
        try await tap("label-done", plan)
        try await tap("label-plan-add-note:signs", plan)
        plan.text = "never sent"
        try await phone.restart()
        // Where somebody was is written nowhere, so they begin at the first screen.
        #expect(phone.shell.path.isEmpty)
        phone.shell.go(.check(id: "PHQ-9"))
        await phone.shell.seen.refresh()
        #expect(phone.shell.seen.offers.first { $0.id == "answer:item-0-2" }?.isOn == true)
        phone.shell.start(at: .plan)
        await phone.shell.seen.refresh()
        #expect(phone.shell.seen.says.contains("I stop answering texts"))
        #expect(!phone.shell.seen.says.contains("never sent"))
    }

    /// The key store here is a fake that says what a phone says when its owner has changed face or finger, or has taken the lock away.
    /// It was not run on a device.
    @Test func aKeyThatThePhoneRevokedIsSaidAndTheAppBeginsAnew() async throws {
        let phone = try TestPhone()
        await phone.shell.seen.refresh()
        phone.shell.begin()
        let settings = SettingsModel(phone.shell)
        await settings.choose(country: "US")
        try await phone.shell.open().call { _ = try $0.safetyPlan().addNote(step: .signs, text: "I stop") }
        phone.keys.refuse(with: KeyStoreError.Gone, of: "officer")
        // While the app is open nothing is lost: what it has, it still shows, and the lines are there.
        await phone.shell.outOfSight()
        await phone.shell.inSight()
        phone.shell.start(at: .lines)
        await phone.shell.seen.refresh()
        #expect(phone.shell.seen.offers.contains { $0.id == "label-call:tel:988" })
        try? await phone.restart()
        phone.keys.refuse(with: nil)
        for id in phone.keys.ids where id.hasPrefix("officer") { try phone.keys.destroy(id: id) }
        phone.start()
        await phone.shell.seen.refresh()
        #expect(phone.shell.seen.everythingSaid.contains(phone.shell.words[.keyGone]))
        #expect(phone.shell.seen.offers.contains { $0.id == "label-crisis" })
        phone.shell.start(at: .plan)
        await phone.shell.seen.refresh()
        #expect(phone.shell.seen.trouble == nil && !phone.shell.seen.says.contains("I stop"))
    }

    @Test func anotherZoneSaysTheSameMomentsByItsOwnHours() async throws {
        let phone = try TestPhone(at: 1_795_262_400)
        phone.shell.go(.reminders)
        let model = try #require(phone.shell.seen as? FollowUpsModel)
        await model.refresh()
        try await tap("label-follow-up-set", model)
        let (before, due) = (model.says, model.screen?.series.flatMap(\.reminders).map(\.due))
        #expect(due?.count == 6)
        phone.shell.phone.zone = try #require(TimeZone(identifier: "Pacific/Auckland"))
        let changes = phone.shell.changes
        phone.shell.clockChanged()
        #expect(phone.shell.changes == changes + 1)
        await model.refresh()
        #expect(model.says != before)
        #expect(model.screen?.series.flatMap(\.reminders).map(\.due) == due)
    }

    @Test func theNextReminderIsThePhonesToTellAndNothingIsAskedForBefore() async throws {
        let phone = try TestPhone(at: 1_795_262_400)
        phone.shell.go(.reminders)
        let model = try #require(phone.shell.seen as? FollowUpsModel)
        await model.refresh()
        #expect(phone.askedForNotices == 0)
        #expect(await phone.shell.nextReminder() == nil)
        try await tap("label-follow-up-set", model)
        #expect(phone.askedForNotices == 1)
        #expect(await phone.shell.nextReminder() == Date(timeIntervalSince1970: 1_795_262_400 + 24 * 3600))
        // What is due already is said on the screen; the alarm is for the one after it.
        try await phone.pass(25 * 3600)
        #expect(await phone.shell.nextReminder() == Date(timeIntervalSince1970: 1_795_262_400 + 72 * 3600))
        await model.refresh()
        try await tap("label-follow-up-end-all", model)
        #expect(await phone.shell.nextReminder() == nil)
        let report = await phone.shell.run()
        #expect(report?.reminder != true)
    }

    @Test func aClockThatWasSetBackIsSaidAndNothingIsLost() async throws {
        let phone = try TestPhone(at: 1_795_262_400)
        try await keep("GAD-7", on: phone)
        try await phone.restart(clock: 1_795_262_400 - 90_000)
        try await keep("GAD-7", on: phone)
        phone.shell.start(at: .trend(id: "GAD-7"))
        let trend = try #require(phone.shell.seen as? TrendModel)
        await trend.refresh()
        #expect(trend.points.count == 2 && !trend.notes.isEmpty)
        // In the order in which they were done, whatever the clock said: the second stands further left.
        let places = try #require(trend.chart?.places)
        #expect(places.map(\.across) == [1, 0])
    }

    @Test func aDirectoryOfTwentyThousandIsReadInPages() async throws {
        let phone = try TestPhone()
        _ = try await phone.shell.open()
        let directory = FakeDirectory(count: 20_000)
        let model = PeersModel(phone.shell) { _, query, _, start in directory.page(query, start) }
        let clock = ContinuousClock()
        var longest = Duration.zero
        longest = max(longest, await clock.measure { await model.refresh() })
        #expect(model.rows.count == 50 && model.total == 20_000)
        for _ in 0..<9 {
            let more = try #require(model.offers.first { $0.id == "label-more" })
            longest = max(longest, await clock.measure { await more.act() })
        }
        #expect(model.rows.count == 500 && Set(model.rows.map(\.id)).count == 500)
        #expect(directory.largest == 50 && directory.starts == (0..<10).map { $0 * 50 })
        // What is searched for anew begins anew.
        model.search.text = "19999"
        await model.refresh()
        #expect(model.rows.map(\.name) == ["Peer 19999"] && !model.offers.contains { $0.id == "label-more" })
        // Generous for a debug build on a busy machine.
        #expect(longest < .seconds(1))
    }

    @Test func howeverARequestEndsThereIsAWayOn() throws {
        let model = RequestModel(try TestPhone().shell)
        let stages: [RequestStage] = [
            .sending, .notSentYet, .waiting(round: 1), .answered(askIfNoLuck: true), .notSent, .refused, .withdrawn,
            .expired, .nobodyLeft, .completed,
        ]
        for stage in stages {
            for linesFirst in [true, false] {
                let screen = RequestScreen(
                    stage: stage, linesFirst: linesFirst, headline: "-", left: nil, nextStep: nil, notes: [],
                    leftS: 0, asked: 1, peer: nil)
                let offers = model.actions(at: screen).map(\.id)
                #expect(offers.count >= 2 && Set(offers).count == offers.count, "\(stage)")
                #expect((linesFirst ? offers.first : offers.last) == "label-lines-now", "\(stage)")
            }
        }
    }

    @Test func timesOfTheDayComeBackFromTheWheelAsTheyWere() throws {
        for zone in ["America/Los_Angeles", "Pacific/Auckland", "America/St_Johns"] {
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = try #require(TimeZone(identifier: zone))
            for minutes: UInt16 in [0, 1, 150, 719, 720, 1439] {
                #expect(TimeOfDay.minutes(TimeOfDay.moment(minutes, in: calendar), in: calendar) == minutes)
            }
        }
    }

    @Test func whatIsHandedOverPrintsNothingOfItself() {
        for handed in [Handed.text("secret"), .page("secret"), .calendar("secret"), .results("secret")] {
            #expect(!"\(handed) \(String(reflecting: handed))".contains("secret"))
            var dumped = ""
            dump(handed, to: &dumped)
            #expect(!dumped.contains("secret") && handed.bytes == Data("secret".utf8))
        }
    }

    private func keep(_ check: String, on phone: TestPhone) async throws {
        phone.shell.start(at: .check(id: check))
        await phone.shell.seen.refresh()
        for item in 0..<7 { try await tap("answer:item-\(item)-1", phone.shell.seen) }
        try await tap("label-self-check-finish", phone.shell.seen)
        try await tap("label-self-check-keep", phone.shell.seen)
    }
}

/// A directory that is none: so many invented peers, and what was asked of it.
private final class FakeDirectory: @unchecked Sendable {
    private let lock = NSLock()
    private let count: UInt32
    private var asked: [(start: UInt32, rows: Int)] = []

    init(count: UInt32) { self.count = count }

    var largest: Int { lock.withLock { asked.map(\.rows).max() ?? 0 } }
    var starts: [UInt32] { lock.withLock { asked.map(\.start) } }

    func page(_ query: Query, _ start: UInt32) -> PeerPage {
        if let one = UInt32(query.text) { return PeerPage(rows: [row(one)], total: 1) }
        let rows = (start..<min(start + 50, count)).map(row)
        lock.withLock { asked.append((start, rows.count)) }
        return PeerPage(rows: rows, total: count)
    }

    private func row(_ number: UInt32) -> PeerRow {
        PeerRow(
            id: "\(number)", name: "Peer \(number)", agency: "A", region: "US-CA", roles: "", experience: "",
            topics: "",
            languages: "", reachedBy: "", onCall: "", isOnCall: false, phone: nil, textOk: false, hasApp: true)
    }
}
