import Peerline
import PeerlineModels
import SwiftUI

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
