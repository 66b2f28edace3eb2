import Foundation
import Peerline

/// The kinds without a call of their own: the library carries out the case, with what the file says once for all of them.
func lentCase(_ kind: String) -> (Fields, Fields) throws -> Any {
    { content, one in
        let common = content.filter { !["format", "kind", "about", "cases"].contains($0.key) }
        let complete = try JSONSerialization.data(withJSONObject: one.merging(common) { own, _ in own })
        let got = try trialVector(kind: kind, caseJson: String(decoding: complete, as: UTF8.self))
        return try JSONSerialization.jsonObject(with: Data(got.utf8), options: .fragmentsAllowed)
    }
}
