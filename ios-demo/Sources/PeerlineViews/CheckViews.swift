import Peerline
import PeerlineModels
import SwiftUI

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
            Heading(model.shell.words[.checklists])
            OfferButtons(offers: model.checklists, look: .second)
            if !model.kept.isEmpty {
                Heading(model.shell.words[.selfCheckTrend])
                OfferButtons(offers: model.trends, look: .second)
            }
            OfferButton(offer: model.fromFile, look: .quiet)
        } bottom: {
            OfferButtons(offers: model.notSafe, look: .line)
        }
        .ink(\.onGround)
    }
}

/// One check: its questions, what came out, and what was kept over time.
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
                if let chart = model.chart { Drawing(chart: chart) }
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

/// What was kept of one check, over time.
struct TrendView: View {
    let model: TrendModel

    var body: some View {
        Frame(model: model) {
            if let chart = model.chart { Drawing(chart: chart) }
            Sentences(texts: model.notes)
            LazyVStack(alignment: .leading, spacing: Space.normal) {
                ForEach(model.points, id: \.id) { point in
                    Card {
                        Sentences(texts: model.shell.sentences(of: point))
                        OfferButton(offer: model.delete(point), look: .quiet)
                    }
                }
            }
            OfferButtons(offers: model.more, look: .quiet)
            if !model.points.isEmpty { Sentence(model.shell.words[.fileNotLocked]) }
        } bottom: {
            OfferButtons(offers: model.closing, look: .quiet)
        }
        .ink(\.onGround)
    }
}

/// Results as a line with a dot for each. It stands still. For a screen reader it is not there: the list below says everything.
struct Drawing: View {
    let chart: TrendChart

    var body: some View {
        VStack(alignment: .leading, spacing: Space.tight) {
            Sentence(chart.highest, .subheadline)
            Line(places: chart.places)
                .stroke(lineWidth: 2)
                .overlay { Dots(places: chart.places) }
                .frame(maxWidth: .infinity, minHeight: Touch.choice * 1.5)
                .flipsForRightToLeftLayoutDirection(true)
                .ink(\.main)
            Sentence(isolated("0"), .subheadline)
        }
        .accessibilityHidden(true)
    }

    struct Line: Shape {
        let places: [TrendChart.Place]

        nonisolated func path(in rect: CGRect) -> Path {
            var path = Path()
            for (count, place) in places.enumerated() {
                let end = point(place, in: rect)
                if count == 0 { path.move(to: end) } else { path.addLine(to: end) }
            }
            return path
        }
    }

    struct Dots: Shape {
        let places: [TrendChart.Place]

        nonisolated func path(in rect: CGRect) -> Path {
            var path = Path()
            for place in places {
                let middle = point(place, in: rect)
                path.addEllipse(
                    in: CGRect(x: middle.x - dot, y: middle.y - dot, width: dot * 2, height: dot * 2))
            }
            return path
        }
    }
}

/// Half as wide as a dot.
private let dot: CGFloat = 5

/// Where a point stands in a rectangle, so that its dot is inside.
private func point(_ place: TrendChart.Place, in rect: CGRect) -> CGPoint {
    let inside = rect.insetBy(dx: dot, dy: dot)
    return CGPoint(x: inside.minX + inside.width * place.across, y: inside.maxY - inside.height * place.up)
}

/// A checklist.
struct ChecklistView: View {
    let model: ChecklistModel

    var body: some View {
        Frame(model: model) {
            if let list = model.list {
                Sentence(list.stem)
                OfferButtons(offers: model.entries, look: .second)
                if !model.ways.isEmpty {
                    Heading(model.shell.words[.checklistPoints])
                    OfferButtons(offers: model.ways, look: .second)
                }
                Sentences(texts: [list.closing, list.source])
            } else {
                Sentences(texts: model.says)
            }
        } bottom: {
            OfferButton(offer: model.shell.linesNow, look: .line)
        }
        .ink(\.onGround)
    }
}

/// Results out of a file.
struct CheckFileView: View {
    let model: CheckFileModel

    var body: some View {
        Frame(model: model) {
            OfferButtons(offers: model.crisis, look: .line)
            Sentences(texts: model.about)
            LazyVStack(alignment: .leading, spacing: Space.normal) {
                ForEach(model.forms, id: \.number) { form in
                    Card { Sentences(texts: model.sentences(of: form)) }
                }
            }
            OfferButtons(offers: model.more, look: .quiet)
        } bottom: {
            OfferButtons(offers: model.closing, look: .second)
        }
        .ink(\.onGround)
    }
}
