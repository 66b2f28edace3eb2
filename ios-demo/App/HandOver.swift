import PeerlineModels
import UIKit
import UniformTypeIdentifiers

/// What its owner wants to have outside of the app goes through the system's own sheets. Nothing is written to a file by us: what is
/// shared is handed over from memory.
@MainActor enum HandOver {
    static func show(_ handed: Handed) {
        switch handed {
        case .page(let html): print(html)
        case .text(let text): share([text])
        case .calendar: share(handed, as: UTType(mimeType: "text/calendar") ?? .data, named: "reminders.ics")
        case .planFile: share(handed, as: .data, named: "plan.peerline")
        case .results: share(handed, as: .json, named: "results.json")
        }
    }

    private static func print(_ html: String) {
        let printer = UIPrintInteractionController.shared
        let job = UIPrintInfo.printInfo()
        // The name shows in the printer's queue: it says nothing.
        job.jobName = ""
        printer.printInfo = job
        printer.printFormatter = UIMarkupTextPrintFormatter(markupText: html)
        printer.present(animated: true)
    }

    private static func share(_ handed: Handed, as type: UTType, named name: String) {
        let bytes = handed.bytes
        let provider = NSItemProvider()
        provider.suggestedName = name
        provider.registerDataRepresentation(for: type, visibility: .all) { done in
            done(bytes, nil)
            return nil
        }
        share([provider])
    }

    private static func share(_ items: [Any]) {
        let sheet = UIActivityViewController(activityItems: items, applicationActivities: nil)
        guard let top = Screen.top else { return }
        // Where it is no sheet but a bubble, it has to come out of something.
        sheet.popoverPresentationController?.sourceView = top.view
        top.present(sheet, animated: true)
    }
}

/// The view controller that is seen.
@MainActor enum Screen {
    static var top: UIViewController? {
        let scenes = UIApplication.shared.connectedScenes.compactMap { $0 as? UIWindowScene }
        var top = scenes.flatMap(\.windows).first(where: \.isKeyWindow)?.rootViewController
        while let next = top?.presentedViewController { top = next }
        return top
    }
}
