import Foundation
import PeerlineModels
import SwiftUI

/// Our own drawings, the same as in the other shell: 24 by 24, one line of one width with round ends, nothing official. Words stand
/// beside each; a screen reader passes over it.
enum Icon: String, CaseIterable {
    /// Out of the app.
    case leave
    /// Somebody to talk to.
    case talk
    /// How somebody is: a line that goes up and down.
    case check
    /// A call.
    case call
    /// A text.
    case write
    /// A page of the web.
    case page
    /// More.
    case more
    /// Peers.
    case people
    /// Settings.
    case settings
    /// Chosen.
    case tick
    /// Not chosen.
    case open
    /// A time.
    case clock
    /// A tool.
    case breath
    /// The plan.
    case plan
    /// A reminder.
    case later
    /// Who sees what.
    case eye
    /// A card.
    case card
    /// On duty.
    case duty
    /// Erase.
    case trash

    /// The drawing: `M` begins a line there, `L` goes on to there, `C` in a curve with its two handles first, `Z` closes it.
    var drawing: String {
        switch self {
        case .leave:
            "M10 5 L6 5 C5.45 5 5 5.45 5 6 L5 18 C5 18.55 5.45 19 6 19 L10 19 M14 8 L18 12 L14 16 "
                + "M18 12 L10 12"
        case .talk:
            "M4 6.5 C4 5.67 4.67 5 5.5 5 L14.5 5 C15.33 5 16 5.67 16 6.5 L16 12.5 C16 13.33 15.33 "
                + "14 14.5 14 L9 14 L5.5 17 L5.5 14 C4.67 14 4 13.33 4 12.5 Z M19 9.5 L19.5 9.5 C20.05 "
                + "9.5 20.5 9.95 20.5 10.5 L20.5 16.5 C20.5 17.05 20.05 17.5 19.5 17.5 L19 17.5 L19 20 "
                + "L16 17.5 L12 17.5"
        case .check:
            "M5 13 C6.5 13 7 9 8.5 9 C10 9 10.5 17 12 17 C13.5 17 14 11 15.5 11 C17 11 17 13 19 "
                + "13"
        case .call:
            "M7 4 L9.5 4 L11 8 L9 9.5 C10.02 12 12 13.98 14.5 15 L16 13 L20 14.5 L20 17 C20 17.7 "
                + "19.71 18.37 19.2 18.84 C18.69 19.32 18 19.56 17.3 19.5 C10.6 19 5 13.4 4.5 6.7 C4.44 "
                + "6 4.68 5.31 5.16 4.8 C5.63 4.29 6.3 4 7 4 Z"
        case .write:
            "M5 5 L19 5 C19.55 5 20 5.45 20 6 L20 15 C20 15.55 19.55 16 19 16 L11 16 L7 19.5 L7 "
                + "16 L5 16 C4.45 16 4 15.55 4 15 L4 6 C4 5.45 4.45 5 5 5 Z M8 9.5 L16 9.5 M8 12.5 L13 "
                + "12.5"
        case .page:
            "M12 4 C7.58 4 4 7.59 4.01 12 C4.01 16.42 7.59 20 12 20 C16.42 20 20 16.42 20 12 "
                + "C20.01 7.59 16.43 4 12.01 4 Z M4 12 L20 12 M12 4 C15 7 15 17 12 20 M12 4 C9 7 9 17 "
                + "12 20"
        case .more:
            "M5 7 L19 7 M5 12 L19 12 M5 17 L19 17"
        case .people:
            "M9 6 C7.34 6 6 7.35 6.01 9 C6.01 10.66 7.35 12 9 12 C10.66 12 12 10.66 12 9 C12.01 "
                + "7.35 10.67 6 9.01 6 Z M3.5 19 C3.5 16 6 14 9 14 C12 14 14.5 16 14.5 19 M15.5 6.5 "
                + "C16.67 6.83 17.47 7.89 17.47 9.1 C17.47 10.31 16.67 11.37 15.5 11.7 M17 14.3 C19 "
                + "14.8 20.5 16.6 20.5 19"
        case .settings:
            "M5 8 L13 8 M17 8 L19 8 M15 6 L15 10 M5 16 L7 16 M11 16 L19 16 M9 14 L9 18"
        case .tick:
            "M5 12.5 L9.5 17 L19 7.5"
        case .open:
            "M12 5 C8.13 5 5 8.14 5.01 12 C5.01 15.87 8.14 19 12 19 C15.87 19 19 15.87 19 12 "
                + "C19.01 8.14 15.88 5 12.01 5 Z"
        case .clock:
            "M12 4 C7.58 4 4 7.59 4.01 12 C4.01 16.42 7.59 20 12 20 C16.42 20 20 16.42 20 12 "
                + "C20.01 7.59 16.43 4 12.01 4 Z M12 8 L12 12.5 L15 14.5"
        case .breath:
            "M12 5 C8.13 5 5 8.14 5.01 12 C5.01 15.87 8.14 19 12 19 C15.87 19 19 15.87 19 12 "
                + "C19.01 8.14 15.88 5 12.01 5 Z M12 9 C10.34 9 9 10.35 9.01 12 C9.01 13.66 10.35 15 12 "
                + "15 C13.66 15 15 13.66 15 12 C15.01 10.35 13.67 9 12.01 9 Z"
        case .plan:
            "M7 4 L17 4 C17.55 4 18 4.45 18 5 L18 19 C18 19.55 17.55 20 17 20 L7 20 C6.45 20 6 "
                + "19.55 6 19 L6 5 C6 4.45 6.45 4 7 4 Z M9 9 L15 9 M9 12.5 L15 12.5 M9 16 L12.5 16"
        case .later:
            "M5 7 L19 7 L19 19 L5 19 Z M5 10.5 L19 10.5 M9 4.5 L9 8 M15 4.5 L15 8"
        case .eye:
            "M3.5 12 C5.5 8.3 8.5 6.5 12 6.5 C15.5 6.5 18.5 8.3 20.5 12 C18.5 15.7 15.5 17.5 12 "
                + "17.5 C8.5 17.5 5.5 15.7 3.5 12 Z M12 9.5 C10.62 9.5 9.5 10.62 9.51 12 C9.51 13.38 "
                + "10.63 14.5 12 14.5 C13.38 14.5 14.5 13.38 14.5 12 C14.51 10.62 13.39 9.5 12.01 9.5 Z"
        case .card:
            "M4.5 6 L19.5 6 C19.78 6 20 6.22 20 6.5 L20 17.5 C20 17.78 19.78 18 19.5 18 L4.5 18 "
                + "C4.22 18 4 17.78 4 17.5 L4 6.5 C4 6.22 4.22 6 4.5 6 Z M7.5 10 L11.5 10 L11.5 14 L7.5 "
                + "14 Z M14.5 10.5 L17 10.5 M14.5 13.5 L17 13.5"
        case .duty:
            "M12 4 L12 7 M5.6 6.6 L7.6 8.6 M4 13 L7 13 M17 13 L20 13 M18.4 6.6 L16.4 8.6 M8 13 C8 "
                + "10.79 9.79 9 12 9 C14.21 9 16 10.79 16 13 M6 17.5 L18 17.5"
        case .trash:
            "M5 7 L19 7 M9.5 7 L9.5 5 L14.5 5 L14.5 7 M7 7 L8 19 L16 19 L17 7"
        }
    }

