import Observation
import Peerline

/// One check: its questions, what came out in plain words, and its results over time.
@MainActor @Observable public final class CheckModel: ScreenModel {
    /// The questions to be shown by now.
    public private(set) var form: CheckForm?
    /// What came out, once somebody asked.
    public private(set) var result: CheckResult?
    /// Results over time. Their sentences say all that a chart would.
    public private(set) var trend: CheckTrend?
    /// Whether this result was kept.
    public private(set) var isKept = false
    private let id: String

    public init(_ shell: Shell, id: String) {
        self.id = id
        super.init(shell)
    }

    public override var title: String { form?.title ?? shell.words[.selfCheck] }

    public override var says: [String] {
        if let result { return sentences(of: result) }
        guard let form else { return [] }
        let questions = form.questions.map(\.text)
        return [form.notes, given(form.stem), questions, over, [form.licence, form.citation]].flatMap { $0 }
    }

    public override var offers: [Offer] {
        if let result { return offers(after: result) }
        guard let form else { return [] }
        return form.questions.flatMap { choices(of: $0) } + closing + deletes
    }

    /// What can be answered to one question; to touch an answer again takes it back.
    public func choices(of question: CheckQuestion) -> [Offer] {
        let place = "\(question.part)-\(question.place)"
        return question.choices.map { choice in
            let isOn = question.chosen == choice.value
            return Offer("answer:\(place)-\(choice.value)", choice.text, isOn: isOn) { [weak self] in
                await self?.answer(question, isOn ? nil : choice.value)
            }
        }
    }

    /// What can be done with the form as it stands.
    public var closing: [Offer] {
        [
            offer(.selfCheckFinish) { [weak self] in await self?.finish() },
            offer(.selfCheckLater) { [weak self] in await self?.leave(.keepForLater) },
            offer(.selfCheckLeave) { [weak self] in await self?.leave(.keepNothing) },
        ]
    }

    /// Results over time, in words: each with its date, the newest first.
    public var over: [String] {
        guard let trend, !trend.points.isEmpty else { return [] }
        return [shell.words[.selfCheckTrend]] + trend.notes + trend.points.flatMap { shell.sentences(of: $0) }
    }

    /// The drawing of the same.
    public var chart: TrendChart? { TrendChart(trend?.points ?? []) }

    /// Deletes one result.
    public var deletes: [Offer] { (trend?.points ?? []).map { delete($0) } }

    /// Deletes this one.
    public func delete(_ point: CheckPoint) -> Offer {
        Offer("\(Label.selfCheckDelete.rawValue):\(point.id)", shell.words[.selfCheckDelete]) { [weak self] in
            guard let self, await act({ _ = try $0.selfChecks().delete(id: point.id) }) else { return }
            await refresh()
        }
    }

    /// What came out, in the core's order: safety and "not a diagnosis" before any number.
    public func sentences(of result: CheckResult) -> [String] {
        let why = result.offers.map(\.why)
        let parts: [[String]] = [
            given(result.aboutSafety), [result.notADiagnosis, result.total], result.means, result.contradictions, why,
            given(result.again), isKept ? [shell.words[.fileSaved]] : [],
        ]
        return parts.flatMap { $0 }
    }

    public override func refresh() async {
        let id = id
        let read = await load { app, language in
            (
                form: try app.selfChecks().open(id: id, language: language),
                trend: try? app.selfChecks().trend(id: id, language: language)
            )
        }
        if let read { (form, trend) = (read.form, read.trend) }
    }

    private func offers(after result: CheckResult) -> [Offer] {
        let next = result.next.map { step in
            Offer("next:\(step.next)", step.says) { [shell] in
                switch step.next {
                case .tool: shell.go(.coping)
                case .peer: shell.go(.ask(peer: nil))
                case .line, .clinician: shell.go(.lines)
                }
            }
        }
        let others = result.offers.map { other in
            Offer("check:\(other.id)", other.title) { [shell] in shell.go(.check(id: other.id)) }
        }
        let keep = offer(.selfCheckKeep) { [weak self] in await self?.keep() }
        return next + others + (result.isComplete && !isKept ? [keep] : []) + [
            offer(.done) { [weak self] in await self?.leave(.keepNothing) }
        ]
    }

    private func answer(_ question: CheckQuestion, _ value: UInt8?) async {
        let id = id
        let answered = await load { app, _ in
            try app.selfChecks().answer(id: id, part: question.part, place: question.place, value: value)
        }
        guard let answered else { return announceTrouble() }
        await refresh()
        // Before any score, and also while the form is incomplete.
        if answered.safety == .open, value != nil { shell.go(.choice) }
    }

    private func finish() async {
        let id = id
        guard let read = await load({ try $0.selfChecks().finish(id: id, language: $1) }) else { return }
        (result, isKept) = (read, false)
        if read.safety == .open { shell.go(.choice) }
    }

    private func keep() async {
        let id = id
        isKept = await act { _ = try $0.selfChecks().keep(id: id) }
        if isKept { shell.phone.announce(shell.words[.fileSaved]) }
    }

    private func leave(_ leaving: Leaving) async {
        let id = id
        var left = isKept
        // A result that was kept has taken its form with it.
        if !left { left = await act { try $0.selfChecks().leave(id: id, leaving: leaving) } }
        guard left else { return }
        result = nil
        shell.back()
    }
}
