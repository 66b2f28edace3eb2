import Foundation
import Peerline
import Testing

@testable import PeerlineModels

/// What somebody does alone, where no story says it: the buzz of a breath, lengths, a schedule of one's own, a number that has changed.
@Suite(.serialized) @MainActor struct CareTests {
    /// The settings of the phone itself are not here: what is handed to the phone is.
    @Test func fourRoundsOfBoxBreathingBuzzSixteenTimesEachAtItsPhaseAndOnceAtTheEnd() async throws {
        let phone = try TestPhone()
        let model = try await begin("box-breathing", on: phone)
        let course = try copingSchedule(id: "box-breathing", settings: ExerciseSettings(), language: "en")
        var felt = phone.buzzes.map { (at: UInt64(0), pattern: $0) }
        for second in 1...64 {
            try await phone.pass(1)
            // As the view does several times in a second.
            for _ in 0..<3 { await model.refresh() }
            felt += phone.buzzes.dropFirst(felt.count).map { (UInt64(second) * 1000, $0) }
        }
        #expect(course.segments.count == 16)
        #expect(felt.prefix(16).map(\.at) == course.segments.map(\.startMs))
        #expect(felt.prefix(16).map(\.pattern) == course.segments.map { course.cues[Int($0.cue)].haptic })
        // The core's own for "done", for whoever has closed their eyes.
        let end = try copingMoment(id: "box-breathing", settings: ExerciseSettings(), ranMs: 64_000, language: "en")
        #expect(end.done && felt.count == 17 && felt.last?.pattern == end.haptic && felt.last?.at == 64_000)
        #expect(model.stage == .after)
        await model.refresh()
        #expect(phone.buzzes.count == 17)
    }

    @Test func aPhaseBuzzesOnceHoweverOftenItStandsStillAndNothingBuzzesMeanwhile() async throws {
        let phone = try TestPhone()
        let model = try await begin("box-breathing", on: phone)
        for _ in 0..<2 {
            try await tap("label-coping-pause", model)
            try await phone.pass(30)
            await model.refresh()
            #expect(phone.buzzes.count == 1)
            try await tap("label-coping-resume", model)
            await model.refresh()
            #expect(phone.buzzes.count == 1)
        }
        try await phone.pass(4)
        await model.refresh()
        #expect(phone.buzzes.count == 2)
    }

    @Test func nothingBuzzesWhileTheBuzzIsTurnedOffAlsoAfterTheAppWasEnded() async throws {
        let phone = try TestPhone()
        await SettingsModel(phone.shell).choose(buzz: false)
        try await phone.restart()
        let model = try await begin("box-breathing", on: phone)
        for _ in 0..<8 {
            try await phone.pass(1)
            await model.refresh()
        }
        #expect(model.moment?.cuePlace != 0 && phone.buzzes.isEmpty)
        // Turned on again, the phase that has begun is not made up for; the next one is felt.
        await SettingsModel(phone.shell).choose(buzz: true)
        await model.refresh()
        #expect(phone.buzzes.isEmpty)
        try await phone.pass(4)
        await model.refresh()
        #expect(phone.buzzes.count == 1)
    }

    @Test func nothingBuzzesBeforeTheStartAndNothingWhereTheCrisisChoiceComesFirst() async throws {
        let phone = try TestPhone()
        phone.shell.start(at: .exercise(id: "box-breathing"))
        let model = try #require(phone.shell.seen as? ExerciseModel)
        await model.refresh()
        try await tap("level:9", model)
        try await tap("label-coping-start", model)
        #expect(phone.shell.path.last == .choice && phone.buzzes.isEmpty)
    }

    @Test func anExerciseGoesOnForAsLongAsWasChosenAndTheUsualTimeIsNotSaidOfAnother() async throws {
        let phone = try TestPhone()
        phone.shell.start(at: .exercise(id: "box-breathing"))
        let model = try #require(phone.shell.seen as? ExerciseModel)
        let takes = try #require(model.detail?.row.takes)
        #expect(model.says.contains(takes) && model.schedule?.totalMs == 64_000)
        try await tap("length:16", model)
        #expect(!model.says.contains(takes) && model.schedule?.totalMs == 256_000)
        #expect(model.lengths.filter { $0.isOn == true }.map(\.id) == ["length:16"])
        try await tap("length:4", model)
        #expect(model.says.contains(takes) && model.schedule?.totalMs == 64_000)
    }

    @Test func whereNothingCanBeOpenedAnExerciseEndsAndOnlyKeepingIsRefused() async throws {
        let shell = Shell(folder: try PrivateFolder().url.path, languages: ["en"], phone: try TestPhone().shell.phone) {
            throw PeerlineError.Pack(reason: .locked)
        }
        shell.start(at: .exercise(id: "box-breathing"))
        let model = try #require(shell.seen as? ExerciseModel)
        try await tap("label-coping-start", model)
        try await tap("label-coping-finish", model)
        try await tap("label-coping-keep", model)
        try await tap("label-done", model)
        #expect(model.finished == nil && model.trouble != nil)
        try await tap("label-coping-keep", model)
        try await tap("label-done", model)
        #expect(model.finished != nil && model.trouble == nil)
    }

