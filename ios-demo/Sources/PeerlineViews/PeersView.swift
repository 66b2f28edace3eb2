import Peerline
import PeerlineModels
import SwiftUI

/// The directory.
struct PeersView: View {
    @Bindable var model: PeersModel

    var body: some View {
        Frame(model: model) {
            Field(name: words[.search], text: $model.search.text)
            if model.showsFilters { filters }
            Sentences(texts: model.filtersOn + model.none)
            LazyVStack(alignment: .leading, spacing: Space.normal) {
                ForEach(model.rows, id: \.id) { row in
                    VStack(alignment: .leading, spacing: Space.small) {
                        Sentences(texts: model.sentences(of: row))
                        OfferButtons(offers: model.offers(of: row), look: .second)
                    }
                    .padding(Space.normal)
                    .card(\.surface)
                }
            }
        } bottom: {
            OfferButtons(offers: model.footer, look: .quiet)
        }
        .ink(\.onGround)
        .task(id: model.search) { await model.refresh() }
    }

    private var words: Words { model.shell.words }

    @ViewBuilder private var filters: some View {
        Choice(
            name: words[.agency], none: words[.any], values: model.agencies.map { ($0, $0) },
            chosen: model.search.agency
        ) { [model] in model.search.agency = $0 }
        if model.myAgency != nil {
            Switch(name: words[.notMyAgency], isOn: model.search.isOutsideMine) { [model] in
                model.search.isOutsideMine = $0
            }
        }
        if let choices = model.choices {
            Choice(
                name: words[.filterTopic], none: words[.any], values: choices.topics.map { ($0.value, $0.name) },
                chosen: model.search.topic
            ) { [model] in model.search.topic = $0 }
            Choice(
                name: words[.role], none: words[.any], values: choices.roles.map { ($0.value, $0.name) },
                chosen: model.search.role
            ) { [model] in model.search.role = $0 }
            Choice(
                name: words[.experience], none: words[.any], values: choices.topics.map { ($0.value, $0.name) },
                chosen: model.search.experience
            ) { [model] in model.search.experience = $0 }
            Choice(
                name: words[.reachedBy], none: words[.any], values: choices.modalities.map { ($0.value, $0.name) },
                chosen: model.search.modality
            ) { [model] in model.search.modality = $0 }
            Choice(
                name: words[.gender], none: words[.any], values: choices.genders.map { ($0.value, $0.name) },
                chosen: model.search.gender
            ) { [model] in model.search.gender = $0 }
        }
        Choice(
            name: words[.region], none: words[.any], values: model.regions.map { ($0.code, $0.name) },
            chosen: model.search.region
        ) { [model] in model.search.region = $0 }
        Choice(
            name: words[.speaks], none: words[.any], values: model.spokenLanguages.map { ($0.tag, $0.name) },
            chosen: model.search.spoken
        ) { [model] in model.search.spoken = $0 }
        Switch(name: words[.veteran], isOn: model.search.isVeteran) { [model] in model.search.isVeteran = $0 }
    }
}

// MARK: What is typed, switched and chosen

/// Something to type into. Its name stays above it while somebody types.
struct Field: View {
    let name: String
    let text: Binding<String>

    var body: some View {
        VStack(alignment: .leading, spacing: Space.tight) {
            Sentence(name, .subheadline).accessibilityHidden(true)
            TextField(text: text) { Text(verbatim: name) }
                .frame(minHeight: Touch.least)
                .padding(Space.close)
                .card(\.surface)
                .privacySensitive()
        }
    }
}

/// A day and a time, or a time of the day alone.
struct Moment: View {
    let name: String
    let components: DatePickerComponents
    let moment: Binding<Date>

    var body: some View {
        DatePicker(selection: moment, displayedComponents: components) { Sentence(name) }
            .frame(minHeight: Touch.least)
    }
}

/// On or off.
struct Switch: View {
    let name: String
    let isOn: Bool
    let set: @MainActor (Bool) async -> Void

    var body: some View {
        Toggle(isOn: Binding(get: { isOn }, set: { now in Task { await set(now) } })) { Sentence(name) }
            .frame(minHeight: Touch.least)
    }
}

/// One of several, or none of them.
struct Choice<Value: Hashable & Sendable>: View {
    let name: String
    let none: String
    let values: [(value: Value, name: String)]
    let chosen: Value?
    let choose: @MainActor (Value?) async -> Void

    var body: some View {
        Picker(selection: Binding(get: { chosen }, set: { now in Task { await choose(now) } })) {
            Text(verbatim: none).tag(Value?.none)
            ForEach(Array(values.enumerated()), id: \.offset) { _, one in
                Text(verbatim: one.name).tag(Value?.some(one.value))
            }
        } label: {
            Sentence(name)
        }
        .frame(minHeight: Touch.least)
    }
}
