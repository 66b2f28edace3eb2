import Foundation
import Peerline
import Testing

@testable import PeerlineModels

/// The labels that are compiled in are those that the core has.
@Suite struct LabelTests {
    @Test(arguments: ["en", "es", "en-XA", "ar-XB"]) func everyLabelHasItsWords(_ language: String) throws {
        let texts = try words(language: language)
        let different = Set(Label.allCases.map(\.rawValue)).symmetricDifference(texts.keys)
        #expect(different.isEmpty)
        #expect(!texts.values.contains(""))
        #expect(Words(language)[.quickExit] == texts["label-quick-exit"])
    }

    @Test func everyValueThatCanBeChosenHasAName() throws {
        for language in ["en", "es"] {
            let all = try choices(language: language)
            let names =
                all.topics.map(\.name) + all.wishes.map(\.name) + all.roles.map(\.name) + all.modalities.map(\.name)
                + all.genders.map(\.name) + all.reasons.map(\.name)
            #expect(names.count > 30 && !names.contains(""))
        }
    }

    /// What iOS wants to know before the core is loaded is written a second time, and must be the same.
    @Test(arguments: ["en", "es"]) func whatTheSystemShowsIsTheCatalogues(_ language: String) throws {
        let app = root.appendingPathComponent("ios-demo/App")
        let folder = app.appendingPathComponent("\(language).lproj")
        let crisis = Words(language)[.crisis]
        let spoken = try String(contentsOf: folder.appendingPathComponent("Localizable.strings"), encoding: .utf8)
        #expect(spoken.contains("\"Crisis lines\" = \"\(crisis)\";"))
        let phrases = try String(contentsOf: folder.appendingPathComponent("AppShortcuts.strings"), encoding: .utf8)
        #expect(phrases.contains("= \"\(crisis) "))
        let intent = try String(contentsOf: app.appendingPathComponent("CrisisLinesIntent.swift"), encoding: .utf8)
        #expect(intent.contains("LocalizedStringResource = \"\(Words("en")[.crisis])\""))
    }
}
