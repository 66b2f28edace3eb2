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
        // Whatever the phone takes a picture of when the app leaves the screen, this lies over it.
        .overlay { CurtainView(shell: shell, isSeen: phase == .active) }
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
        case let model as NeededLinesModel: NeededLinesView(model: model)
        case let model as CardModel: CardView(model: model)
        case let model as AskModel: AskView(model: model)
        case let model as LimitsModel: LimitsView(model: model)
        case let model as RequestModel: RequestView(model: model)
        case let model as DutyModel: DutyView(model: model)
        case let model as PeersModel: PeersView(model: model)
        case let model as ExclusionsModel: ExclusionsView(model: model)
        case let model as SettingsModel: SettingsView(model: model)
        case let model as CrisisChoiceModel: CrisisChoiceView(model: model)
        default: CareView(model: shell.screen(at: route))
        }
    }
}

/// One of the screens for what somebody does alone.
struct CareView: View {
    let model: ScreenModel

    var body: some View {
        switch model {
        case let model as ChecksModel: ChecksView(model: model)
        case let model as CheckModel: CheckView(model: model)
        case let model as TrendModel: TrendView(model: model)
        case let model as ChecklistModel: ChecklistView(model: model)
        case let model as CheckFileModel: CheckFileView(model: model)
        case let model as CopingModel: CopingView(model: model)
        case let model as ExerciseModel: ExerciseView(model: model)
        case let model as FollowUpsModel: FollowUpsView(model: model)
        case let model as CheckInsModel: CheckInsView(model: model)
        case let model as PrivacyModel: PrivacyView(model: model)
        default: ToolView(model: model)
        }
    }
}

/// The tools, and the plan.
struct ToolView: View {
    let model: ScreenModel

    var body: some View {
        switch model {
        case let model as HelpedModel: HelpedView(model: model)
        case let model as SleepTimesModel: SleepTimesView(model: model)
        case let model as PlanModel: PlanView(model: model)
        case let model as PlanPaperModel: PlanPaperView(model: model)
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

/// What lies over everything: nothing, a plain page that names nothing, or the lines, which are behind no lock.
struct CurtainView: View {
    let shell: Shell
    let isSeen: Bool

    var body: some View {
        switch shell.curtain {
        case .up:
            if !isSeen { page { EmptyView() } }
        case .down:
            page {
                Sentences(texts: shell.curtainSays)
                OfferButtons(offers: shell.curtainOffers, look: .second)
            }
        case .lines(let model):
            VStack(spacing: Space.small) {
                LinesView(model: model)
                OfferButton(offer: shell.curtainBack, look: .quiet)
            }
            .ground(\.ground)
        }
    }

    private func page<Content: View>(@ViewBuilder _ content: () -> Content) -> some View {
        VStack(spacing: Space.wide) {
            Spacer()
            content()
        }
        .padding(Space.wide)
        .frame(maxWidth: .infinity, maxHeight: .infinity)
        .ink(\.onGround)
        .ground(\.ground)
    }
}
