import Foundation
import Peerline
@_spi(Tests) import SwiftUI
import Testing

@testable import PeerlineModels
@testable import PeerlineViews

/// Every control has a name and is large enough, text grows, numbers are set apart, and what moves has a still form. It is looked for
/// in the evaluated bodies; what a screen reader and a layout really make of them was not seen.
@Suite(.serialized) @MainActor struct AccessibilityTests {
    @Test(arguments: ["en", "es", "en-XA", "ar-XB"]) func noScreenHasAFault(_ language: String) async throws {
        let phone = try TestPhone(language: language)
        for route in Route.everyOne {
            phone.shell.start(at: route)
            await phone.shell.seen.refresh()
            for size in [DynamicTypeSize.large, .accessibility5] {
                let held = EnvironmentValues.set(text: size) { Held(ScreenView(shell: phone.shell, route: route)) }
                #expect(!held.controls.isEmpty)
                let found = faults(in: held, isMirrored: phone.shell.isMirrored)
                #expect(found.isEmpty, "\(language), \(route?.name ?? "home"), \(size)")
            }
        }
    }

    @Test func eachKindOfFaultIsFound() {
        let unnamed = Held(Button(action: {}, label: { Circle().frame(minHeight: 44) }))
        #expect(faults(in: unnamed) == ["without a name"])
        let small = Held(Button(action: {}, label: { Text(verbatim: "Small").frame(minHeight: 43) }))
        #expect(faults(in: small) == ["Small is 43.0 high"])
        let unnamedField = Held(TextField(text: .constant(""), label: { EmptyView() }).frame(minHeight: 44))
        #expect(faults(in: unnamedField) == ["without a name"])
        let smallWheel = Held(
            DatePicker(selection: .constant(Date())) { Text(verbatim: "When") }.frame(minHeight: 20))
        #expect(faults(in: smallWheel) == ["When is 20.0 high"])
        for bare in ["Call +1 503 555 0101", "Open from 08:00", "Call 503-555-0101"] {
            #expect(faults(in: Held(Sentence(bare)), isMirrored: true) == ["turns round: \(bare)"])
            #expect(faults(in: Held(Sentence(bare)), isMirrored: false).isEmpty)
        }
        let apart = "Call \(isolated("+1 503 555 0101")), open from \(isolated("8:00"))"
        #expect(faults(in: Held(Sentence(apart)), isMirrored: true).isEmpty)
        let sound = Held(Button(action: {}, label: { Text(verbatim: "Sound").frame(minHeight: 44) }))
        #expect(faults(in: sound).isEmpty)
    }

    @Test func withLargeTextWhatIsDoneFollowsWhatIsReadAndNothingIsLost() async throws {
        let phone = try TestPhone()
        phone.shell.start(at: .lines)
        await phone.shell.seen.refresh()
        phone.shell.start(at: nil)
        await phone.shell.seen.refresh()
        let ordinary = EnvironmentValues.set(text: .large) { Held(ScreenView(shell: phone.shell, route: nil)) }
        let large = EnvironmentValues.set(text: .accessibility3) { Held(ScreenView(shell: phone.shell, route: nil)) }
        #expect(ordinary.controls.compactMap(\.identifier).sorted() == large.controls.compactMap(\.identifier).sorted())
        #expect(Set(ordinary.texts) == Set(large.texts))
        // The way out stays where it was.
        #expect(large.controls.last?.identifier == "label-quick-exit")
    }

    @Test func whereNoMotionIsWantedNothingMovesAndTheWordsSayTheSame() async throws {
        let phone = try TestPhone()
        phone.shell.start(at: .exercise(id: "box-breathing"))
        let model = try #require(phone.shell.seen as? ExerciseModel)
        await model.refresh()
        try await #require(model.offers.first { $0.id == "label-coping-start" }).act()
        await model.refresh()
        let moment = try #require(model.moment)
        let moving = EnvironmentValues.set(reduceMotion: false) { Held(ExerciseView(model: model)) }
        let still = EnvironmentValues.set(reduceMotion: true) { Held(ExerciseView(model: model)) }
        #expect(moving.shapes.contains { $0 is Circle })
        // What is left are the buttons' icons.
        #expect(!still.shapes.contains { $0 is Circle } && moving.shapes.count == still.shapes.count + 1)
        #expect(!moment.still.isEmpty && still.texts.contains(moment.still) && moving.texts.contains(moment.still))
        #expect(moving.texts == still.texts && moving.controls.map(\.name) == still.controls.map(\.name))
    }

    @Test func theChartIsDrawnFromTheCoresPointsAndTheListSaysItAll() throws {
        let points = [(21.0, 0.0), (7, 20), (14, 40)].map { score, days in
            CheckPoint(
                id: Int64(days), at: Date(timeIntervalSince1970: days * 86_400), score: score,
                scoreText: "\(Int(score))", means: nil, since: nil, change: nil, imported: nil)
        }
        // As the core gives them: the newest first.
        let chart = try #require(TrendChart(points.reversed()))
        #expect(chart.highest == isolated("21"))
        #expect(chart.places.map(\.across) == [0, 0.5, 1])
        #expect(chart.places.map { ($0.up * 3).rounded() } == [3, 1, 2])
        let held = Held(Drawing(chart: chart))
        #expect(held.texts.isEmpty, "a screen reader has the list")
        let area = CGRect(x: 0, y: 0, width: 210, height: 110)
        let drawn = held.shapes.map { $0.path(in: area) }
        #expect(drawn.first?.ends.map { [$0.x.rounded(), $0.y.rounded()] } == [[5, 5], [105, 72], [205, 38]])
        #expect(drawn.last?.ellipses.count == 3)
        #expect(drawn.last?.ellipses.allSatisfy { area.contains($0) } == true)
        #expect(TrendChart([]) == nil)
        #expect(TrendChart([points[0]])?.places == [TrendChart.Place(across: 0.5, up: 1)])
    }

