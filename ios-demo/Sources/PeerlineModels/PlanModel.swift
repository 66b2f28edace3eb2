import Observation
import Peerline

/// The safety plan: what somebody wrote down for a bad hour, in a good one.
@MainActor @Observable public final class PlanModel: ScreenModel {
    /// What is being written.
    public enum Writing: Equatable, Sendable {
        /// Something new in a step.
        case new(PlanStep)
        /// In place of an item.
        case instead(of: UInt32)
    }

    /// The plan.
    public private(set) var screen: PlanScreen?
    /// What is being written; none: nothing is.
    public private(set) var writing: Writing?
    /// The note, or the name of a person or place, while it is typed.
    public var text = ""
    /// A number to go with it; then it is a contact.
    public var number = ""
    /// The lines to choose from, while one is being added.
    public private(set) var lines: [LineRow] = []
    /// Whether the order is being changed.
    public private(set) var isArranging = false
    /// Whether it is being chosen how often to be reminded.
    public private(set) var choosesReminder = false

    public override init(_ shell: Shell) { super.init(shell) }

    public override var title: String { shell.words[.plan] }

    public override var says: [String] {
        guard let screen else { return [] }
        return [screen.intro] + screen.steps.flatMap { sentences(of: $0) + $0.items.flatMap { sentences(of: $0) } }
            + closing
    }

    public override var offers: [Offer] {
        (screen?.steps ?? []).flatMap { step in
            step.items.flatMap { offers(of: $0) } + offers(of: step)
        } + closingOffers
    }

    /// What is said above one step.
    public func sentences(of step: PlanStepScreen) -> [String] {
        [step.title, step.hint] + [step.caution].compactMap { $0 }
    }

    /// What is said about one item.
    public func sentences(of item: PlanItem) -> [String] { [item.text] + item.dial.flatMap(\.notes) }

    /// What can be done with one item. The number comes first.
    public func offers(of item: PlanItem) -> [Offer] {
        let dials = item.dial.map { way in dial(way, whose: item.text) }
        guard canBeChanged else { return dials }
        if writing == .instead(of: item.id) { return dials + whileWriting }
        if isArranging { return dials + moves(of: item) }
        let change = Offer("\(Label.planChange.rawValue):\(item.id)", shell.words[.planChange]) { [weak self] in
            self?.beginWriting(.instead(of: item.id), item.text, item.dial.first?.number ?? "")
        }
        let remove = Offer("\(Label.planRemove.rawValue):\(item.id)", shell.words[.planRemove]) { [weak self] in
            await self?.change { try $0.remove(id: item.id) }
        }
        // A line of the list, changed by hand, would become a number that nobody looks after: it is taken out and added anew.
        return dials + (item.line == nil ? [change] : []) + [remove]
    }

    /// What can be done with one step.
    public func offers(of step: PlanStepScreen) -> [Offer] {
        guard canBeChanged else { return [] }
        if isArranging { return moves(of: step) }
        guard writing == .new(step.step) else {
            return [
                Offer("\(Label.planAddNote.rawValue):\(step.step)", shell.words[.planAddNote]) { [weak self] in
                    self?.beginWriting(.new(step.step), "")
                }
            ]
        }
        let addLine = offer(.planAddLine) { [weak self] in
            guard let shell = self?.shell else { return }
            self?.lines = (try? crisisLines(place: shell.place, language: shell.language))?.rows ?? []
        }
        let choose = lines.map { line in
            Offer("line:\(line.id)", line.name) { [weak self] in
                if await self?.change({ _ = try $0.addLine(step: step.step, line: line.id) }) == true {
                    self?.endWriting()
                }
            }
        }
        return whileWriting + (lines.isEmpty ? [addLine] : choose)
    }

    /// When to look at it again, and whether it can be read while the app is locked.
    public var closing: [String] { screen.map { [$0.review, $0.readable, $0.adapted] } ?? [] }

