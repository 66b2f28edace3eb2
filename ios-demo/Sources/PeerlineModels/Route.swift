import Peerline

/// Where in the app somebody can be. Nothing personal is in it but ids, and it is never written anywhere.
public enum Route: Hashable, Sendable {
    case lines
    case line(id: String)
    case card
    case ask(peer: String?)
    case limits
    case request
    case duty
    case peers
    case exclusions
    case settings
    case choice
    case checks
    case check(id: String)
    case trend(id: String)
    case checklist(id: String)
    case checkFile
    case linesFor(need: Need)
    case coping
    case exercise(id: String)
    case sleepTimes
    case helped
    case plan
    case planPaper
    case reminders
    case checkIns
    case privacy

    /// Its name in scenario files.
    public var name: String {
        switch self {
        case .lines: "lines"
        case .line: "line"
        case .card: "card"
        case .ask: "ask"
        case .limits: "limits"
        case .request: "request"
        case .duty: "duty"
        case .peers: "peers"
        case .exclusions: "exclusions"
        case .settings: "settings"
        case .choice: "choice"
        case .checks: "checks"
        case .check: "check"
        case .trend: "trend"
        case .checklist: "checklist"
        case .checkFile: "check-file"
        case .linesFor: "lines-for"
        case .coping: "coping"
        case .exercise: "exercise"
        case .sleepTimes: "sleep-times"
        case .helped: "helped"
        case .plan: "plan"
        case .planPaper: "plan-paper"
        case .reminders: "reminders"
        case .checkIns: "check-ins"
        case .privacy: "privacy"
        }
    }
}
