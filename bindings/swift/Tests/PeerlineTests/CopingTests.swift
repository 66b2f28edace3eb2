import Foundation
import Peerline
import Testing

/// Coping tools, with nothing opened and in the open app.
@Suite struct CopingTests {
    private let keys = UnprotectedMemoryKeys()
    private let usual = ExerciseSettings()

    @Test func everyExerciseShowsWithNothingOpenedWhatSpeaksAgainstItFirstInBothLanguages() throws {
        let rows = try copingExercises(language: "en")
        #expect(rows.count == 15)
        #expect(try copingExercises(language: "es").map(\.id) == rows.map(\.id))
        for row in rows {
            let one = try copingExercise(id: row.id, language: "en")
            let other = try copingExercise(id: row.id, language: "es")
            #expect(one.cautions.first?.text == "Never while you drive, and never on a call.")
            #expect(one.row.name != other.row.name)
            #expect(!one.sources.isEmpty && one.sources.allSatisfy { !$0.status.isEmpty } && !one.howSure.isEmpty)
            #expect(one.cues.allSatisfy { !$0.caption.isEmpty && !$0.haptic.isEmpty })
        }
        #expect(try copingExercise(id: "first-72-hours", language: "en").howSureValue == .generalKnowledge)
    }

    @Test func theScheduleAndTheMomentsSayTheSameToTheMillisecond() throws {
        for tenths in try copingExercise(id: "resonance-breathing", language: "en").rates.map(\.tenths) {
            let settings = ExerciseSettings(rateTenths: tenths, length: 20)
            let course = try copingSchedule(id: "resonance-breathing", settings: settings, language: "en")
            #expect(course.totalMs == 1_200_000)
            var end: UInt64 = 0
            for segment in course.segments {
                #expect(segment.startMs == end)
                end += try #require(segment.lengthMs)
            }
            #expect(end == 1_200_000)
            let last = try #require(course.segments.last)
            let start = try #require(last.startMs)
            let moment = try copingMoment(
                id: "resonance-breathing", settings: settings, ranMs: start, language: "en")
            #expect(moment.cuePlace == last.cue && moment.round == last.round && moment.leftMs == last.lengthMs)
            let over = try copingMoment(
                id: "resonance-breathing", settings: settings, ranMs: 1_200_000, language: "en")
            #expect(over.done)
        }
    }

    @Test func whatAnExerciseDoesNotHaveIsRefusedWithAReason() {
        #expect(throws: PeerlineError.Coping(reason: .noSuchExercise)) {
            try copingExercise(id: "nowhere", language: "en")
        }
        #expect(throws: PeerlineError.Coping(reason: .rate)) {
            try copingSchedule(
                id: "resonance-breathing", settings: ExerciseSettings(rateTenths: 47), language: "en")
        }
        #expect(throws: PeerlineError.BadInput(input: .distress)) {
            try copingStart(id: "box-breathing", settings: usual, before: 11)
        }
    }

    @Test func aRunStartedWithNothingOpenedGoesStepByStepAndKeepsNothing() throws {
        let run = try copingStart(id: "grounding-54321", settings: usual, before: 9)
        #expect(try run.crisisFirst())
        #expect(try run.moment(language: "es").text == "5 cosas que ve")
        try run.next()
        #expect(try run.moment(language: "en").cue == "touch")
        try run.pause()
        #expect(try run.moment(language: "en").paused)
        let finished = try run.finish(after: 4, language: "en")
        #expect(finished.felt == "Before: 9. After: 4." && finished.kept == nil)
    }

    @Test func aRunInTheAppLastsThroughTheBackgroundAndWhatHelpedIsLearntOnlyIfItIsKept() throws {
        let folder = try PrivateFolder()
        let app = try trialOpen(folder: folder.url.path, keyStore: keys, unixS: 1_790_000_000)
        let coping = app.coping()
        #expect(try coping.exercises(language: "en").note != nil)
        let run = try coping.start(id: "box-breathing", settings: usual, before: 7)
        try trialPass(app: app, seconds: 5)
        try run.pause()
        try trialPass(app: app, seconds: 3_600)
        try run.resume()
        try trialPass(app: app, seconds: 4)
        let moment = try run.moment(language: "en")
        #expect(moment.cue == "out" && moment.leftMs == 3_000)
        #expect(try run.ranMs() == 9_000)
        #expect(try coping.finish(run: run, after: 3, keep: false, language: "en").kept == nil)
        #expect(try coping.uses(start: 0, size: 50, language: "en").isEmpty)
        let again = try coping.start(id: "worry-time", settings: usual, before: 7)
        let finished = try coping.finish(run: again, after: 8, keep: true, language: "en")
        #expect(finished.crisisFirst)
        let third = try coping.start(id: "worry-time", settings: usual, before: 9)
        _ = try coping.finish(run: third, after: 2, keep: true, language: "en")
        #expect(try coping.exercises(language: "en").rows.first?.id == "worry-time")
        #expect(
            try coping.whatHelped(language: "en").first?.text
                == "From 2 uses: your number was lower after 1. So few say little.")
        try coping.deleteUse(id: try #require(finished.kept))
        #expect(try coping.uses(start: 0, size: 50, language: "en").map(\.after) == [2])
        try coping.deleteUses()
        #expect(try coping.whatHelped(language: "en").isEmpty)
        try app.closeApp()
    }

    @Test func timesAroundANightShiftAreWorkedOutWithNothingOpened() throws {
        #expect(try sleepTimes(bed: 480, shift: 1_320, language: "en").minutes == [180, 1_080])
        #expect(try napTimes(down: 1_415, language: "es").texts.first == "Ponga la alarma a las 23:55.")
        #expect(try tooTired(slept: 359, onDuty: 721, language: "en").tired == .both)
        #expect(throws: PeerlineError.BadInput(input: .timeOfDay)) {
            try sleepTimes(bed: 1_440, shift: 0, language: "en")
        }
    }

    @Test func nothingOfItIsPrinted() throws {
        #expect("\(try copingExercises(language: "en")[0])" == "[ExerciseRow]")
        let moment = try copingMoment(id: "box-breathing", settings: usual, ranMs: 0, language: "en")
        #expect(String(reflecting: moment) == "[ExerciseMoment]")
    }
}
