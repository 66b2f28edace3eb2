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
        }
    }
}
