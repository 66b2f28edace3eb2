import Peerline
import PeerlineModels
import SwiftUI

/// The coping tools.
struct CopingView: View {
    let model: CopingModel

    var body: some View {
        Frame(model: model) {
            if let note = model.note { Sentence(note) }
            ForEach(Array(model.groups.enumerated()), id: \.offset) { _, group in
                Heading(group.heading)
                ForEach(group.rows, id: \.id) { row in
                    Card {
                        OfferButton(offer: model.open(row), look: .second)
                        Sentences(texts: Array(model.sentences(of: row).dropFirst()))
                    }
                }
            }
            OfferButton(offer: model.whatHelped, look: .quiet)
        } bottom: {
            EmptyView()
        }
        .ink(\.onGround)
    }
}

/// What helped.
struct HelpedView: View {
    let model: HelpedModel

    var body: some View {
        Frame(model: model) {
            if model.helped.isEmpty && model.uses.isEmpty { Sentences(texts: model.says) }
            ForEach(model.helped, id: \.id) { helped in
                Card {
                    OfferButton(offer: model.open(helped), look: .second)
                    Sentence(helped.text)
                }
            }
            LazyVStack(alignment: .leading, spacing: Space.normal) {
                ForEach(model.uses, id: \.id) { use in
                    Card {
                        Sentences(texts: model.sentences(of: use))
                        OfferButton(offer: model.delete(use), look: .quiet)
                    }
                }
            }
        } bottom: {
            OfferButtons(offers: model.closing, look: .quiet)
        }
        .ink(\.onGround)
    }
}

/// Times around a night shift.
struct SleepTimesView: View {
    @Bindable var model: SleepTimesModel

    var body: some View {
        Frame(model: model) {
            Card {
                time(words[.sleepBed], $model.bedMoment)
                time(words[.sleepShift], $model.shiftMoment)
                OfferButton(offer: model.ofSleep, look: .second)
                Sentences(texts: model.sleep)
            }
            Card {
                time(words[.napDown], $model.downMoment)
                OfferButton(offer: model.ofNap, look: .second)
                Sentences(texts: model.nap)
            }
            Card {
                hours(words[.tiredSlept], $model.slept)
                hours(words[.tiredOnDuty], $model.onDuty)
                OfferButtons(offers: model.ofRest, look: .second)
                Sentences(texts: model.tired)
            }
        } bottom: {
            EmptyView()
        }
        .ink(\.onGround)
    }

    private var words: Words { model.shell.words }

    private func time(_ name: String, _ moment: Binding<Date>) -> some View {
        Moment(name: name, components: .hourAndMinute, moment: moment)
    }

    private func hours(_ name: String, _ hours: Binding<UInt16?>) -> some View {
        Choice(
            name: name, none: words[.notSet], values: model.hours.map { ($0, isolated("\($0)")) },
            chosen: hours.wrappedValue
        ) { hours.wrappedValue = $0 }
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
            } else if model.stage == .before, let detail = model.detail {
                Sentences(texts: detail.cautions.map(\.text))
                OfferButtons(offers: model.instead, look: .second)
                Sentences(texts: model.about)
                choice(.copingFeltBefore, model.levels)
                choice(.copingPace, model.paces)
                choice(.copingLength, model.lengths)
                Sentences(texts: model.takes)
                OfferButtons(offers: model.workOut, look: .second)
                Sentences(texts: model.sources)
            } else {
                Sentences(texts: model.says)
                // No button is named by its number alone: the question above them is what they answer.
                OfferButtons(offers: model.beside, look: .second)
            }
        } bottom: {
            OfferButtons(offers: model.main, look: .main)
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

    /// What is asked, and what can be answered; nothing where there is no choice.
    @ViewBuilder private func choice(_ label: Label, _ offers: [Offer]) -> some View {
        if !offers.isEmpty {
            Heading(model.shell.words[label])
            OfferButtons(offers: offers, look: .second)
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
