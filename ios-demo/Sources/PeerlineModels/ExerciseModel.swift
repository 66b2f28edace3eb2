import Foundation
import Observation
import Peerline

/// One tool: what speaks against it first, then doing it, with a still form of everything that moves.
@MainActor @Observable public final class ExerciseModel: ScreenModel {
    /// Where somebody is with it.
    public enum Stage: Sendable { case before, under, after }

    /// Where somebody is with it.
    public private(set) var stage = Stage.before
    /// Everything about it.
    public private(set) var detail: ExerciseDetail?
    /// What is to be done now.
    public private(set) var moment: ExerciseMoment?
    /// The whole course, for the drawing.
    public private(set) var schedule: ExerciseSchedule?
    /// How bad it was before, if that was said.
    public private(set) var before: UInt8?
    /// How bad it is after, if that was said.
    public private(set) var after: UInt8?
    /// Whether the numbers are to be kept.
    public private(set) var keeps = false
    /// What came of it.
    public private(set) var finished: FinishedExercise?
    private let id: String
    private var settings = ExerciseSettings()
    @ObservationIgnored private var run: ExerciseRun?
    /// The phase or step whose buzz the phone was given last.
    @ObservationIgnored private var felt: Segment?

    public init(_ shell: Shell, id: String) {
        self.id = id
        super.init(shell)
        detail = try? copingExercise(id: id, language: shell.language)
        schedule = try? copingSchedule(id: id, settings: settings, language: shell.language)
        isLoaded = true
    }

    public override var title: String { detail?.row.name ?? shell.words[.coping] }

    public override var says: [String] {
        guard let detail else { return [shell.words[.nothingFound]] }
        switch stage {
        case .before:
            let parts: [[String]] = [
                detail.cautions.map(\.text), about, [shell.words[.copingFeltBefore]],
                paces.isEmpty ? [] : [shell.words[.copingPace]], lengths.isEmpty ? [] : [shell.words[.copingLength]],
                takes, sources,
            ]
            return parts.flatMap { $0 }
        case .under:
            guard let moment else { return [] }
            return [moment.text, moment.caption, moment.still, moment.allLeft]
        case .after:
            // Without both numbers there is nothing to compare; that it is over is said all the same.
            return [finished.map { $0.felt ?? shell.words[.done] } ?? shell.words[.copingFeltAfter]]
        }
    }

    public override var offers: [Offer] { beside + main }

    /// What is chosen, and where else one can go.
    public var beside: [Offer] {
        switch stage {
        case .before: instead + levels + paces + lengths + workOut
        case .under: []
        case .after where finished == nil: levels + [keeping]
        case .after: []
        }
    }

    /// The main buttons.
    public var main: [Offer] {
        switch stage {
        case .before: [offer(.copingStart) { [weak self] in await self?.start() }]
        case .under: underWay
        case .after where finished == nil: [offer(.done) { [weak self] in await self?.finish() }]
        case .after: [offer(.done) { [shell] in shell.back() }]
        }
    }

    /// What it is, and what is known about it. Where there is a choice of lengths, how long it takes stands with them.
    public var about: [String] {
        guard let detail else { return [] }
        return [detail.row.about] + (detail.length == nil ? [detail.row.takes] : []) + [detail.known, detail.howSure]
    }

    /// How long it takes, as long as no other length is chosen: the core says it of the usual one.
    public var takes: [String] {
        guard let detail, detail.length != nil, settings.length == nil else { return [] }
        return [detail.row.takes]
    }

    /// Where it comes from, and what of that was read.
    public var sources: [String] {
        guard let detail, !detail.sources.isEmpty else { return [] }
        return [shell.words[.copingSources]] + detail.sources.flatMap { [$0.text, $0.status] }
    }

    /// 0 to 10, before or after; to touch one again takes it back.
    public var levels: [Offer] {
        let chosen = stage == .before ? before : after
        return (UInt8(0)...10).map { level in
            Offer("level:\(level)", isolated("\(level)"), isOn: level == chosen) { [weak self] in
                guard let self else { return }
                let new = level == chosen ? nil : level
                if stage == .before { before = new } else { after = new }
            }
        }
    }

    /// Another one, where something speaks against this one.
    public var instead: [Offer] {
        (detail?.cautions ?? []).compactMap { caution in
            caution.instead.map { other in
                Offer("exercise:\(other)", caution.insteadText ?? shell.words[.copingInstead]) { [shell] in
                    shell.go(.exercise(id: other))
                }
            }
        }
    }

    /// What can be worked out with it.
    public var workOut: [Offer] {
        (detail?.calculators ?? []).map { calculator in
            switch calculator {
            case .sleepTimes: offer(.copingSleepTimes) { [shell] in shell.go(.sleepTimes) }
            }
        }
    }

