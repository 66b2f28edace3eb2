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