    @Test func onlyTheLengthsThatWereChosenAreSetAfterWhatWasChosen() async throws {
        let phone = try TestPhone(at: 1_795_262_400)
        phone.shell.start(at: .reminders)
        let model = try #require(phone.shell.seen as? FollowUpsModel)
        await model.refresh()
        for length in ["24h", "7d", "3m", "12m"] { try await tap("length:\(length)", model) }
        try await tap("label-after-check", model)
        try await tap("label-follow-up-set", model)
        let series = try #require(model.screen?.series)
        #expect(series.count == 1 && series[0].title.hasPrefix("After a self-check on "))
        #expect(series[0].reminders.map(\.title) == ["72 hours after", "A month after"])
        // What was chosen stays for the next ones, also in another language.
        await SettingsModel(phone.shell).choose(language: "es")
        await model.refresh()
        #expect(model.setting.filter { $0.isOn == true }.map(\.id) == ["label-after-check", "length:72h", "length:1m"])
    }

    @Test func somebodyWhoseNumberHasChangedIsChangedInThePlanAndKeepsTheirPlace() async throws {
        let phone = try TestPhone()
        let plan = try await planWith(phone) { plan in
            _ = try plan.addContact(step: .peopleToAsk, name: "Alex", number: "+1 (503) 555-0101")
            _ = try plan.addNote(step: .peopleToAsk, text: "My brother")
        }
        try await tap("label-plan-change", plan)
        #expect(plan.text == "Alex" && plan.number == "+1 (503) 555-0101")
        plan.number = "*21#"
        try await tap("label-done", plan)
        #expect(plan.trouble != nil && plan.number == "*21#")
        plan.number = "+1 503 555 0199"
        try await tap("label-done", plan)
        let items = try #require(plan.screen?.steps.first { $0.step == .peopleToAsk }).items
        #expect(items.map(\.text) == ["Alex", "My brother"] && items[0].dial.map(\.uri) == ["tel:+15035550199"])
        #expect(plan.number.isEmpty && plan.writing == nil)
    }

    /// Changed by hand it would be a number that nobody looks after.
    @Test func noLineOfTheListCanBeChangedByHand() async throws {
        let phone = try TestPhone()
        let place = phone.shell.place
        let rows = try crisisLines(place: place, language: "en").rows
        let bare = rows.filter {
            $0.calls.count + $0.texts.count == 1 && ($0.calls + $0.texts).allSatisfy(\.notes.isEmpty)
        }
        #expect(!bare.isEmpty)
        let plan = try await planWith(phone) { plan in
            for row in Array(bare.prefix(10)) + rows.prefix(10) {
                do { _ = try plan.addLine(step: .professionals, line: row.id) } catch PeerlineError.Plan {}
            }
        }
        let items = try #require(plan.screen?.steps.first { $0.step == .professionals }).items
        #expect(items.count >= 10)
        let changes = items.flatMap { plan.offers(of: $0) }.filter { $0.id.hasPrefix("label-plan-change") }
        #expect(changes.isEmpty)
    }

    @Test func aFileThatCannotBeReadIsSaidAndOneThatWasNotChosenIsNot() async throws {
        let phone = try TestPhone()
        let unread = phone.shell.words[.fileNotRead]
        let pages: [(Route, String)] = [(.checkFile, "label-self-check-import"), (.planPaper, "label-plan-import")]
        for (route, pick) in pages {
            phone.shell.start(at: route)
            await phone.shell.seen.refresh()
            phone.file = .unreadable
            try await tap(pick, phone.shell.seen)
            #expect(phone.shell.seen.says.contains(unread))
            phone.file = Picked.none
            try await tap(pick, phone.shell.seen)
            #expect(!phone.shell.seen.says.contains(unread))
        }
    }

    @Test func aResultThatWasKeptIsSaidToBe() async throws {
        let phone = try TestPhone()
        phone.shell.start(at: .check(id: "GAD-7"))
        await phone.shell.seen.refresh()
        for item in 0..<7 { try await tap("answer:item-\(item)-1", phone.shell.seen) }
        try await tap("label-self-check-finish", phone.shell.seen)
        let saved = phone.shell.words[.fileSaved]
        #expect(!phone.shell.seen.says.contains(saved))
        try await tap("label-self-check-keep", phone.shell.seen)
        #expect(phone.shell.seen.says.contains(saved) && phone.announced.contains(saved))
    }

    private func begin(_ exercise: String, on phone: TestPhone) async throws -> ExerciseModel {
        phone.shell.start(at: .exercise(id: exercise))
        let model = try #require(phone.shell.seen as? ExerciseModel)
        await model.refresh()
        #expect(phone.buzzes.isEmpty)
        try await tap("label-coping-start", model)
        return model
    }

    private func planWith(_ phone: TestPhone, _ write: @escaping @Sendable (SafetyPlan) throws -> Void) async throws
        -> PlanModel
    {
        try await phone.shell.open().call { try write($0.safetyPlan()) }
        phone.shell.start(at: .plan)
        let plan = try #require(phone.shell.seen as? PlanModel)
        await plan.refresh()
        return plan
    }
}

/// Touches the first thing on offer with this id, or the first of several of it.
@MainActor func tap(_ id: String, _ screen: ScreenModel) async throws {
    let offer = screen.everythingOffered.first { $0.id == id || $0.id.hasPrefix("\(id):") }
    try await #require(offer, "no \(id) among \(screen.everythingOffered.map(\.id))").act()
}
