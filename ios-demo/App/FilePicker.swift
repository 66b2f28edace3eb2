import PeerlineModels
import UIKit
import UniformTypeIdentifiers

/// Lets the phone's owner choose one file, and reads it. Nothing else of the folder can be seen by this app.
@MainActor final class FilePicker: NSObject, UIDocumentPickerDelegate {
    /// No plan and no file of results is larger; the core says the same of what it is given.
    private static let most = 8 * 1024 * 1024
    // The picker only holds its delegate weakly.
    private static var open: FilePicker?
    private var waiting: CheckedContinuation<Picked, Never>?

    static func pick() async -> Picked {
        guard open == nil, let top = Screen.top else { return .none }
        return await withCheckedContinuation { waiting in
            let one = FilePicker()
            one.waiting = waiting
            open = one
            let picker = UIDocumentPickerViewController(forOpeningContentTypes: [.data, .json], asCopy: false)
            picker.delegate = one
            top.present(picker, animated: true)
        }
    }

    func documentPicker(_ controller: UIDocumentPickerViewController, didPickDocumentsAt urls: [URL]) {
        end(urls.first.map { url in Self.read(url).map { .file($0) } ?? .unreadable } ?? .none)
    }

    func documentPickerWasCancelled(_ controller: UIDocumentPickerViewController) { end(.none) }

    private func end(_ picked: Picked) {
        waiting?.resume(returning: picked)
        waiting = nil
        Self.open = nil
    }

    private static func read(_ url: URL) -> Data? {
        let entered = url.startAccessingSecurityScopedResource()
        defer { if entered { url.stopAccessingSecurityScopedResource() } }
        guard let size = try? url.resourceValues(forKeys: [.fileSizeKey]).fileSize, size <= most else { return nil }
        return try? Data(contentsOf: url)
    }
}
