import Peerline
import PeerlineModels
import SwiftUI

/// The crisis choice.
struct CrisisChoiceView: View {
    let model: CrisisChoiceModel

    var body: some View {
        Frame(model: model) {
            Sentences(texts: model.view?.notes ?? [])
            lines((model.view?.calls ?? []) + (model.view?.texts ?? []))
            Sentences(texts: [model.view?.peerSays, model.view?.planSays].compactMap { $0 })
            OfferButtons(offers: [model.peer, model.plan].compactMap { $0 }, look: .choice)
            if let says = model.view?.emergencySays { Sentence(says) }
            lines(model.view?.emergency ?? [])
        } bottom: {
            OfferButton(offer: model.shell.linesNow, look: .line)
        }
        .ink(\.onGround)
    }

    private func lines(_ rows: [LineRow]) -> some View {
        ForEach(rows, id: \.id) { row in
            VStack(alignment: .leading, spacing: Space.small) {
                Sentences(texts: model.sentences(of: row))
                OfferButtons(offers: model.ways(of: row), look: .line)
            }
            .padding(Space.normal)
            .card(\.surface)
        }
    }
}

/// The coping tools.
struct CopingView: View {
    let model: CopingModel

    var body: some View {
        Frame(model: model) {
            if let note = model.note { Sentence(note) }
            ForEach(model.rows, id: \.id) { row in
                VStack(alignment: .leading, spacing: Space.small) {
                    OfferButton(offer: model.open(row), look: .second)
                    Sentences(texts: Array(model.sentences(of: row).dropFirst()))
                }
                .padding(Space.normal)
                .card(\.surface)
            }
        } bottom: {
            EmptyView()
        }
        .ink(\.onGround)
    }
}

/// One tool. What moves has a still form that says the same in words.
struct ExerciseView: View {
    let model: ExerciseModel
    @Environment(\.accessibilityReduceMotion) private var reduceMotion

    var body: some View {
        Frame(model: model) {
            if model.stage == .under, let moment = model.moment {
                Sentence(moment.text, .title).accessibilityAddTraits(.updatesFrequently)
                Sentence(moment.caption)
                if !reduceMotion, let schedule = model.schedule, moment.leftMs != nil {
                    TimelineView(.animation(minimumInterval: Motion.breathFrame, paused: moment.paused)) { _ in
                        Breathing(level: breathLevel(in: schedule, at: model.ranMs()))
                    }
                }
                Sentences(texts: [moment.still, moment.allLeft])
            } else {
                Sentences(texts: model.says)
                // No button is named by its number alone: the question above them is what they answer.
                OfferButtons(offers: model.offers.filter { $0.isOn != nil }, look: .second)
            }
        } bottom: {
            OfferButtons(offers: model.offers.filter { $0.isOn == nil }, look: .main)
        }
        .ink(\.onGround)
        .task(id: model.stage) {
            // Words change with the phase, not with the frame.
            while !Task.isCancelled, model.stage == .under {
                await model.refresh()
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
    }
}

/// A circle that grows and shrinks with the breath. For a screen reader it is not there: the words are.
struct Breathing: View {
    let level: Double

    var body: some View {
        Circle()
            .scaleEffect(x: 0.3 + 0.7 * level, y: 0.3 + 0.7 * level)
            .frame(maxWidth: .infinity, minHeight: Touch.choice * 2)
            .ink(\.main)
            .accessibilityHidden(true)
    }
}

/// The safety plan.
struct PlanView: View {
    @Bindable var model: PlanModel

    var body: some View {
        Frame(model: model) {
            if let screen = model.screen {
                Sentence(screen.intro)
                ForEach(Array(screen.steps.enumerated()), id: \.offset) { _, step in
                    VStack(alignment: .leading, spacing: Space.small) {
                        Heading(step.title)
                        Sentences(texts: Array(model.sentences(of: step).dropFirst()))
                        ForEach(Array(step.items.enumerated()), id: \.offset) { _, item in
                            Sentences(texts: model.sentences(of: item))
                            OfferButtons(offers: model.offers(of: item), look: .second)
                        }
                        if model.adding == step.step {
                            Field(name: model.shell.words[.planAddNote], text: $model.text)
                            Field(name: model.shell.words[.call], text: $model.number)
                        }
                        OfferButtons(offers: model.offers(of: step), look: .quiet)
                    }
                    .padding(Space.normal)
                    .card(\.surface)
                }
                Sentences(texts: model.closing)
                OfferButtons(offers: model.closingOffers, look: .second)
            }
        } bottom: {
            EmptyView()
        }
        .ink(\.onGround)
    }
}

/// The reminders.
struct FollowUpsView: View {
    let model: FollowUpsModel

    var body: some View {
        Frame(model: model) {
            if let screen = model.screen {
                Sentences(texts: [screen.intro] + [screen.none].compactMap { $0 })
                ForEach(screen.series, id: \.id) { series in
                    Heading(series.title)
                    ForEach(series.reminders, id: \.id) { reminder in
                        Sentences(texts: model.sentences(of: reminder))
                        OfferButton(offer: model.end(reminder), look: .quiet)
                    }
                }
            }
        } bottom: {
            OfferButtons(offers: model.closing, look: .second)
        }
        .ink(\.onGround)
    }
}

/// What my agency sees, what is on this phone, erase.
struct PrivacyView: View {
    let model: PrivacyModel

    var body: some View {
        Frame(model: model) {
            Sentences(texts: model.says)
            if model.asking == nil, let report = model.report {
                OfferButtons(offers: report.areas.compactMap { model.erase($0) }, look: .quiet)
            }
        } bottom: {
            if model.asking != nil {
                OfferButtons(offers: model.offers, look: .second)
            } else if model.report != nil {
                OfferButton(offer: model.everything, look: .quiet)
            }
        }
        .ink(\.onGround)
    }
}

/// The distress meter, the button "I am not safe", and the checks.
struct ChecksView: View {
    let model: ChecksModel

    var body: some View {
        Frame(model: model) {
            Heading(model.shell.words[.distress])
            if let answer = model.answer { Sentence(answer.says) }
            OfferButtons(offers: model.levels, look: .second)
            ForEach(model.checks, id: \.id) { check in
                VStack(alignment: .leading, spacing: Space.small) {
                    OfferButton(offer: model.open(check), look: .second)
                    Sentences(texts: Array(model.sentences(of: check).dropFirst()))
                }
                .padding(Space.normal)
                .card(\.surface)
            }
        } bottom: {
            OfferButtons(offers: model.notSafe, look: .line)
        }
        .ink(\.onGround)
    }
}

/// One check: its questions, or what came out. There is no chart yet; the words that would stand beside it are here.
struct CheckView: View {
    let model: CheckModel

    var body: some View {
        Frame(model: model) {
            if model.result == nil, let form = model.form {
                Sentences(texts: form.notes + [form.stem].compactMap { $0 })
                ForEach(Array(form.questions.enumerated()), id: \.offset) { _, question in
                    Heading(question.text)
                    OfferButtons(offers: model.choices(of: question), look: .second)
                }
                Sentences(texts: model.over)
                OfferButtons(offers: model.deletes, look: .quiet)
                Sentences(texts: [form.licence, form.citation])
            } else {
                Sentences(texts: model.says)
            }
        } bottom: {
            OfferButtons(offers: model.result == nil ? model.closing : model.offers, look: .second)
        }
        .ink(\.onGround)
    }
}
