import Foundation
import Peerline
import Testing

/// The border's error that a call is refused with; without one the test fails.
func refusal<T>(
    sourceLocation: SourceLocation = #_sourceLocation, of call: () throws -> T
) -> PeerlineError? {
    do {
        _ = try call()
        Issue.record("nothing was refused", sourceLocation: sourceLocation)
        return nil
    } catch let error as PeerlineError {
        return error
    } catch {
        Issue.record("not an error of the border", sourceLocation: sourceLocation)
        return nil
    }
}

/// A folder that is gone with the test.
final class PrivateFolder: Sendable {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("peerline-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }
}

/// What an app's own code may throw, with something in it that must not come out anywhere.
struct Unexpected: Error {
    let text: String
}

/// Somebody who does not exist, and must not appear in anything printed.
let personal = "Dana Ruiz, badge 4411"
