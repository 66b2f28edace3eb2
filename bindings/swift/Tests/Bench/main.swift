import Foundation
import Peerline

// What one call costs that returns a page of 50 records: prints one line of JSON, microseconds.
// The page is the first 50 of the crisis lines, whose records are the largest that cross the border.

let calls = 400
let atMost = Duration.seconds(20)

let clock = ContinuousClock()
let begun = clock.now
let first = try clock.measure { _ = try crisisLines(place: Place(), language: "en") }
var records = 0
var taken: [Duration] = []
while taken.count < calls && clock.now - begun < atMost {
    taken.append(try clock.measure { records = try crisisLines(place: Place(), language: "en").rows.count })
}
taken.sort()
let figures: [String: Any] = [
    "figure": "swift_one_call", "records": records, "calls": taken.count, "first_us": microseconds(first),
    "min_us": microseconds(taken[0]), "p50_us": microseconds(taken[taken.count / 2]),
]
let line = try JSONSerialization.data(withJSONObject: figures, options: .sortedKeys)
FileHandle.standardOutput.write(line + Data("\n".utf8))

func microseconds(_ duration: Duration) -> Int {
    Int(duration / .microseconds(1))
}
