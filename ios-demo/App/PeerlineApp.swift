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
        let shell = shell
        AppDependencyManager.shared.add(dependency: shell)
        return true
    }

    func applicationDidEnterBackground(_ application: UIApplication) {
        runs.scheduleNext()
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

    // iOS takes a picture of every window when the app leaves the screen. The view's own curtain follows the scene's phase; this
    // plain view is there first, whatever SwiftUI is doing at that moment.
    func applicationWillResignActive(_ application: UIApplication) {
        guard cover == nil, let window = Self.window(of: application) else { return }
        let plain = UIView(frame: window.bounds)
        plain.backgroundColor = .systemBackground
        plain.autoresizingMask = [.flexibleWidth, .flexibleHeight]
        plain.isAccessibilityElement = false
        window.addSubview(plain)
        cover = plain
    }

    func applicationDidBecomeActive(_ application: UIApplication) {
        cover?.removeFromSuperview()
        cover = nil
    }

    private static func window(of application: UIApplication) -> UIWindow? {
        application.connectedScenes.compactMap { $0 as? UIWindowScene }.flatMap(\.windows).first(where: \.isKeyWindow)
    }
}
