import PeerlineModels
import SwiftUI

/// The whole app: the first screen, the way from it, what is about to be dialled, and the curtain over everything.
public struct RootView: View {
    @Bindable var shell: Shell
    @Environment(\.scenePhase) private var phase

    public init(shell: Shell) { self.shell = shell }

    public var body: some View {
        NavigationStack(path: $shell.path) {
            ScreenView(shell: shell, route: nil)
                .navigationDestination(for: Route.self) { ScreenView(shell: shell, route: $0) }
        }
        .sheet(item: $shell.dial) { DialSheet(shell: shell, dial: $0) }
        .overlay {
            // Whatever the phone takes a picture of when the app leaves the screen, this lies over it.
            if shell.isCurtainDown || phase != .active { CurtainView(shell: shell, isDown: shell.isCurtainDown) }
        }
        .environment(\.layoutDirection, shell.isMirrored ? .rightToLeft : .leftToRight)
        .onChange(of: phase) { _, now in
            Task { now == .active ? await shell.inSight() : await shell.outOfSight() }
        }
        .task { await shell.runWhileSeen { try await Task.sleep(for: $0) } }
    }
}

/// One screen.
struct ScreenView: View {
    let shell: Shell
    let route: Route?

    var body: some View {
        switch shell.screen(at: route) {
        case let model as HomeModel: HomeView(model: model)
        case let model as LinesModel: LinesView(model: model)
        case let model as LineModel: LineView(model: model)
        case let model as CardModel: CardView(model: model)
        case let model as AskModel: AskView(model: model)
        case let model as LimitsModel: LimitsView(model: model)
        case let model as RequestModel: RequestView(model: model)
        case let model as DutyModel: DutyView(model: model)
        case let model as PeersModel: PeersView(model: model)
        case let model as ExclusionsModel: ExclusionsView(model: model)
        case let model as SettingsModel: SettingsView(model: model)
        default: EmptyView()
        }
    }
}

/// What to know before a number is dialled, and the one button that does it.
struct DialSheet: View {
    let shell: Shell
    let dial: Dial

    var body: some View {
        ScrollView {
            VStack(alignment: .leading, spacing: Space.normal) {
                Heading(dial.whose)
                Sentence(dial.number, .title)
                Sentences(texts: dial.says)
                OfferButtons(offers: shell.dialOffers, look: .main)
            }
            .padding(Space.wide)
            .ink(\.onGround)
        }
        .ground(\.ground)
    }
}

/// A plain page over everything. It names nothing.
struct CurtainView: View {
    let shell: Shell
    let isDown: Bool

    var body: some View {
        VStack(spacing: Space.wide) {
            Spacer()
            if isDown {
                Sentences(texts: shell.curtainSays)
                OfferButton(offer: shell.curtainOffer, look: .second)
            }
        }
        .padding(Space.wide)
        .frame(maxWidth: .infinity, maxHeight: .infinity)
        .ink(\.onGround)
        .ground(\.ground)
    }
}
