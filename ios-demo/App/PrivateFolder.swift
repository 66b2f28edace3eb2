import Foundation

/// Where the core keeps its files: in the app's own container, left out of backups, sealed by the phone while it is locked.
///
/// The core seals every file itself; what is set here comes on top. Its folder `one` holds the officer's file, `two` the duty file.
enum PrivateFolder {
    static var path: String { url.path }

    private static var url: URL {
        URL.applicationSupportDirectory.appending(path: "core", directoryHint: .isDirectory)
    }

    /// Makes the folders, or sets their protection again. New files in a folder take its class.
    static func prepare() throws {
        try make(url, .completeUntilFirstUserAuthentication)
        // Unreadable a few seconds after the phone was locked.
        try make(url.appending(path: "one", directoryHint: .isDirectory), .complete)
        // Readable after the first unlock, so that a peer's duty and a request under way go on in the background.
        try make(url.appending(path: "two", directoryHint: .isDirectory), .completeUntilFirstUserAuthentication)
    }

    private static func make(_ folder: URL, _ protection: FileProtectionType) throws {
        let attributes: [FileAttributeKey: Any] = [.protectionKey: protection]
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: attributes)
        try FileManager.default.setAttributes(attributes, ofItemAtPath: folder.path)
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        var folder = folder
        try folder.setResourceValues(values)
        // Files that were there before, and those that a new file took the place of.
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            try FileManager.default.setAttributes(attributes, ofItemAtPath: folder.appending(path: file).path)
        }
    }
}
