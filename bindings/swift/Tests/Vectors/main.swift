import Foundation
import Peerline

// Is told files of cases, prints `{"file", "case", "got"}` for every case. `cargo xtask vectors` compares.

/// A file's content, a case, or a part of one.
typealias Fields = [String: Any]

/// The kinds of cases that Swift knows, and how one is carried out: the file's content and the case, to what came out. `crisis`
/// goes through the calls that a phone has; the others have none of their own and are lent by the tests' library.
let kinds: [String: (Fields, Fields) throws -> Any] = [
    "crisis": crisisCase,
    "directory": lentCase("directory"),
    "life": lentCase("life"),
    "scoring": lentCase("scoring"),
    "trend": lentCase("trend"),
    "exercise": lentCase("exercise"),
    "plan": lentCase("plan"),
    "pack": lentCase("pack"),
    "wire": lentCase("wire"),
]

struct NoCases: Error {
    let about: String
}

for path in CommandLine.arguments.dropFirst() {
    let file = URL(fileURLWithPath: path)
    guard let content = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? Fields else {
        throw NoCases(about: "not an object")
    }
    guard let name = content["kind"] as? String, let kind = kinds[name] else { throw NoCases(about: "unknown kind") }
    for case let one as Fields in content["cases"] as? [Any] ?? [] {
        let line: Fields = ["file": file.lastPathComponent, "case": one["id"] ?? "", "got": try kind(content, one)]
        FileHandle.standardOutput.write(try JSONSerialization.data(withJSONObject: line) + Data("\n".utf8))
    }
}
