import Foundation
import Peerline

// What one call costs that returns a page, in microseconds: prints one line of JSON. The page is the list of crisis lines (at most 50
// records, the largest that cross the border, with the core's own work in it); beside it a call that does nothing.

let calls = 400
let longest = Duration.seconds(20)

let clock = ContinuousClock()
let first = try clock.measure { _ = try page() }
let records = try page()
let pages = try measured { _ = try page() }
let token = CancelToken()
let nothing = try measured { _ = token.isCancelled() }
let figures: [String: Any] = [
    "figure": "swift_one_call", "records": records, "calls": pages.count, "first_us": microseconds(first),
    "min_us": microseconds(pages[0]), "p50_us": microseconds(pages[pages.count / 2]),
    "no_op_min_us": microseconds(nothing[0]), "no_op_p50_us": microseconds(nothing[nothing.count / 2]),
]
let line = try JSONSerialization.data(withJSONObject: figures, options: .sortedKeys)
FileHandle.standardOutput.write(line + Data("\n".utf8))

func page() throws -> Int {
    try crisisLines(place: Place(), language: "en").rows.count
}

/// Times in order, the smallest first: so many calls, or as many as fit into the time.
func measured(_ call: () throws -> Void) throws -> [Duration] {
    let ends = clock.now + longest
    var times: [Duration] = []
    repeat { times.append(try clock.measure(call)) } while times.count < calls && clock.now < ends
    return times.sorted()
}

func microseconds(_ duration: Duration) -> Double {
    (duration / .microseconds(1) * 10).rounded() / 10
}
