import Observation
import Peerline

/// Region, language, lock, the neutral name, and the buzz.
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
        [.country, .region, .language, .lock, .myAgency, .neutralName, .neutralAboutIcon, .buzz].map { shell.words[$0] }
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

    /// Whether the coping tools buzz.
    public func choose(buzz: Bool) async { await keep(shell.settings.with(buzz: buzz)) }

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
    func with(country: String?, region: String?) -> Settings { changed(home: (country, region)) }

    func with(language: String?) -> Settings { changed(language: .some(language)) }

    func with(lock minutes: UInt8?) -> Settings { changed(lock: .some(minutes)) }

    func with(neutralName: Bool) -> Settings { changed(neutralName: neutralName) }

    func with(buzz: Bool) -> Settings { changed(buzz: buzz) }

    /// The same but for what is given; `nil` leaves it as it is.
    private func changed(
        home: (country: String?, region: String?)? = nil, language: String?? = nil, lock: UInt8?? = nil,
        neutralName: Bool? = nil, buzz: Bool? = nil
    ) -> Settings {
        let home = home ?? (country, region)
        return Settings(
            country: home.country, region: home.region, language: language ?? self.language,
            lockAfterMinutes: lock ?? lockAfterMinutes, neutralName: neutralName ?? self.neutralName,
            buzz: buzz ?? self.buzz)
    }
}
