import AppIntents
import PeerlineModels
import PeerlineViews
import SwiftUI
import UIKit

/// The app: one window, one core, and what the phone does for them.
@main
struct PeerlineApp: App {
    @UIApplicationDelegateAdaptor(Delegate.self) private var delegate

    var body: some Scene {
        WindowGroup { RootView(shell: delegate.shell) }
    }
}

/// Made before the first window, so that a background run finds the same core as the screen.
final class Delegate: NSObject, UIApplicationDelegate {
    private(set) lazy var shell: Shell = OpenedShell.make()
    private lazy var runs = BackgroundRuns(shell: shell)
    private var cover: UIView?

    func application(
        _ application: UIApplication,
        didFinishLaunchingWithOptions options: [UIApplication.LaunchOptionsKey: Any]? = nil
    ) -> Bool {
        // Registered before this returns, or iOS ends the app when it first runs in the background.
        runs.register()
        listen()
        let shell = shell
        AppDependencyManager.shared.add(dependency: shell)
        return true
    }

    /// The clock or the zone was changed, or a day has begun.
    func applicationSignificantTimeChange(_ application: UIApplication) {
        shell.clockChanged()
    }

    /// Only the system's own keyboards: another maker's could see what is typed.
    func application(
        _ application: UIApplication,
        shouldAllowExtensionPointIdentifier identifier: UIApplication.ExtensionPointIdentifier
    ) -> Bool {
        identifier != .keyboard
    }

    // An app with scenes is not told of these by its delegate (`UIApplicationDelegate/applicationDidEnterBackground(_:)` says so); the
    // notifications are posted either way.
    private func listen() {
        let centre = NotificationCenter.default
        centre.addObserver(
            self, selector: #selector(leavesTheScreen), name: UIApplication.willResignActiveNotification, object: nil)
        centre.addObserver(
            self, selector: #selector(isOnTheScreen), name: UIApplication.didBecomeActiveNotification, object: nil)
        centre.addObserver(
            self, selector: #selector(isInTheBackground), name: UIApplication.didEnterBackgroundNotification,
            object: nil)
    }

    @objc private func isInTheBackground() {
        runs.scheduleNext()
        let shell = shell
        Task { await NeutralNotice.setAlarm(shell: shell) }
    }

    // iOS takes a picture of every window when the app leaves the screen. The view's own curtain follows the scene's phase; this
    // plain view is there first, whatever SwiftUI is doing at that moment.
    @objc private func leavesTheScreen() {
        guard cover == nil, let window = Self.window(of: .shared) else { return }
        let plain = UIView(frame: window.bounds)
        plain.backgroundColor = .systemBackground
        plain.autoresizingMask = [.flexibleWidth, .flexibleHeight]
        plain.isAccessibilityElement = false
        window.addSubview(plain)
        cover = plain
    }

    @objc private func isOnTheScreen() {
        cover?.removeFromSuperview()
        cover = nil
    }

    private static func window(of application: UIApplication) -> UIWindow? {
        application.connectedScenes.compactMap { $0 as? UIWindowScene }.flatMap(\.windows).first(where: \.isKeyWindow)
    }
}
