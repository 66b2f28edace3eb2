import Foundation
import Peerline
import Testing

/// Crisis lines through the border, with nothing opened.
@Suite struct CrisisTests {
    private let now = Date(timeIntervalSince1970: 1_795_262_400)
    private let here = Place(country: "US")

    @Test func linesShowWithNothingOpened() throws {
        let list = try crisisLines(place: here, language: "en", at: now)
        #expect(list.rows.contains { $0.calls.contains { $0.uri == "tel:988" } })
        #expect(list.rows.contains { $0.group == .emergency && $0.calls.contains { $0.uri == "tel:911" } })
        #expect(list.rows.count <= 50)
    }

    @Test func withoutACountryEveryLineShowsAndTheNoteSaysSo() throws {
        let list = try crisisLines(place: Place(), language: "en")
        let ofOneCountry = try crisisLines(place: here, language: "en")
        #expect(list.rows.count > ofOneCountry.rows.count)
        #expect(list.note != nil)
    }

    @Test func noTextIsEmptyAndNoneIsLostBetweenLanguages() throws {
        let english = try crisisLines(place: here, language: "en", at: now).rows
        let spanish = try crisisLines(place: here, language: "es-MX", at: now).rows
        #expect(english.map(\.id) == spanish.map(\.id))
        for (one, other) in zip(english, spanish) {
            #expect(![one.heading, one.police, one.whoAnswers, one.openNow, one.checked].contains(""))
            #expect(one.police != other.police)
        }
    }

    @Test func aLineHasItsDetailsAndAnUnknownOneNone() throws {
        let row = try #require(try crisisLines(place: here, language: "en", at: now).rows.first)
        let detail = try #require(try crisisLine(id: row.id, place: here, language: "en", at: now))
        #expect(detail.row == row)
        #expect(!detail.sources.isEmpty)
        #expect(try crisisLine(id: "no-such-line", place: here, language: "en", at: now) == nil)
    }

    @Test func countriesAndRegionsHaveNamesInBothLanguages() throws {
        let english = try crisisCountries(language: "en").map(\.code)
        #expect(english.contains("US"))
        let spanish = try crisisCountries(language: "es").map(\.code)
        #expect(Set(english) == Set(spanish))
        #expect(try crisisRegions(country: "US", language: "en").contains { $0.code == "US-TX" })
        #expect(try crisisRegions(country: "nowhere", language: "en").isEmpty)
    }

    @Test func everyLabelHasItsWordsInBothLanguages() throws {
        let english = try words(language: "en")
        let spanish = try words(language: "es")
        #expect(!english.isEmpty)
        #expect(english.keys == spanish.keys)
        #expect(!english.values.contains("") && !spanish.values.contains(""))
        #expect(try words(language: "fr") == english)
    }
}