    /// Which way it shows turns with the direction of the language.
    var turns: Bool { self == .leave }

    /// What stands beside an offer; none where words are enough.
    @MainActor init?(for offer: Offer) {
        let label = offer.id.split(separator: ":").first.map(String.init) ?? offer.id
        if let isOn = offer.isOn {
            self = isOn ? .tick : .open
        } else if let known = Self.beside[label] {
            self = known
        } else {
            return nil
        }
    }

    /// The labels that it stands beside.
    static var labels: [String] { Array(beside.keys) }

    static let beside: [String: Icon] = [
        "label-quick-exit": .leave, "label-peer": .talk, "label-choice-peer": .talk, "label-ask-anyone": .talk,
        "label-ask-chosen": .talk, "label-my-request": .talk, "label-self-check": .check, "label-crisis": .call,
        "label-lines-now": .call, "label-call": .call, "dial": .call, "label-text": .write, "label-chat": .write,
        "label-web": .page, "label-directory": .people, "label-ask-somebody": .people, "label-settings": .settings,
        "label-follow-ups": .later, "label-follow-up-set": .later, "label-follow-up-move": .clock,
        "label-coping": .breath, "label-plan": .plan, "label-choice-plan": .plan, "label-privacy": .eye,
        "label-card": .card, "label-duty": .duty, "label-erase": .trash, "label-erase-everything": .trash,
        "erase-now": .trash, "label-more": .more,
    ]
}

/// One of them, in the colour of what is written beside it.
struct IconView: View {
    let icon: Icon

    var body: some View {
        Lines(icon: icon)
            .stroke(style: StrokeStyle(lineWidth: 1.9, lineCap: .round, lineJoin: .round))
            .frame(minWidth: 24, maxWidth: 24, minHeight: 24, maxHeight: 24)
            .flipsForRightToLeftLayoutDirection(icon.turns)
            .accessibilityHidden(true)
    }

    /// Its lines, as large as the space for them.
    struct Lines: Shape {
        let icon: Icon

        nonisolated func path(in rect: CGRect) -> Path {
            var path = Path()
            var ends = CGPoint.zero
            for step in drawnSteps(of: icon.drawing) {
                let points = step.points.map { point in
                    CGPoint(x: rect.minX + point.x * rect.width / 24, y: rect.minY + point.y * rect.height / 24)
                }
                ends = points.last ?? ends
                switch step.kind {
                case .begin: path.move(to: ends)
                case .line: path.addLine(to: ends)
                case .curve: path.addCurve(to: ends, control1: points[0], control2: points[1])
                case .close: path.closeSubpath()
                }
            }
            return path
        }
    }
}

/// One step of a drawing.
struct DrawnStep: Equatable {
    enum Kind: Character {
        case begin = "M"
        case line = "L"
        case curve = "C"
        case close = "Z"

        /// How many points it has.
        var points: Int {
            switch self {
            case .begin, .line: 1
            case .curve: 3
            case .close: 0
            }
        }
    }

    let kind: Kind
    let points: [CGPoint]
}

/// The steps of a drawing. What cannot be read ends it; a test goes through all of them.
func drawnSteps(of drawing: String) -> [DrawnStep] {
    var steps: [DrawnStep] = []
    var words = drawing.split(separator: " ")[...]
    while let word = words.first, let letter = word.first, let kind = DrawnStep.Kind(rawValue: letter) {
        let rest = word.dropFirst()
        words = words.dropFirst()
        let more = kind.points * 2 - (rest.isEmpty ? 0 : 1)
        let numbers = ((rest.isEmpty ? [] : [rest]) + words.prefix(more)).compactMap { Double($0) }
        guard numbers.count == kind.points * 2 else { return steps }
        words = words.dropFirst(more)
        steps.append(
            DrawnStep(
                kind: kind,
                points: stride(from: 0, to: numbers.count, by: 2).map { CGPoint(x: numbers[$0], y: numbers[$0 + 1]) }))
    }
    return steps
}
