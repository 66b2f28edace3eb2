import Foundation
import Peerline
import Testing

/// Self-checks through the public calls, with a real vault.
@Suite struct SelfCheckTests {
    private let keys = UnprotectedMemoryKeys()
    private let folder: PrivateFolder

    init() throws {
        folder = try PrivateFolder()
    }

    private func open() throws -> Peerline {
        try Peerline.open(folder: folder.url.path, keyStore: keys)
    }

    @Test func theMeterAndTheButtonWorkWithNothingOpened() throws {
        #expect(try distressMeter(value: 7, language: "en").safety == .clear)
        #expect(try distressMeter(value: 8, language: "es").safety == .open)
        #expect(try notSafe(language: "en").safety == .open)
        #expect(throws: PeerlineError.self) { try distressMeter(value: 11, language: "en") }
    }

    @Test func anAnswerAboutSafetyOpensTheChoiceBeforeAnyScoreAndIsThereAfterARestart() throws {
        let first = try open()
        let answered = try first.selfChecks().answer(id: "PHQ-9", part: .item, place: 8, value: 1)
        #expect(answered.safety == .open)
        #expect(answered.missing == 8)
        #expect(answered.notKept == nil)
        try first.closeApp()
        let checks = try open().selfChecks()
        let form = try checks.open(id: "PHQ-9", language: "en")
        #expect(form.begun)
        #expect(form.safety == .open)
        #expect(form.questions.count == 10)
        let result = try checks.finish(id: "PHQ-9", language: "en")
        #expect(!result.isComplete)
        #expect(result.next.first?.next == .line)
        #expect(result.notADiagnosis == "This is not a diagnosis.")
        #expect(throws: PeerlineError.self) { try checks.keep(id: "PHQ-9") }
    }

    @Test func aResultIsKeptOnlyIfItsOwnerSaysSoAndCanBeDeleted() throws {
        let checks = try open().selfChecks()
        for place in 0..<7 {
            _ = try checks.answer(id: "GAD-7", part: .item, place: UInt32(place), value: 1)
        }
        #expect(try checks.finish(id: "GAD-7", language: "es").isComplete)
        #expect(try checks.trend(id: "GAD-7", language: "en").total == 0)
        let kept = try checks.keep(id: "GAD-7")
        #expect(try checks.trend(id: "GAD-7", language: "en").points.map(\.scoreText) == ["7"])
        _ = try checks.delete(id: kept)
        #expect(try checks.trend(id: "GAD-7", language: "en").total == 0)
        _ = try checks.answer(id: "GAD-7", part: .item, place: 0, value: 1)
        try checks.leave(id: "GAD-7", leaving: .keepNothing)
        #expect(try !checks.open(id: "GAD-7", language: "en").begun)
    }

    @Test func theListShowsEachLicenceAndWhatIsInEnglishOnly() throws {
        let list = try open().selfChecks().list(language: "es")
        #expect(list.count == 8)
        #expect(list.allSatisfy { !$0.licence.isEmpty && !$0.citation.isEmpty })
        #expect(list.first { $0.id == "PCL-5" }?.inEnglish != nil)
        #expect(list.first { $0.id == "PHQ-9" }?.inEnglish == nil)
    }

    @Test func aChecklistPointsToToolsAndPeersAndNeverGivesANumber() throws {
        let pointers = try checklistPointers(id: "job-stressors", ticked: ["court", "not-safe"])
        #expect(pointers.safety == .open)
        #expect(pointers.tools.contains("box-breathing"))
        #expect(pointers.topics.contains("suicidal_thoughts"))
        #expect(pointers.needs.contains("suicide"))
    }
}
