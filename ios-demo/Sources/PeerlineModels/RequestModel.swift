import Foundation
import Observation
import Peerline

/// The request under way: waiting with the time left, the peer who came, and how it ended.
@MainActor @Observable public final class RequestModel: ScreenModel {
    /// What the core shows; none if there is nothing to show.
    public private(set) var screen: RequestScreen?
    /// The officer's number, while it is typed. It is kept nowhere.
    public var myNumber = ""
    /// What somebody says to themselves after it is done, 0 to 10. Nobody else sees it.
    public private(set) var felt: UInt8?
    /// What the meter answers to that.
    public private(set) var answer: MeterAnswer?
    /// Whether that number was kept on this phone.
    public private(set) var isFeltKept = false

    public override init(_ shell: Shell) { super.init(shell) }

    public override var title: String { shell.words[.myRequest] }

    public override var says: [String] {
        guard let screen else { return [] }
        let kept = isFeltKept ? [shell.words[.fileSaved]] : []
        let feedback = isDone ? [shell.words[.feedback]] + given(answer?.says) + kept : []
        return [screen.headline] + [screen.left, screen.nextStep].compactMap { $0 } + screen.notes + feedback
    }

    /// Whether it is done, so that somebody may look at themselves.
    public var isDone: Bool { screen?.stage == .completed }

    /// The meter after it is done, and what can follow. The core says whether a number brings the crisis choice.
    public var levels: [Offer] {
        guard isDone else { return [] }
        return (UInt8(0)...10).map { level in
            Offer("level:\(level)", isolated("\(level)"), isOn: level == felt) { [weak self] in self?.set(level) }
        }
    }

    private var afterwards: [Offer] {
        let keep = offer(.feedbackKeep) { [weak self] in await self?.keepFelt() }
        return (felt == nil || isFeltKept ? [] : [keep]) + [
            offer(.followUpSet) { [shell] in shell.go(.reminders) }, offer(.coping) { [shell] in shell.go(.coping) },
        ]
    }

    public override var offers: [Offer] {
        levels + actions
    }

    /// Everything but the meter.
    public var actions: [Offer] { actions(at: screen) }

    func actions(at screen: RequestScreen?) -> [Offer] {
        guard let screen else { return [shell.linesNow] }
        let own = offers(at: screen)
        return screen.linesFirst ? [shell.linesNow] + own : own + [shell.linesNow]
    }

    /// Whether the number can be typed now.
    public var canShareNumber: Bool {
        guard case .answered = screen?.stage else { return false }
        return screen?.peer?.numberShared == false
    }

    public override func refresh() async {
        // None inside is no request; none outside is that it could not be read, and then what was shown stays.
        let read = await load { try $0.requests().screen(language: $1) }
        guard let read else { return }
        let before = screen
        screen = read
        announce(after: before)
        if read == nil, shell.path.last == .request { shell.start() }
    }

    private func offers(at screen: RequestScreen) -> [Offer] {
        switch screen.stage {
        case .sending, .notSentYet, .waiting:
            return [offer(.withdraw) { [weak self] in await self?.tell { try $0.withdraw() } }]
        case .answered:
            let share = offer(.shareNumber) { [weak self] in await self?.shareNumber() }
            return ways(of: screen.peer) + (canShareNumber ? [share] : []) + [
                offer(.nextPeer) { [weak self] in await self?.tell { try $0.next() } },
                offer(.done) { [weak self] in await self?.tell { try $0.complete() } },
            ]
        case .expired, .nobodyLeft:
            return [offer(.askAgain) { [weak self] in await self?.askTheOthers() }, dismiss]
        case .completed:
            return afterwards + [dismiss]
        case .notSent, .refused, .withdrawn:
            return [dismiss]
        }
    }

    private var dismiss: Offer {
        offer(.dismiss) { [weak self] in await self?.tell { try $0.dismiss() } }
    }

    /// To call or text the peer. First comes what to know.
    private func ways(of peer: Answering?) -> [Offer] {
        guard let peer, let phone = peer.phone else { return [] }
        let ways: [(Label, Modality, String)] = [(.call, .call, "tel:"), (.text, .text, "sms:")]
        return ways.filter { peer.modalities.contains($0.1) }.map { label, _, scheme in
            let dial = Dial(
                uri: scheme + phone, number: isolated(phone), whose: peer.name ?? "",
                says: [shell.words[.dialWarning]], offer: shell.words[label])
            return Offer("\(label.rawValue):\(dial.uri)", "\(dial.offer) \(dial.number)") { [shell] in shell.dial = dial
            }
        }
    }

    private func set(_ level: UInt8) {
        (felt, isFeltKept) = (level, false)
        answer = try? meter(level, shell.language)
        if answer?.safety == .open { shell.go(.choice) }
    }

    private func keepFelt() async {
        guard let felt else { return }
        isFeltKept = await act { _ = try $0.selfChecks().keepDistress(value: felt) }
        if isFeltKept { shell.phone.announce(shell.words[.fileSaved]) }
    }

    private func shareNumber() async {
        let number = myNumber
        if await act({ try $0.requests().shareNumber(number: number) }) {
            myNumber = ""
            await sendAndLook()
        }
    }

    private func askTheOthers() async {
        let asking = Asking(whom: .notYetAsked(query: Query()), language: shell.language)
        if await act({ try $0.requests().ask(asking: asking) }) { await sendAndLook() }
    }

    private func tell(_ what: @escaping @Sendable (Requests) throws -> Void) async {
        if await act({ try what($0.requests()) }) { await sendAndLook() }
    }

    private func sendAndLook() async {
        await refresh()
        await shell.run()
        await refresh()
    }

    /// Says aloud what changed while somebody waits: another stage or round, and that the time gets short.
    private func announce(after before: RequestScreen?) {
        guard let before, let now = screen else { return }
        if now.stage != before.stage || now.headline != before.headline {
            shell.phone.announce(now.headline)
        } else if let left = now.left, left != before.left, now.leftS < 60 {
            shell.phone.announce(left)
        }
    }
}
