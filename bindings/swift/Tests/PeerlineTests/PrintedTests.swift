import Foundation
import Peerline
import Testing

/// Nothing that crosses the border prints itself: not in a description, not in a debugger, not in a dump.
@Suite struct PrintedTests {
    @Test(arguments: oneOfEach.map(Printed.init)) func aValuePrintsItsNameAndNothingElse(printed: Printed) {
        let (value, name) = (printed.value, "[\(printed.name)]")
        #expect("\(value)" == name)
        #expect(String(describing: value) == name)
        #expect(String(reflecting: value) == name)
        #expect("\([value])" == "[\(name)]")
        #expect("\(Optional(value) as Any)" == "Optional(\(name))")
        #expect((value as? any CustomStringConvertible)?.description == name)
        #expect((value as? any CustomDebugStringConvertible)?.debugDescription == name)
    }

    @Test(arguments: oneOfEach.map(Printed.init)) func aMirrorShowsNoFieldEither(printed: Printed) {
        #expect(Mirror(reflecting: printed.value).children.isEmpty)
        var dumped = ""
        dump(printed.value, to: &dumped)
        dump([printed.value], to: &dumped)
        dump(Holder(value: printed.value), to: &dumped)
        #expect(dumped.contains("[\(printed.name)]"))
        #expect(!dumped.contains("Dana") && !dumped.contains("4411"))
    }

    /// Reads what was generated: a record, or an enum with data, that is added later has to be added here.
    @Test func noTypeWasForgotten() throws {
        let package = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL
        let generated = package.appendingPathComponent("Sources/Peerline/Generated/Peerline.swift")
        let source = try String(contentsOf: generated, encoding: .utf8)
        let declared = typesWithContent(source)
        #expect(declared.count > 20)
        #expect(declared == Set(oneOfEach.map { "\(type(of: $0))" }))
    }

    @Test func anErrorHoldsNumbersAndReasonsOnly() throws {
        let errors: [PeerlineError] = [
            .Vault(reason: .locked), .Card(reason: .damaged), .Pack(reason: .altered), .LimitsNotAccepted,
            .LimitsChanged,
            .Request(reason: .nobodyToAsk), .Relay(reason: .untrusted), .Coping(reason: .rate),
            .Settings(reason: .diskFull),
            .BadInput(input: .phoneNumber), .Cancelled, .Fault(place: 7),
        ]
        for error in errors {
            #expect(Mirror(reflecting: error).children.allSatisfy { isNumberOrReason($0.value) })
        }
    }

    @Test func recordsWithTheSameContentAreEqual() throws {
        #expect(try trialRecord(secret: "a") == trialRecord(secret: "a"))
        #expect(try trialRecord(secret: "a") != trialRecord(secret: "b"))
    }

    /// A number, an enum without data, or a case's tuple of those.
    private func isNumberOrReason(_ value: Any) -> Bool {
        let mirror = Mirror(reflecting: value)
        return switch mirror.displayStyle {
        case nil: value is UInt32
        case .enum: mirror.children.isEmpty
        case .tuple: mirror.children.allSatisfy { isNumberOrReason($0.value) }
        default: false
        }
    }

    /// The structs and the enums with data of the generated source; converters and errors are none of them.
    private func typesWithContent(_ source: String) -> Set<String> {
        var types: Set<String> = []
        var choice: String?
        for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("}") { choice = nil }
            if let choice, line.hasPrefix("    case "), line.contains("(") { types.insert(choice) }
            for (keyword, isChoice) in [("public struct ", false), ("public enum ", true)] where line.hasPrefix(keyword)
            {
                let name = String(line.dropFirst(keyword.count).prefix { $0.isLetter || $0.isNumber || $0 == "_" })
                if name.hasPrefix("FfiConverter") || line.contains("Swift.Error") { continue }
                if isChoice { choice = name } else { types.insert(name) }
            }
        }
        return types
    }
}

/// A value under the name of its type, so that a test's own name prints nothing either.
struct Printed: Sendable, CustomTestStringConvertible {
    let value: any Sendable
    var name: String { "\(type(of: value))" }
    var testDescription: String { name }

    init(_ value: any Sendable) {
        self.value = value
    }
}

private struct Holder {
    let value: Any
}