    /// What can be done with the whole.
    public var closingOffers: [Offer] {
        guard let screen else { return [] }
        let paper = offer(.planPaper) { [shell] in shell.go(.planPaper) }
        guard canBeChanged else { return [paper] }
        if choosesReminder { return reminders }
        let zone = phoneZone(shell.phone.zone)
        let readable = Offer(
            Label.planReadable.rawValue, shell.words[.planReadable], isOn: screen.readableWhileLocked
        ) { [weak self] in
            await self?.change { try $0.setReadableWhileLocked(readable: !screen.readableWhileLocked) }
        }
        let arrange = Offer(Label.planOrder.rawValue, shell.words[.planOrder], isOn: isArranging) { [weak self] in
            self?.endWriting()
            self?.isArranging.toggle()
        }
        return [
            arrange, offer(.planLookedAt) { [weak self] in await self?.change { try $0.lookedAt(zone: zone) } },
            offer(.planRemind) { [weak self] in self?.choosesReminder = true }, paper, readable,
        ]
    }

    public override func refresh() async {
        let zone = phoneZone(shell.phone.zone)
        if let read = await load({ try $0.safetyPlan().screen(language: $1, zone: zone) }) { screen = read }
    }

    /// Not the copy that can be read while the phone is locked.
    private var canBeChanged: Bool { screen?.fromCopy == false }

    private func dial(_ way: PlanDial, whose: String) -> Offer {
        let label = way.uri.hasPrefix("sms:") ? Label.text : .call
        let dial = Dial(
            uri: way.uri, number: isolated(way.number), whose: whose,
            says: way.notes + [shell.words[.dialWarning]], offer: shell.words[label])
        return Offer("\(label.rawValue):\(way.uri)", "\(dial.offer) \(dial.number)") { [shell] in shell.dial = dial }
    }

    /// One place up or down, where there is one.
    private func moves(of item: PlanItem) -> [Offer] {
        guard let among = screen?.steps.map(\.items).first(where: { $0.contains { $0.id == item.id } }),
            let place = among.firstIndex(where: { $0.id == item.id })
        else { return [] }
        return moves("\(item.id)", from: place, of: among.count) { try $0.moveItem(id: item.id, place: $1) }
    }

    private func moves(of step: PlanStepScreen) -> [Offer] {
        guard let steps = screen?.steps, let place = steps.firstIndex(where: { $0.step == step.step }) else {
            return []
        }
        return moves("\(step.step)", from: place, of: steps.count) { try $0.moveStep(step: step.step, place: $1) }
    }

    private func moves(
        _ which: String, from place: Int, of count: Int, _ move: @escaping @Sendable (SafetyPlan, UInt32) throws -> Void
    ) -> [Offer] {
        let ways: [(Label, Int)] = [(.planUp, place - 1), (.planDown, place + 1)]
        return ways.filter { (0..<count).contains($0.1) }.map { label, to in
            Offer("\(label.rawValue):\(which)", shell.words[label]) { [weak self] in
                await self?.change { try move($0, UInt32(to)) }
            }
        }
    }

    /// How often to be reminded to look at it.
    private var reminders: [Offer] {
        let zone = phoneZone(shell.phone.zone)
        let often: [(Label, UInt8?)] = [
            (.planEveryMonth, 1), (.planEvery3Months, 3), (.planEvery6Months, 6), (.planEveryYear, 12),
            (.planNever, nil),
        ]
        return often.map { label, months in
            offer(label) { [weak self] in
                if await self?.change({ try $0.remind(months: months, zone: zone) }) == true {
                    self?.choosesReminder = false
                }
            }
        } + [offer(.cancel) { [weak self] in self?.choosesReminder = false }]
    }

    private var whileWriting: [Offer] {
        [offer(.done) { [weak self] in await self?.write() }, offer(.cancel) { [weak self] in self?.endWriting() }]
    }

    private func write() async {
        guard let writing else { return }
        let (text, number) = (text, number)
        let written = await change { plan in
            switch (writing, number.isEmpty) {
            case (.new(let step), true): _ = try plan.addNote(step: step, text: text)
            case (.new(let step), false): _ = try plan.addContact(step: step, name: text, number: number)
            case (.instead(let id), true): try plan.changeNote(id: id, text: text)
            case (.instead(let id), false): try plan.changeContact(id: id, name: text, number: number)
            }
        }
        // What was refused is still in the field.
        if written { endWriting() }
    }

    private func beginWriting(_ what: Writing, _ text: String, _ number: String = "") {
        (writing, self.text, self.number, lines) = (what, text, number, [])
    }

    private func endWriting() { (writing, text, number, lines) = (nil, "", "", []) }

    @discardableResult
    private func change(_ what: @escaping @Sendable (SafetyPlan) throws -> Void) async -> Bool {
        let done = await act { try what($0.safetyPlan()) }
        if done { await refresh() }
        return done
    }
}
