import Foundation
import Peerline

@testable import PeerlineModels

/// What a step types, switches or chooses: a field by its name, and a text. An empty one takes the choice back.
struct Typing {
    let field: String
    let text: String
    /// What the phone's clock shows.
    let now: Int64

    @MainActor func into(_ screen: ScreenModel) async throws {
        switch screen {
        case let plan as PlanModel: try type(into: plan)
        case let paper as PlanPaperModel where field == "passphrase": paper.passphrase = text
        case let card as CardModel where field == "card": card.letters = text
        case let request as RequestModel where field == "number": request.myNumber = text
        case let reminders as FollowUpsModel: try type(into: reminders)
        case let times as SleepTimesModel: try type(into: times)
        case let peers as PeersModel: try type(into: &peers.search, peers.choices)
        case let settings as SettingsModel: try await type(into: settings)
        default: throw Unreadable(what: field)
        }
    }

    private var chosen: String? { text.isEmpty ? nil : text }

    @MainActor private func type(into plan: PlanModel) throws {
        switch field {
        case "text": plan.text = text
        case "number": plan.number = text
        default: throw Unreadable(what: field)
        }
    }

    @MainActor private func type(into reminders: FollowUpsModel) throws {
        switch field {
        case "title": reminders.calendarTitle = text
        case "in_hours":
            guard let hours = Int64(text) else { throw Unreadable(what: text) }
            reminders.when = Date(timeIntervalSince1970: TimeInterval(now + hours * 3600))
        default: throw Unreadable(what: field)
        }
    }

    @MainActor private func type(into times: SleepTimesModel) throws {
        switch field {
        case "bed": times.bed = try timeOfDay()
        case "shift": times.shift = try timeOfDay()
        case "down": times.down = try timeOfDay()
        case "slept": times.slept = chosen.flatMap { UInt16($0) }
        case "on_duty": times.onDuty = chosen.flatMap { UInt16($0) }
        default: throw Unreadable(what: field)
        }
    }

    private func timeOfDay() throws -> UInt16 {
        let parts = text.split(separator: ":").compactMap { UInt16($0) }
        guard parts.count == 2 else { throw Unreadable(what: text) }
        return parts[0] * 60 + parts[1]
    }

    private func type(into search: inout Search, _ choices: Choices?) throws {
        let choices =
            choices ?? Choices(topics: [], wishes: [], roles: [], modalities: [], genders: [], reasons: [])
        switch field {
        case "search": search.text = text
        case "agency": search.agency = chosen
        case "region": search.region = chosen
        case "spoken": search.spoken = chosen
        case "topic": search.topic = try one(choices.topics.map(\.value))
        case "experience": search.experience = try one(choices.topics.map(\.value))
        case "role": search.role = try one(choices.roles.map(\.value))
        case "modality": search.modality = try one(choices.modalities.map(\.value))
        case "gender": search.gender = try one(choices.genders.map(\.value))
        case "veteran": search.isVeteran = text == "yes"
        case "not_my_agency": search.isOutsideMine = text == "yes"
        default: throw Unreadable(what: field)
        }
    }

    /// The value of this name; none if nothing was chosen.
    private func one<Value>(_ values: [Value]) throws -> Value? {
        guard let chosen else { return nil }
        guard let value = values.first(where: { "\($0)" == chosen }) else { throw Unreadable(what: chosen) }
        return value
    }

    @MainActor private func type(into settings: SettingsModel) async throws {
        switch field {
        case "country": await settings.choose(country: chosen)
        case "region": await settings.choose(region: chosen)
        case "language": await settings.choose(language: chosen)
        case "lock": await settings.choose(lock: chosen.flatMap { UInt8($0) })
        case "neutral_name": await settings.choose(neutralName: text == "yes")
        case "buzz": await settings.choose(buzz: text == "yes")
        case "my_agency": await settings.choose(agency: chosen)
        default: throw Unreadable(what: field)
        }
    }
}