/// One of each record and of each enum with data, full of what must not be printed.
private let oneOfEach: [any Sendable] = {
    let way = Way(
        uri: personal, number: personal, label: personal, press: personal, keyword: personal, notes: [personal])
    let row = LineRow(
        id: personal, group: .crisis, heading: personal, name: personal, organisation: personal, kind: personal,
        isCrisisLine: true, place: personal, madeFor: personal, whoAnswers: personal, police: personal,
        anonymous: personal, yourNumber: personal, cost: personal, openNow: personal,
        open: .closed(opens: Date(timeIntervalSince1970: 4411)),
        hours: personal, languages: personal, confidentiality: personal, checked: personal, calls: [way], texts: [way],
        textTelephones: [way], chat: personal, web: personal, email: personal, noNumber: personal, addedBy: personal)
    let answering = Answering(id: personal, name: personal, phone: personal, modalities: [.call], numberShared: true)
    let request = RequestScreen(
        stage: .answered(askIfNoLuck: true), linesFirst: true, headline: personal, left: personal, nextStep: personal,
        notes: [personal], leftS: 4411, asked: 4411, peer: answering)
    let query = Query(text: personal, agency: personal, region: personal, language: personal)
    let limit = ShownLimit(
        id: personal, text: personal, whose: personal, layer: .agency, ofMyAgency: true, source: personal)
    let peer = PeerRow(
        id: personal, name: personal, agency: personal, region: personal, roles: personal, experience: personal,
        topics: personal, languages: personal, reachedBy: personal, onCall: personal, isOnCall: true, phone: personal,
        textOk: true, hasApp: true)
    let offer = OfferScreen(
        id: personal, stage: .held(seen: true), headline: personal, topics: personal, topicList: [.grief],
        wishes: personal, wishList: [.call], language: personal, left: personal, number: personal, phone: personal)
    let wake = Wake(afterS: 4411, urgent: true)
    return [
        Place(country: personal, region: personal),
        LineList(rows: [row], note: personal),
        row,
        way,
        LineDetail(row: row, topics: personal, week: [personal], weekZone: personal, sources: [personal]),
        OpenState.open(closes: Date(timeIntervalSince1970: 4411), unlessHoliday: true),
        NamedPlace(code: personal, name: personal),
        Opened(officer: .new, duty: .open, packsBegunAnew: true, memoryIsWiped: true),
        HomeScreen(
            linesFirst: true, request: request, isPeer: true, canAsk: true, locked: true,
            appLock: .ask, notices: [personal]),
        Budget(foreground: true, waitS: 4411),
        Report(changed: true, newOffer: true, reminder: true, locked: true, next: wake),
        wake,
        LimitsScreen(role: personal, place: personal, limits: [limit], shown: Data(personal.utf8)),
        limit,
        DutyScreen(
            onCallUntil: Date(timeIntervalSince1970: 4411), onBreak: true,
            breakUntil: Date(timeIntervalSince1970: 4411),
            breakAsk: personal, loadChecklist: personal, trouble: personal, troubleKind: nil, offers: [offer]),
        offer,
        Standing.held(seen: true),
        Whom.these(peers: [personal], then: query),
        Asking(whom: .anyone(query: query), wishes: [.call], topics: [.grief], language: personal),
        BeforeAsking(
            peers: 4411, deadline: personal, onCall: personal, counted: personal, cannot: personal, visible: [personal]),
        request,
        RequestStage.waiting(round: 3),
        answering,
        query,
        PeerPage(rows: [peer], total: 4411),
        peer,
        Exclusion(whom: .peer(id: personal), reason: .supervisor),
        Excluded.roleInAgency(role: .officer, agency: personal),
        Settings(country: personal, region: personal, language: personal),
        Joined(pool: personal, asPeer: true),
        RosterCard(text: personal, word: personal),
        TrialRecord(secret: personal),
        TrialChoice.full(secret: personal),
    ] + ofCoping + recordsOfCare
}()

/// Those of the coping tools.
private let ofCoping: [any Sendable] = {
    let row = ExerciseRow(
        id: personal, group: .calm, heading: personal, name: personal, about: personal, takes: personal,
        helped: personal, helpedFirst: true)
    let caution = ExerciseCaution(text: personal, instead: personal, insteadText: personal)
    let cue = ExerciseCue(
        id: personal, text: personal, caption: personal, haptic: [4411], ms: 4411, breath: .out, opens: .crisisLines)
    let choice = ExerciseLengthChoice(count: 4411, text: personal, usual: true)
    let length = ExerciseLength(countedIn: .minutes, least: 1, most: 4411, choices: [choice])
    let rate = ExerciseRate(tenths: 4411, text: personal, usual: true)
    let source = ExerciseSource(text: personal, status: personal, statusValue: .read, url: personal)
    let segment = ExerciseSegment(cue: 1, round: 1, startMs: 4411, lengthMs: 4411, levelFrom: 0, levelTo: 4411)
    return [
        CopingList(rows: [row], note: personal),
        row,
        ExerciseDetail(
            cautions: [caution], row: row, version: 4411, known: personal, still: personal, cues: [cue],
            length: length, rates: [rate], calculators: [.sleepTimes], howSure: personal, howSureValue: .partly,
            sources: [source], licence: personal),
        caution,
        cue,
        length,
        choice,
        rate,
        source,
        ExerciseSettings(rateTenths: 4411, length: 4411),
        ExerciseSchedule(totalMs: 4411, rounds: 4411, cues: [cue], segments: [segment]),
        segment,
        ExerciseMoment(
            done: false, paused: true, cue: personal, text: personal, caption: personal, haptic: [4411],
            still: personal, allLeft: personal, cuePlace: 1, round: 1, passedMs: 4411, leftMs: 4411,
            allLeftMs: 4411, progress: 4411, level: 4411, opens: .peer),
        FinishedExercise(felt: personal, crisisFirst: true, kept: 4411),
        CopingUse(
            id: 4411, name: personal, before: 9, after: 4, felt: personal, at: Date(timeIntervalSince1970: 4411)),
        WhatHelped(id: personal, name: personal, text: personal, uses: 4411, lower: 4411),
        WorkedOut(texts: [personal], minutes: [4411]),
        TiredAnswer(tired: .both, text: personal),
    ]
}()
