import Peerline
import PeerlineModels
import SwiftUI

/// The first screen.
struct HomeView: View {
    let model: HomeModel

    var body: some View {
        Frame(model: model) {
            VStack(alignment: .leading, spacing: Space.close) { Sentences(texts: model.says) }
            OfferButtons(offers: model.others, look: .quiet)
        } bottom: {
            ForEach(model.choices) { choice in
                OfferButton(offer: choice, look: choice.id == Words.lines ? .line : .choice)
            }
        }
        .ink(\.onGround)
    }
}

/// The crisis lines.
struct LinesView: View {
    let model: LinesModel

    var body: some View {
        Frame(model: model) {
            if let note = model.note { Sentence(note) }
            ForEach(Array(model.groups.enumerated()), id: \.offset) { _, group in
                Heading(group.heading)
                ForEach(group.rows, id: \.id) { row in
                    LineCard(shell: model.shell, row: row)
                }
            }
        } bottom: {
            EmptyView()
        }
        .ink(\.onGround)
    }
}

/// One line in a list: everything about it, and every way to reach it.
struct LineCard: View {
    let shell: Shell
    let row: LineRow

    var body: some View {
        Card {
            OfferButton(offer: shell.detail(of: row), look: .quiet)
            Sentences(texts: Array(shell.sentences(of: row).dropFirst()))
            OfferButtons(offers: shell.ways(of: row), look: .line)
        }
    }
}

/// The lines that are there for one thing.
struct NeededLinesView: View {
    let model: NeededLinesModel

    var body: some View {
        Frame(model: model) {
            Sentences(texts: model.found?.notes ?? [])
            ForEach(model.rows, id: \.id) { LineCard(shell: model.shell, row: $0) }
        } bottom: {
            EmptyView()
        }
        .ink(\.onGround)
    }
}

/// One line.
struct LineView: View {
    let model: LineModel

    var body: some View {
        Frame(model: model) {
            Sentences(texts: model.says)
        } bottom: {
            OfferButtons(offers: model.offers, look: .line)
        }
        .ink(\.onGround)
    }
}

/// The card of a pool.
struct CardView: View {
    @Bindable var model: CardModel

    var body: some View {
        Frame(model: model) {
            Sentences(texts: model.says)
            if model.pool == nil {
                Field(name: model.shell.words[.cardLetters], text: $model.letters)
            }
        } bottom: {
            OfferButtons(offers: model.offers, look: .main)
        }
        .ink(\.onGround)
    }
}

/// Before the one tap.
struct AskView: View {
    let model: AskModel

    var body: some View {
        Frame(model: model) {
            if let name = model.name { Heading(name) }
            Sentences(texts: model.beside)
            Heading(model.shell.words[.topics])
            OfferButtons(offers: model.topicOffers, look: .second)
            Heading(model.shell.words[.wishes])
            OfferButtons(offers: model.wishOffers, look: .second)
        } bottom: {
            ForEach(model.askOffers) { offer in
                OfferButton(offer: offer, look: offer.id == model.askOffers.last?.id ? .main : .second)
            }
            OfferButton(offer: model.shell.linesNow, look: .line)
        }
        .ink(\.onGround)
    }
}

/// What a peer must disclose, with the deadline.
struct LimitsView: View {
    let model: LimitsModel

    var body: some View {
        Frame(model: model) {
            Sentences(texts: model.says)
        } bottom: {
            OfferButtons(offers: model.offers, look: .main)
        }
        .ink(\.onGround)
    }
}

/// The request under way.
struct RequestView: View {
    @Bindable var model: RequestModel

    var body: some View {
        Frame(model: model) {
            if let first = model.says.first {
                Sentence(first, .title2).accessibilityAddTraits(.updatesFrequently)
            }
            Sentences(texts: Array(model.says.dropFirst()))
            if model.canShareNumber {
                Field(name: model.shell.words[.myNumber], text: $model.myNumber)
            }
            OfferButtons(offers: model.levels, look: .second)
        } bottom: {
            ForEach(model.actions) { offer in
                OfferButton(offer: offer, look: offer.id == Words.linesNow ? .line : .second)
            }
        }
        .ink(\.onGround)
    }
}

