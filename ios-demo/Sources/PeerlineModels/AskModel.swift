import Observation
import Peerline

/// Before the one tap: whom, what about, what one would like, and what stands beside the button.
@MainActor @Observable public final class AskModel: ScreenModel {
    /// What it is about.
    public private(set) var topics: Set<Topic> = []
    /// What the officer would like.
    public private(set) var wishes: Set<Wish> = []
    /// Whether others may be asked after the chosen peer.
    public private(set) var othersMayFollow = true
    /// The peer who was chosen; none: anyone.
    public let peer: String?
    /// Their name.
    public let name: String?
    /// What stands beside the button.
    public private(set) var before: BeforeAsking?
    private var choices: Choices?

    public init(_ shell: Shell, peer: String?, name: String? = nil) {
        (self.peer, self.name) = (peer, name)
        super.init(shell)
        choices = named(shell.language)
    }

    /// Chooses what it is about, as somebody ticked it elsewhere. Nothing is sent by this.
    func choose(topics: Set<Topic>) { self.topics = topics }

    public override var title: String { shell.words[.peer] }

    public override var says: [String] {
        given(name) + beside + [shell.words[.topics], shell.words[.wishes]]
    }

    /// What stands beside the button, before anything is sent.
    public var beside: [String] {
        guard let before else { return [] }
        return [before.deadline, before.onCall, before.counted, before.cannot] + before.visible
    }

    /// What it can be about.
    public var topicOffers: [Offer] {
        (choices?.topics ?? []).map { topic in
            Offer("topic:\(topic.value)", topic.name, isOn: topics.contains(topic.value)) { [weak self] in
                self?.topics.formSymmetricDifference([topic.value])
            }
        }
    }

    /// What one can wish for.
    public var wishOffers: [Offer] {
        (choices?.wishes ?? []).map { wish in
            Offer("wish:\(wish.value)", wish.name, isOn: wishes.contains(wish.value)) { [weak self] in
                self?.wishes.formSymmetricDifference([wish.value])
            }
        }
    }

    /// Whether others may follow, and the one tap.
    public var askOffers: [Offer] {
        guard before != nil else { return [] }
        guard peer != nil else {
            return [
                offer(.askSomebody) { [shell] in shell.go(.peers) },
                offer(.askAnyone) { [weak self] in await self?.ask() },
            ]
        }
        let follow = Offer(
            Label.othersMayFollow.rawValue, shell.words[.othersMayFollow], isOn: othersMayFollow
        ) { [weak self] in
            self?.othersMayFollow.toggle()
            await self?.refresh()
        }
        return [follow, offer(.askChosen) { [weak self] in await self?.ask() }]
    }

    public override var offers: [Offer] { topicOffers + wishOffers + askOffers + [shell.linesNow] }

    public override func refresh() async {
        choices = named(shell.language)
        let whom = whom
        if let read = await load({ try $0.requests().beforeAsking(whom: whom, language: $1) }) { before = read }
    }

    private var whom: Whom {
        peer.map { .these(peers: [$0], then: othersMayFollow ? Query() : nil) } ?? .anyone(query: Query())
    }

    private func ask() async {
        let inOrder = choices ?? Choices(topics: [], wishes: [], roles: [], modalities: [], genders: [], reasons: [])
        let asking = Asking(
            whom: whom, wishes: inOrder.wishes.map(\.value).filter(wishes.contains),
            topics: inOrder.topics.map(\.value).filter(topics.contains), language: shell.language)
        if await act({ try $0.requests().ask(asking: asking) }) {
            shell.start(at: .request)
            await shell.run()
        } else if trouble?.needsLimits == true {
            shell.go(.limits)
        }
    }
}
