import AppIntents
import Peerline
import PeerlineModels

/// "Crisis lines", by voice, from Spotlight or from a button of the phone. Opens the lines; nothing is opened before them.
struct CrisisLinesIntent: AppIntent {
    static let title: LocalizedStringResource = "Crisis lines"
    static let openAppWhenRun = true
    static let authenticationPolicy = IntentAuthenticationPolicy.alwaysAllowed

    @Dependency private var shell: Shell

    @MainActor func perform() async throws -> some IntentResult {
        shell.start(at: .lines)
        return .result()
    }
}

/// The words are those of the core's catalogue, also in `es.lproj`; a test compares.
struct CrisisLinesShortcut: AppShortcutsProvider {
    static var appShortcuts: [AppShortcut] {
        AppShortcut(
            intent: CrisisLinesIntent(), phrases: ["Crisis lines in \(.applicationName)"], shortTitle: "Crisis lines",
            systemImageName: "phone")
    }
}
