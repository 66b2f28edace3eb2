import PeerlineModels
import SwiftUI

// What every screen is made of. Sizes and colours are the tokens'; text is in the phone's own styles, so that it grows with what its
// owner has set.

/// A screen: what it says and holds, its main buttons at the bottom in reach of a thumb, and the way out below them.
struct Frame<Content: View, Bottom: View>: View {
    let model: ScreenModel
    @ViewBuilder let content: () -> Content
    @ViewBuilder let bottom: () -> Bottom
    @Environment(\.dynamicTypeSize) private var textSize

    var body: some View {
        ScrollView {
            VStack(alignment: .leading, spacing: Space.normal) {
                if let trouble = model.trouble {
                    TroubleBanner(trouble: trouble, offer: model.troubleOffer)
                }
                if !model.isLoaded && model.trouble == nil {
                    ProgressView { Text(verbatim: model.shell.words[.loading]) }
                }
                content()
                // Large text would leave no room to read: then what is done follows what is read.
                if textSize.isAccessibilitySize { bottom() }
            }
            .padding(Space.normal)
            .frame(maxWidth: .infinity, alignment: .leading)
        }
        .safeAreaInset(edge: .bottom) {
            VStack(spacing: Space.small) {
                if !textSize.isAccessibilitySize { bottom() }
                OfferButton(offer: model.shell.quickExit, look: .quiet)
            }
            .padding(Space.normal)
            .ground(\.ground)
        }
        .ground(\.ground)
        .navigationTitle(Text(verbatim: model.title))
        .task(id: model.shell.changes) { await model.refresh() }
    }
}

/// What was not done, and what to do about it.
struct TroubleBanner: View {
    let trouble: Trouble
    let offer: Offer?

    var body: some View {
        VStack(alignment: .leading, spacing: Space.small) {
            Sentence(trouble.says)
            if let offer { OfferButton(offer: offer, look: .second) }
        }
        .padding(Space.normal)
        .frame(maxWidth: .infinity, alignment: .leading)
        .ink(\.onNoticeSoft)
        .card(\.noticeSoft)
    }
}

/// A sentence of the core, whole, however long and however large.
struct Sentence: View {
    private let text: String
    private let font: Font

    init(_ text: String, _ font: Font = .body) {
        self.text = text
        self.font = font
    }

    var body: some View {
        Text(verbatim: text).font(font).fixedSize(horizontal: false, vertical: true)
    }
}

/// Several sentences, each one of its own for a screen reader.
struct Sentences: View {
    let texts: [String]

    var body: some View {
        ForEach(Array(texts.enumerated()), id: \.offset) { Sentence($0.element) }
    }
}

/// A heading that a screen reader can jump to.
struct Heading: View {
    private let text: String

    init(_ text: String) { self.text = text }

    var body: some View { Sentence(text, .headline).accessibilityAddTraits(.isHeader) }
}

/// Something that can be done. It has its name as text, and is at least as high as a finger needs.
struct OfferButton: View {
    enum Look { case choice, line, main, second, quiet }

    let offer: Offer
    let look: Look

    var body: some View {
        Button {
            Task { await offer.act() }
        } label: {
            HStack(spacing: Space.small) {
                if let icon = Icon(for: offer) { IconView(icon: icon) }
                Sentence(offer.name, look == .choice || look == .line ? .title2 : .callout)
                    .multilineTextAlignment(offer.isOn == nil ? .center : .leading)
            }
            .padding(Space.close)
            .frame(maxWidth: .infinity, minHeight: height, alignment: offer.isOn == nil ? .center : .leading)
            .ink(inks.text)
            .card(inks.ground)
        }
        .buttonStyle(.plain)
        .accessibilityAddTraits(offer.isOn == true ? .isSelected : [])
        .accessibilityIdentifier(offer.id)
    }

    private var height: Double {
        switch look {
        case .choice, .line: Touch.choice
        case .main: Touch.button
        case .second, .quiet: Touch.least
        }
    }

    private var inks: (text: KeyPath<Colours, UInt32>, ground: KeyPath<Colours, UInt32>) {
        switch look {
        case .choice, .second: (\.onMainSoft, \.mainSoft)
        case .line: (\.onLineSoft, \.lineSoft)
        case .main: (\.onMain, \.main)
        case .quiet: (\.quiet, \.ground)
        }
    }
}

/// What belongs together, on a card.
struct Card<Content: View>: View {
    @ViewBuilder let content: () -> Content

    var body: some View {
        VStack(alignment: .leading, spacing: Space.small) { content() }
            .padding(Space.normal)
            .frame(maxWidth: .infinity, alignment: .leading)
            .card(\.surface)
    }
}

/// Several of them, below each other.
struct OfferButtons: View {
    let offers: [Offer]
    let look: OfferButton.Look

    var body: some View {
        ForEach(offers) { OfferButton(offer: $0, look: look) }
    }
}

// MARK: Colours

/// A colour of the tokens, in the scheme that the phone is in.
private struct Paint<Content: View>: View {
    @Environment(\.colorScheme) private var scheme
    @Environment(\.colorSchemeContrast) private var contrast
    let role: KeyPath<Colours, UInt32>
    @ViewBuilder let content: (Color) -> Content

    var body: some View { content(Color(of: colours[keyPath: role])) }

    private var colours: Colours { Schemes.of(isDark: scheme == .dark, isContrasty: contrast == .increased) }
}

extension Schemes {
    /// The one of the four that the phone asks for.
    static func of(isDark: Bool, isContrasty: Bool) -> Colours {
        switch (isDark, isContrasty) {
        case (false, false): light
        case (false, true): contrast
        case (true, false): dark
        case (true, true): contrastDark
        }
    }
}

extension View {
    /// What is written or drawn in it has this colour.
    func ink(_ role: KeyPath<Colours, UInt32>) -> some View {
        Paint(role: role) { colour in self.foregroundStyle(colour) }
    }

    /// It lies on this colour.
    func ground(_ role: KeyPath<Colours, UInt32>) -> some View {
        Paint(role: role) { colour in self.background(colour) }
    }

    /// It lies on a card of this colour.
    func card(_ role: KeyPath<Colours, UInt32>) -> some View {
        Paint(role: role) { colour in
            self.background(colour, in: RoundedRectangle(cornerRadius: Corner.card))
                .contentShape(RoundedRectangle(cornerRadius: Corner.card))
        }
    }
}

extension Color {
    fileprivate init(of rgb: UInt32) {
        let part = { (shift: UInt32) in Double((rgb >> shift) & 0xFF) / 255 }
        self.init(red: part(16), green: part(8), blue: part(0))
    }
}
