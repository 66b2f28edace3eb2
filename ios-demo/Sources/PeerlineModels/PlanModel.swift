import Observation
import Peerline

/// The safety plan: what somebody wrote down for a bad hour, in a good one.
@MainActor @Observable public final class PlanModel: ScreenModel {
    /// The plan.
    public private(set) var screen: PlanScreen?
    /// The step that something is being added to.
    public private(set) var adding: PlanStep?
    /// The note, or the name of a person or place, while it is typed.
    public var text = ""
    /// A number to go with it; then it is a contact.
    public var number = ""

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
        let dials = item.dial.map { way in
            let label = way.uri.hasPrefix("sms:") ? Label.text : .call
            let dial = Dial(
                uri: way.uri, number: isolated(way.number), whose: item.text,
                says: way.notes + [shell.words[.dialWarning]],
                offer: shell.words[label])
            return Offer("\(label.rawValue):\(way.uri)", "\(dial.offer) \(dial.number)") { [shell] in shell.dial = dial
            }
        }
        guard screen?.fromCopy == false else { return dials }
        let remove = Offer("\(Label.planRemove.rawValue):\(item.id)", shell.words[.planRemove]) { [weak self] in
            await self?.change { try $0.remove(id: item.id) }
        }
        return dials + [remove]
    }

    /// What can be added to one step.
    public func offers(of step: PlanStepScreen) -> [Offer] {
        guard screen?.fromCopy == false else { return [] }
        guard adding == step.step else {
            return [
                Offer("\(Label.planAddNote.rawValue):\(step.step)", shell.words[.planAddNote]) { [weak self] in
                    self?.adding = step.step
                }
            ]
        }
        return [
            offer(.done) { [weak self] in await self?.add() }, offer(.cancel) { [weak self] in self?.adding = nil },
        ]
    }

    /// When to look at it again, and whether it can be read while the app is locked.
    public var closing: [String] { screen.map { [$0.review, $0.readable, $0.adapted] } ?? [] }

    /// What can be done with the whole.
    public var closingOffers: [Offer] {
        guard let screen, !screen.fromCopy else { return [] }
        let zone = phoneZone(shell.phone.zone)
        let readable = Offer(
            Label.planReadable.rawValue, shell.words[.planReadable], isOn: screen.readableWhileLocked
        ) { [weak self] in
            await self?.change { try $0.setReadableWhileLocked(readable: !screen.readableWhileLocked) }
        }
        return [
            offer(.planLookedAt) { [weak self] in await self?.change { try $0.lookedAt(zone: zone) } }, readable,
        ]
    }

    public override func refresh() async {
        let zone = phoneZone(shell.phone.zone)
        if let read = await load({ try $0.safetyPlan().screen(language: $1, zone: zone) }) { screen = read }
    }

    private func add() async {
        guard let step = adding else { return }
        let (text, number) = (text, number)
        let added = await act { app in
            if number.isEmpty {
                _ = try app.safetyPlan().addNote(step: step, text: text)
            } else {
                _ = try app.safetyPlan().addContact(step: step, name: text, number: number)
            }
        }
        // What was refused is still in the field.
        guard added else { return }
        (adding, self.text, self.number) = (nil, "", "")
        await refresh()
    }

    private func change(_ what: @escaping @Sendable (SafetyPlan) throws -> Void) async {
        if await act({ try what($0.safetyPlan()) }) { await refresh() }
    }
}
