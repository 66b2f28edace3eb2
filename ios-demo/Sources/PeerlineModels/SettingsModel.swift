import Observation
import Peerline

/// Region, language, lock, and the neutral name.
@MainActor @Observable public final class SettingsModel: ScreenModel {
    /// The countries that there are lines for.
    public private(set) var countries: [NamedPlace] = []
    /// The regions of the country that is set.
    public private(set) var regions: [NamedPlace] = []
    /// The agencies of the pool.
    public private(set) var agencies: [String] = []
    /// The officer's own. It never leaves the phone.
    public private(set) var myAgency: String?

    public override init(_ shell: Shell) { super.init(shell) }

    public override var title: String { shell.words[.settings] }

    public override var says: [String] {
        [.country, .region, .language, .lock, .myAgency, .neutralName, .neutralAboutIcon].map { shell.words[$0] }
    }

    public override var offers: [Offer] {
        [offer(.card) { [shell] in shell.go(.card) }, offer(.exclusions) { [shell] in shell.go(.exclusions) }]
    }

    /// How long the app may be out of sight before it asks for the phone's lock; none: it does not ask.
    public var locks: [(minutes: UInt8?, name: String)] {
        [
            (nil, shell.words[.lockOff]), (0, shell.words[.lockAtOnce]), (1, shell.words[.lock1]),
            (5, shell.words[.lockAfter5]), (15, shell.words[.lock15]),
        ]
    }

    /// The languages there are, each by its own name.
    public let languages: [(tag: String, name: String)] = [("en", "English"), ("es", "Español")]

    public override func refresh() async {
        let settings = shell.settings
        let read = await load { app, language in
            (
                countries: try crisisCountries(language: language),
                regions: try settings.country.map { try crisisRegions(country: $0, language: language) } ?? [],
                // Without a pool there are none.
                agencies: (try? app.directory().agencies()) ?? [],
                mine: (try? app.membership().myAgency()) ?? nil
            )
        }
        guard let read else { return }
        (countries, regions, agencies, myAgency) = (read.countries, read.regions, read.agencies, read.mine)
    }

    /// Another country; the region of the old one goes with it.
    public func choose(country: String?) async { await keep(shell.settings.with(country: country, region: nil)) }

    /// Another region.
    public func choose(region: String?) async {
        await keep(shell.settings.with(country: shell.settings.country, region: region))
    }

    /// Another language; none: the phone's.
    public func choose(language: String?) async { await keep(shell.settings.with(language: language)) }

    /// Another time until the app asks for the lock; none: it does not ask.
    public func choose(lock minutes: UInt8?) async { await keep(shell.settings.with(lock: minutes)) }

    /// The neutral name, or the own.
    public func choose(neutralName: Bool) async { await keep(shell.settings.with(neutralName: neutralName)) }

    /// The officer's own agency, or none.
    public func choose(agency: String?) async {
        if await act({ try $0.membership().setMyAgency(agency: agency) }) { await refresh() }
    }

    private func keep(_ changed: Settings) async {
        do {
            try await shell.keep(changed)
            await refresh()
        } catch {
            trouble = shell.trouble(error)
            announceTrouble()
        }
    }
}

extension Settings {
    func with(country: String?, region: String?) -> Settings {
        Settings(
            country: country, region: region, language: language, lockAfterMinutes: lockAfterMinutes,
            neutralName: neutralName)
    }

    func with(language: String?) -> Settings {
        Settings(
            country: country, region: region, language: language, lockAfterMinutes: lockAfterMinutes,
            neutralName: neutralName)
    }

    func with(lock minutes: UInt8?) -> Settings {
        Settings(
            country: country, region: region, language: language, lockAfterMinutes: minutes, neutralName: neutralName)
    }

    func with(neutralName: Bool) -> Settings {
        Settings(
            country: country, region: region, language: language, lockAfterMinutes: lockAfterMinutes,
            neutralName: neutralName)
    }
}
