import Peerline

extension Shell {
    /// The screen at a place of the way, the first one without. It stays the same as long as somebody is there.
    public func screen(at route: Route?) -> ScreenModel {
        // What was left is forgotten, with what was typed there.
        screens = screens.filter { known in known.key.map { path.contains($0) || $0 == route } ?? true }
        if let known = screens[route] { return known }
        let made = make(route)
        screens[route] = made
        return made
    }

    /// The one that is seen.
    public var seen: ScreenModel { screen(at: path.last) }

    private func make(_ route: Route?) -> ScreenModel {
        switch route {
        case nil: HomeModel(self)
        case .lines: LinesModel(self)
        case .line(let id): LineModel(self, id: id)
        case .card: CardModel(self)
        case .ask(let peer):
            // Only the directory has names; whoever was chosen there is still in it.
            AskModel(self, peer: peer, name: (screens[.peers] as? PeersModel)?.rows.first { $0.id == peer }?.name)
        case .limits: LimitsModel(self)
        case .request: RequestModel(self)
        case .duty: DutyModel(self)
        case .peers: PeersModel(self)
        case .exclusions: ExclusionsModel(self)
        case .settings: SettingsModel(self)
        case .choice: CrisisChoiceModel(self)
        case .checks: ChecksModel(self)
        case .check(let id): CheckModel(self, id: id)
        case .trend(let id): TrendModel(self, id: id)
        case .checklist(let id): ChecklistModel(self, id: id)
        case .checkFile: CheckFileModel(self)
        case .linesFor(let need): NeededLinesModel(self, need: need)
        case .coping: CopingModel(self)
        case .exercise(let id): ExerciseModel(self, id: id)
        case .sleepTimes: SleepTimesModel(self)
        case .helped: HelpedModel(self)
        case .plan: PlanModel(self)
        case .planPaper: PlanPaperModel(self)
        case .reminders: FollowUpsModel(self)
        case .checkIns: CheckInsModel(self)
        case .privacy: PrivacyModel(self)
        }
    }

    /// Out of the app at once, from every screen.
    public var quickExit: Offer {
        Offer(Label.quickExit.rawValue, words[.quickExit]) { [weak self] in await self?.leaveAtOnce() }
    }

    /// What can be done where a number is about to be dialled.
    public var dialOffers: [Offer] {
        guard let dial else { return [] }
        return [
            Offer("dial", dial.offer) { [weak self] in self?.dialNow() },
            Offer(Label.cancel.rawValue, words[.cancel]) { [weak self] in self?.dial = nil },
        ]
    }

    /// What the curtain says. Without a lock it says nothing.
    public var curtainSays: [String] { settings.lockAfterMinutes == nil ? [] : [words[.locked]] }

    /// Opens the curtain, or shows the lines on it.
    public var curtainOffers: [Offer] {
        let label = settings.lockAfterMinutes == nil ? Label.back : .unlock
        return [
            Offer(label.rawValue, words[label]) { [weak self] in await self?.openCurtain() },
            Offer(Label.linesNow.rawValue, words[.linesNow]) { [weak self] in self?.showLinesOnCurtain(true) },
        ]
    }

    /// Away from the lines on the curtain.
    public var curtainBack: Offer {
        Offer(Label.back.rawValue, words[.back]) { [weak self] in self?.showLinesOnCurtain(false) }
    }

    /// The lines, one tap away from wherever somebody waits.
    public var linesNow: Offer {
        Offer(Label.linesNow.rawValue, words[.linesNow]) { [weak self] in self?.go(.lines) }
    }
}
