import Foundation
import PeerlineModels
import UserNotifications

/// The one notice there is: always the same words, nothing in it, nothing on the lock screen that says what it is about.
@MainActor enum NeutralNotice {
    /// Asks its owner. iOS asks once; what they said then holds until they change it in the phone's settings.
    static func allow() async {
        // Refused: then the app says what is due when it is opened.
        _ = try? await UNUserNotificationCenter.current().requestAuthorization(options: [.alert, .sound])
    }

    static func show(shell: Shell) async {
        // The same id every time: a second notice takes the place of the first, so that their number tells nothing.
        await give("notice", at: nil, shell)
    }

    /// The phone's own alarm for the next reminder, set anew whenever the app leaves the screen; none is due: none is set. iOS keeps
    /// the time and the neutral words, and nothing of what it is for.
    static func setAlarm(shell: Shell) async {
        UNUserNotificationCenter.current().removePendingNotificationRequests(withIdentifiers: ["reminder"])
        if let due = await shell.nextReminder() { await give("reminder", at: due, shell) }
    }

    private static func give(_ id: String, at due: Date?, _ shell: Shell) async {
        let centre = UNUserNotificationCenter.current()
        guard await centre.notificationSettings().authorizationStatus == .authorized else { return }
        let content = UNMutableNotificationContent()
        content.body = shell.words[.notice]
        content.sound = .default
        let trigger = due.map { due in
            UNTimeIntervalNotificationTrigger(timeInterval: max(due.timeIntervalSinceNow, 1), repeats: false)
        }
        try? await centre.add(UNNotificationRequest(identifier: id, content: content, trigger: trigger))
    }
}
