import Accessibility
import Foundation
import Peerline
import PeerlineModels
import UIKit

/// Puts the shell together with the phone's real parts.
@MainActor enum OpenedShell {
    static func make() -> Shell {
        let folder = PrivateFolder.path
        let phone = Phone(
            open: { UIApplication.shared.open($0) },
            unlock: { await AppLock.ask(reason: $0) },
            announce: { AccessibilityNotification.Announcement($0).post() },
            showNeutralIcon: { await NeutralIcon.show($0) },
            buzz: { Buzz.play($0) },
            handOver: { HandOver.show($0) },
            pickFile: { await FilePicker.pick() },
            allowNotices: { await NeutralNotice.allow() },
            time: { $0.formatted(date: .omitted, time: .shortened) },
            day: { $0.formatted(date: .abbreviated, time: .omitted) },
            zone: .autoupdatingCurrent, countryHint: Locale.current.region?.identifier)
        return Shell(folder: folder, languages: Locale.preferredLanguages, phone: phone) {
            // Before every opening: a file that a backup or an update brought may have lost its protection.
            try PrivateFolder.prepare()
            return try Peerline.open(folder: folder, keyStore: KeychainKeys())
        }
    }
}
