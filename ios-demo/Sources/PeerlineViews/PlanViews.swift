import Peerline
import PeerlineModels
import SwiftUI

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
                            if model.writing == .instead(of: item.id) { fields }
                            OfferButtons(offers: model.offers(of: item), look: .second)
                        }
                        if model.writing == .new(step.step) { fields }
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

    @ViewBuilder private var fields: some View {
        Field(name: model.shell.words[.planText], text: $model.text)
        Field(name: model.shell.words[.planNumber], text: $model.number)
    }
}

/// The plan outside of this app.
struct PlanPaperView: View {
    @Bindable var model: PlanPaperModel

    var body: some View {
        Frame(model: model) {
            Sentences(texts: model.says)
            if let name = model.asksFor { Field(name: name, text: $model.passphrase) }
        } bottom: {
            OfferButtons(offers: model.offers, look: .second)
        }
        .ink(\.onGround)
    }
}

/// The reminders.
struct FollowUpsView: View {
    @Bindable var model: FollowUpsModel

    var body: some View {
        Frame(model: model) {
            if let screen = model.screen {
                Sentences(texts: [screen.intro] + [screen.none].compactMap { $0 })
                ForEach(screen.series, id: \.id) { series in
                    Heading(series.title)
                    ForEach(series.reminders, id: \.id) { reminder in
                        Sentences(texts: model.sentences(of: reminder))
                        if model.moving == reminder.id {
                            Moment(
                                name: model.shell.words[.followUpWhen], components: [.date, .hourAndMinute],
                                moment: $model.when)
                        }
                        OfferButtons(offers: model.offers(of: reminder), look: .quiet)
                    }
                }
                if !model.setting.isEmpty {
                    Heading(model.shell.words[.remindAfter])
                    OfferButtons(offers: model.setting, look: .second)
                }
                if model.asksForCalendar {
                    Sentences(texts: model.calendarSays)
                    Field(name: model.shell.words[.followUpCalendarTitle], text: $model.calendarTitle)
                }
            }
        } bottom: {
            OfferButtons(offers: model.closing, look: .second)
        }
        .ink(\.onGround)
    }
}

/// A peer's own reminders.
struct CheckInsView: View {
    let model: CheckInsModel

    var body: some View {
        Frame(model: model) {
            if let screen = model.screen {
                Sentence(screen.ask)
                ForEach(screen.reminders, id: \.id) { reminder in
                    Card {
                        Sentences(texts: model.sentences(of: reminder))
                        OfferButton(offer: model.end(reminder), look: .quiet)
                    }
                }
            }
        } bottom: {
            OfferButtons(offers: model.setting, look: .second)
        }
        .ink(\.onGround)
    }
}
