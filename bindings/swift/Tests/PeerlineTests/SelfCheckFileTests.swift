import Foundation
import Peerline
import Testing

/// Results in files, through the public calls, with real vaults.
@Suite struct SelfCheckFileTests {
    private let one: PrivateFolder
    private let other: PrivateFolder

    init() throws {
        one = try PrivateFolder()
        other = try PrivateFolder()
    }

    private func open(_ folder: PrivateFolder) throws -> Peerline {
        try Peerline.open(folder: folder.url.path, keyStore: UnprotectedMemoryKeys())
    }

    @Test func whatOnePhoneExportsAnotherOneShowsFirstAndThenKeepsOnce() throws {
        let first = try open(one)
        let mine = first.selfChecks()
        #expect(throws: PeerlineError.self) { try mine.exportFhir(only: nil) }
        for place in 0..<7 {
            _ = try mine.answer(id: "GAD-7", part: .item, place: UInt32(place), value: 2)
        }
        _ = try mine.keep(id: "GAD-7")
        let text = try mine.exportText(only: nil, zone: "UTC", language: "en")
        #expect(text.contains("Your total is 14.") && text.contains("This is not a diagnosis."))
        let file = try mine.exportFhir(only: "GAD-7")
        #expect(!file.contains("subject"))
        let second = try open(other)
        let theirs = second.selfChecks()
        let read = try theirs.readImport(file: Data(file.utf8))
        let page = try read.page(start: 0, language: "en")
        #expect(page.newResults == 1)
        #expect(page.forms.first?.says == ["The total is 14."])
        #expect(try theirs.kept(language: "en").isEmpty)
        #expect(try read.keep() == 1)
        #expect(try read.keep() == 0)
        #expect(try theirs.trend(id: "GAD-7", language: "en").points.map(\.scoreText) == ["14"])
        #expect(throws: PeerlineError.self) { try theirs.readImport(file: Data("no".utf8)) }
    }
}
