import Foundation
import Peerline

/// Kind `crisis`: the order of the list, search by need, the crisis choice, and whether a line is open.
func crisisCase(content: Fields, one: Fields) throws -> Any {
    guard let language = one["language"] as? String, let now = (one["now"] as? String).flatMap(moment) else {
        throw NoCases(about: "no language or moment")
    }
    let place = Place(country: one["country"] as? String, region: one["region"] as? String)
    if let words = one["needs"] as? [String] {
        let search = try crisisSearch(place: place, needs: words.map(need), language: language, at: now)
        return ["order": search.rows.map(\.id), "found": search.found, "notes": search.notes]
    }
    if one["choice"] != nil {
        return choice(try crisisChoice(place: place, language: language, at: now))
    }
    guard let hours = one["hours"] as? Fields else {
        return list(try crisisLines(place: place, language: language, at: now))
    }
    var entry = content["entry"] as? Fields ?? [:]
    entry["hours"] = hours
    let text = String(decoding: try JSONSerialization.data(withJSONObject: entry), as: UTF8.self)
    let rows = try trialLines(entry: text, place: Place(country: "US"), language: language, at: now).rows
    guard let row = rows.first(where: { $0.addedBy != nil }) else { return "the entry was refused" }
    return texts(row).merging(state(row.open)) { $1 }
}

private func choice(_ view: CrisisView) -> Fields {
    [
        "calls": view.calls.map(\.id),
        "texts": view.texts.map(\.id),
        "emergency": view.emergency.map(\.id),
        "peer": snake("\(view.peer)"),
        "plan": snake("\(view.plan)"),
        "peer_says": view.peerSays,
        "plan_says": view.planSays,
        "emergency_says": view.emergencySays,
        "notes": view.notes,
    ]
}

private func need(_ word: String) throws -> Need {
    let all: [Need] = [.officer, .veteran, .family, .suicide, .trauma, .alcohol, .spanish, .textOnly, .deaf]
    guard let found = all.first(where: { snake("\($0)") == word }) else { throw NoCases(about: "no such need") }
    return found
}

private func list(_ list: LineList) -> Fields {
    [
        "order": list.rows.map(\.id),
        "groups": list.rows.map { snake("\($0.group)") },
        "note": json(list.note),
        "rows": Dictionary(uniqueKeysWithValues: list.rows.map { ($0.id, texts($0)) }),
    ]
}

private func state(_ open: OpenState) -> Fields {
    switch open {
    case .open(let closes, let unlessHoliday):
        ["state": "open", "closes": json(closes.map(text)), "unless_holiday": unlessHoliday]
    case .closed(let opens):
        ["state": "closed", "opens": json(opens.map(text))]
    case .notKnown:
        ["state": "not_known"]
    }
}

private func texts(_ row: LineRow) -> Fields {
    [
        "police": row.police,
        "who_answers": row.whoAnswers,
        "cost": row.cost,
        "your_number": row.yourNumber,
        "kind": row.kind,
        "checked": row.checked,
        "open_now": row.openNow,
        "hours": row.hours,
        "calls": row.calls.map(\.uri),
        "press": row.calls.map { json($0.press) },
        "keywords": row.texts.map { json($0.keyword) },
    ]
}

private func json(_ text: String?) -> Any { text ?? NSNull() }

/// `regionOfficers` as `region_officers`.
private func snake(_ name: String) -> String {
    name.map { $0.isUppercase ? "_\($0.lowercased())" : "\($0)" }.joined()
}

private func moment(_ text: String) -> Date? { ISO8601DateFormatter().date(from: text) }

private func text(_ moment: Date) -> String { ISO8601DateFormatter().string(from: moment) }
