import UIKit

/// The neutral icon. iOS shows an alert when it changes, and has no way to change the name under it: `docs` and the settings say so.
enum NeutralIcon {
    @MainActor static func show(_ neutral: Bool) async {
        guard UIApplication.shared.supportsAlternateIcons else { return }
        // A refusal leaves the icon that was there; the setting in the app stays, and is tried again with the next change.
        try? await UIApplication.shared.setAlternateIconName(neutral ? "PlainIcon" : nil)
    }
}
