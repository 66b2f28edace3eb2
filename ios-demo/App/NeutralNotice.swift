import PeerlineModels
import UserNotifications

/// The one notice there is: always the same words, nothing in it, nothing on the lock screen that says what it is about.
enum NeutralNotice {
    @MainActor static func show(shell: Shell) async {
        let centre = UNUserNotificationCenter.current()
        guard await centre.notificationSettings().authorizationStatus == .authorized else { return }
        let content = UNMutableNotificationContent()
        content.body = shell.words[.notice]
        content.sound = .default
        // The same id every time: a second notice takes the place of the first, so that their number tells nothing.
        try? await centre.add(UNNotificationRequest(identifier: "notice", content: content, trigger: nil))
    }
}