/// The peer's side.
struct DutyView: View {
    let model: DutyModel

    var body: some View {
        Frame(model: model) {
            Sentences(texts: model.standing)
            ForEach(model.requests, id: \.id) { request in
                VStack(alignment: .leading, spacing: Space.small) {
                    Sentences(texts: model.sentences(of: request))
                    OfferButtons(offers: model.offers(of: request), look: .second)
                }
                .padding(Space.normal)
                .card(\.surface)
            }
            OfferButtons(offers: model.around, look: .quiet)
        } bottom: {
            OfferButtons(offers: model.dutyOffers, look: .main)
        }
        .ink(\.onGround)
    }
}

/// Settings.
struct SettingsView: View {
    let model: SettingsModel

    var body: some View {
        Frame(model: model) {
            Choice(
                name: words[.country], none: words[.notSet], values: model.countries.map { ($0.code, $0.name) },
                chosen: set.country
            ) { [model] in await model.choose(country: $0) }
            Choice(
                name: words[.region], none: words[.notSet], values: model.regions.map { ($0.code, $0.name) },
                chosen: set.region
            ) { [model] in await model.choose(region: $0) }
            Choice(
                name: words[.language], none: words[.languageOfPhone],
                values: model.languages.map { ($0.tag, $0.name) }, chosen: set.language
            ) { [model] in await model.choose(language: $0) }
            Choice(
                name: words[.lock], none: words[.lockOff],
                values: model.locks.compactMap { lock in lock.minutes.map { ("\($0)", lock.name) } },
                chosen: set.lockAfterMinutes.map { "\($0)" }
            ) { [model] in await model.choose(lock: $0.flatMap { UInt8($0) }) }
            Choice(
                name: words[.myAgency], none: words[.notSet], values: model.agencies.map { ($0, $0) },
                chosen: model.myAgency
            ) { [model] in await model.choose(agency: $0) }
            Switch(name: words[.neutralName], isOn: set.neutralName) { [model] in
                await model.choose(neutralName: $0)
            }
            Sentence(words[.neutralAboutIcon])
            Switch(name: words[.buzz], isOn: set.buzz) { [model] in await model.choose(buzz: $0) }
        } bottom: {
            OfferButtons(offers: model.offers, look: .second)
        }
        .ink(\.onGround)
    }

    private var words: Words { model.shell.words }
    private var set: Settings { model.shell.settings }
}

/// Whom the officer must not meet.
struct ExclusionsView: View {
    let model: ExclusionsModel

    var body: some View {
        Frame(model: model) {
            Sentences(texts: model.about)
            ForEach(model.rows) { row in
                VStack(alignment: .leading, spacing: Space.small) {
                    Sentences(texts: model.sentences(of: row))
                    OfferButton(offer: model.takeBack(row), look: .second)
                }
                .padding(Space.normal)
                .card(\.surface)
            }
            if model.canChoose { choosing }
        } bottom: {
            EmptyView()
        }
        .ink(\.onGround)
    }

    @ViewBuilder private var choosing: some View {
        Heading(words[.excludeRole])
        OfferButtons(offers: model.roles, look: .second)
        if model.byRole.role != nil {
            Heading(words[.agency])
            OfferButtons(offers: model.agenciesOfRole, look: .second)
            Heading(words[.excludeWhy])
            OfferButtons(offers: model.reasons, look: .second)
            OfferButtons(offers: model.leaveOut, look: .main)
        }
        Heading(words[.excludeAgency])
        OfferButtons(offers: model.wholeAgencies, look: .second)
    }

    private var words: Words { model.shell.words }
}