    @Test func everyIconIsReadWholeAndStaysInItsPlace() throws {
        let area = CGRect(x: 10, y: 20, width: 48, height: 48)
        for icon in Icon.allCases {
            let steps = drawnSteps(of: icon.drawing)
            let letters = icon.drawing.filter(\.isLetter)
            #expect(String(steps.map(\.kind.rawValue)) == letters && letters.first == "M", "\(icon)")
            #expect(
                steps.flatMap(\.points).allSatisfy { (3...21).contains($0.x) && (3...21).contains($0.y) }, "\(icon)")
            let drawn = try #require(Held(IconView(icon: icon)).shapes.first).path(in: area)
            #expect(!drawn.ends.isEmpty && drawn.ends.allSatisfy(area.contains), "\(icon)")
        }
        #expect(drawnSteps(of: "M1 2 L3").count == 1 && drawnSteps(of: "X").isEmpty)
        // Words stand beside each: a button's name does not change with it.
        let phone = try TestPhone()
        let held = Held(OfferButton(offer: phone.shell.quickExit, look: .quiet))
        #expect(held.controls.map(\.name) == [phone.shell.words[.quickExit]] && !held.shapes.isEmpty)
    }

    /// Every icon's label is one, so that none stands for an offer that there is not.
    @Test func everyIconStandsBesideSomething() {
        let own = ["dial", "erase-now"]
        for id in Icon.labels { #expect(Label(rawValue: id) != nil || own.contains(id), "\(id)") }
        let shown = Set(Icon.labels.map { Icon.beside[$0] }).union([.tick, .open])
        #expect(shown.count == Icon.allCases.count)
    }

    @Test func theSchemeIsTheOneThatThePhoneAsksFor() {
        let grounds = [(false, false), (false, true), (true, false), (true, true)].map {
            Schemes.of(isDark: $0.0, isContrasty: $0.1).ground
        }
        let tokens = [Schemes.light, Schemes.contrast, Schemes.dark, Schemes.contrastDark].map(\.ground)
        #expect(grounds == tokens && Set(tokens).count == 4)
    }

    /// No size of text is fixed and no text is cut, in no view: then it grows with what its owner has set.
    @Test func noViewFixesTheSizeOfTextOrCutsIt() throws {
        let folder = root.appendingPathComponent("ios-demo/Sources/PeerlineViews")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let sources = try files.map { try String(contentsOf: $0, encoding: .utf8) }
        #expect(sources.count >= 8)
        let cuts = ["system(size", "lineLimit", ".custom(", "minimumScaleFactor", "dynamicTypeSize(", "truncationMode"]
        for source in sources {
            #expect(cuts.allSatisfy { !source.contains($0) })
            // No words of its own either: every text comes from the core.
            #expect(!source.contains("Text(\"") && !source.contains("Sentence(\""))
        }
    }
}

extension Route {
    /// Every screen, the first one among them.
    static let everyOne: [Route?] = [
        nil, .lines, .line(id: "us-988"), .linesFor(need: .spanish), .card, .ask(peer: nil), .limits, .request,
        .duty, .checkIns, .peers, .exclusions, .settings, .choice, .checks, .check(id: "PHQ-9"),
        .trend(id: "distress"), .checklist(id: "job-stressors"), .checklist(id: "peer-load"), .checkFile, .coping,
        .exercise(id: "box-breathing"), .exercise(id: "sleep-after-night-shift"), .sleepTimes, .helped, .plan,
        .planPaper, .reminders, .privacy,
    ]
}

/// What is wrong with a body, in sentences. Where text is written from right to left, also numbers that would turn round.
@MainActor func faults(in held: Held, isMirrored: Bool = true) -> [String] {
    let unnamed = held.controls.filter { $0.name.trimmingCharacters(in: .whitespaces).isEmpty }.map { _ in
        "without a name"
    }
    let small = held.controls.filter { !$0.name.isEmpty && $0.height < Touch.appleLeast }
        .map { "\($0.name) is \($0.height) high" }
    let bare = (held.texts + held.controls.map(\.name)).filter { isMirrored && turnsRound($0) }.map {
        "turns round: \($0)"
    }
    return unnamed + small + bare
}

/// Whether a telephone number or a time of the day stands in a text without being set apart from it.
private func turnsRound(_ text: String) -> Bool {
    var depth = 0
    let outside = text.unicodeScalars.map { scalar -> Character in
        if (0x2066...0x2068).contains(scalar.value) { depth += 1 }
        if scalar.value == 0x2069 { depth -= 1 }
        return depth > 0 ? " " : Character(scalar)
    }
    let number = #"(\+\d[\d\- ()]{5,}\d)|(\(?\d{3}\)?[ -]\d{3}[ -]\d{4})|(\b\d{1,2}:\d{2}\b)"#
    return String(outside).range(of: number, options: .regularExpression) != nil
}