    /// How fast, where there is a choice.
    public var paces: [Offer] {
        (detail?.rates ?? []).map { rate in
            let chosen = settings.rateTenths.map { $0 == rate.tenths } ?? rate.usual
            return Offer("pace:\(rate.tenths)", rate.text, isOn: chosen) { [weak self] in
                self?.choose { ExerciseSettings(rateTenths: rate.tenths, length: $0.length) }
            }
        }
    }

    /// How long, where there is a choice.
    public var lengths: [Offer] {
        (detail?.length?.choices ?? []).map { choice in
            let chosen = settings.length.map { $0 == choice.count } ?? choice.usual
            return Offer("length:\(choice.count)", choice.text, isOn: chosen) { [weak self] in
                self?.choose {
                    ExerciseSettings(rateTenths: $0.rateTenths, length: choice.usual ? nil : choice.count)
                }
            }
        }
    }

    public override func refresh() async {
        guard stage == .under, let run else { return }
        moment = try? run.moment(language: shell.language)
        if let moment { buzz(at: moment) }
        if moment?.done == true { stage = .after }
    }

    /// How long it has run, pauses left out: where the drawing is.
    public func ranMs() -> UInt64 { (try? run?.ranMs()) ?? 0 }

    private var underWay: [Offer] {
        guard let moment else { return [] }
        let ownPace = moment.leftMs == nil
        let opens: Offer? =
            switch moment.opens {
            case .crisisLines: shell.linesNow
            case .peer: offer(.choicePeer) { [shell] in shell.go(.ask(peer: nil)) }
            case nil: nil
            }
        return [
            moment.paused
                ? offer(.copingResume) { [weak self] in await self?.happen { try $0.resume() } }
                : offer(.copingPause) { [weak self] in await self?.happen { try $0.pause() } },
            ownPace ? offer(.copingNext) { [weak self] in await self?.happen { try $0.next() } } : nil,
            ownPace ? offer(.copingBack) { [weak self] in await self?.happen { try $0.back() } } : nil,
            opens, offer(.copingFinish) { [weak self] in self?.stage = .after },
        ].compactMap { $0 }
    }

    private var keeping: Offer {
        Offer(Label.copingKeep.rawValue, shell.words[.copingKeep], isOn: keeps) { [weak self] in self?.keeps.toggle() }
    }

    private func choose(_ changed: (ExerciseSettings) -> ExerciseSettings) {
        settings = changed(settings)
        schedule = try? copingSchedule(id: id, settings: settings, language: shell.language)
    }

    private func start() async {
        let (id, settings, before) = (id, settings, before)
        // Without the open app it runs too; then nothing can be kept of it.
        let opened = await load { app, _ in try app.coping().start(id: id, settings: settings, before: before) }
        trouble = nil
        do {
            let begun = try opened ?? copingStart(id: id, settings: settings, before: before)
            (run, felt, stage) = (begun, nil, .under)
            let crisisFirst = try begun.crisisFirst()
            // Before the first buzz: whoever is that bad is not to follow a breath now.
            if crisisFirst { return shell.go(.choice) }
            await refresh()
        } catch {
            trouble = shell.trouble(error)
            announceTrouble()
        }
    }

    /// Hands a phase's or step's buzz to the phone as it begins: once, also if it stood still meanwhile, not while it does, and not
    /// where the buzz is turned off.
    private func buzz(at moment: ExerciseMoment) {
        let begun = Segment(round: moment.round, cue: moment.cuePlace, isEnd: moment.done)
        guard !moment.paused, begun != felt else { return }
        felt = begun
        if shell.settings.buzz { shell.phone.buzz(moment.haptic) }
    }

    private struct Segment: Equatable {
        let round: UInt32
        let cue: UInt32
        let isEnd: Bool
    }

    private func happen(_ what: (ExerciseRun) throws -> Void) async {
        if let run { try? what(run) }
        await refresh()
    }

    private func finish() async {
        guard let run else { return }
        let (after, keeps) = (after, keeps)
        let kept = await load { app, language in
            try app.coping().finish(run: run, after: after, keep: keeps, language: language)
        }
        // Where nothing can be opened nothing can be kept, but it can end.
        let unkept = kept == nil && !keeps ? try? run.finish(after: after, language: shell.language) : nil
        guard let ended = kept ?? unkept else { return announceTrouble() }
        trouble = nil
        finished = ended
        if ended.crisisFirst { shell.go(.choice) }
    }
}

/// How full the breath is at a moment of a course, 0 to 1: what the drawing draws. In a segment it changes evenly, as the core says.
public func breathLevel(in schedule: ExerciseSchedule, at ranMs: UInt64) -> Double {
    let begun = schedule.segments.last { ($0.startMs ?? .max) <= ranMs }
    guard let segment = begun, let start = segment.startMs, let length = segment.lengthMs, length > 0 else { return 0 }
    let part = min(Double(ranMs - start) / Double(length), 1)
    let (from, to) = (Double(segment.levelFrom), Double(segment.levelTo))
    return (from + (to - from) * part) / 1000
}
