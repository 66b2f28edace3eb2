import Foundation
import Peerline
import Testing

@testable import PeerlineModels

/// What the scenarios of both shells cannot say: the lock, damage, a slow core, two taps at once.
@Suite(.serialized) @MainActor struct ShellTests {
    @Test func theLinesAreThereBeforeAnythingIsOpened() throws {
        let folder = try PrivateFolder().url.path
        let shell = Shell(folder: folder, languages: ["en"], phone: try TestPhone().shell.phone) {
            throw PeerlineError.Pack(reason: .locked)
        }
        shell.start(at: .lines)
        #expect(shell.seen.everythingSaid.contains { $0.contains("988") })
        #expect(shell.seen.offers.contains { $0.id == "label-call:tel:988" })
    }

    @Test func anAppThatCannotBeOpenedSaysWhyAndKeepsTheLines() async throws {
        let shell = Shell(folder: try PrivateFolder().url.path, languages: ["en"], phone: try TestPhone().shell.phone) {
            throw PeerlineError.Pack(reason: .locked)
        }
        await shell.seen.refresh()
        #expect(shell.seen.trouble?.advice == .retry)
        // What works without being opened is there: the meter, the lines, the tools.
        let offered = shell.seen.everythingOffered.map(\.id)
        #expect(offered == ["advice", "label-self-check", "label-crisis", "label-coping"])
        shell.start(at: .checks)
        await shell.seen.refresh()
        #expect(shell.seen.offers.contains { $0.id == "label-not-safe" })
        try await tap("level:9", shell.seen)
        #expect(shell.path.last == .choice && shell.seen.offers.contains { $0.id == "label-call:tel:988" })
        shell.start(at: .lines)
        await shell.seen.refresh()
        #expect(shell.seen.trouble == nil && !shell.seen.offers.isEmpty)
    }

    @Test func aDamagedFileIsSaidAndTheAppBeginsAnew() async throws {
        let phone = try TestPhone()
        _ = try await phone.shell.open()
        try await phone.shell.open().call { try $0.closeApp() }
        var damaged = 0
        let files = FileManager.default.enumerator(
            at: phone.folder.url.appendingPathComponent("one"), includingPropertiesForKeys: nil)
        for case let file as URL in try #require(files) {
            guard var bytes = try? Data(contentsOf: file), bytes.count > 64 else { continue }
            bytes[bytes.count / 2] ^= 0xFF
            try bytes.write(to: file)
            damaged += 1
        }
        #expect(damaged > 0)
        phone.start()
        await phone.shell.seen.refresh()
        #expect(phone.shell.seen.everythingSaid.contains(phone.shell.words[.vaultDamaged]))
        #expect(phone.shell.seen.offers.contains { $0.id == "label-crisis" })
    }

    @Test func theCurtainComesDownAfterTheTimeThatIsSetAndOnlyThePhonesLockOpensIt() async throws {
        let phone = try TestPhone()
        let settings = SettingsModel(phone.shell)
        await settings.choose(lock: 5)
        await phone.shell.outOfSight()
        try await phone.pass(299)
        await phone.shell.inSight()
        #expect(!phone.shell.isCurtainDown)
        await phone.shell.outOfSight()
        try await phone.pass(301)
        await phone.shell.inSight()
        #expect(phone.shell.isCurtainDown)
        phone.ownerUnlocks = false
        await phone.shell.openCurtain()
        #expect(phone.shell.isCurtainDown)
        // The lines are behind no lock, and nothing else is beside them.
        phone.shell.showLinesOnCurtain(true)
        #expect(phone.shell.everythingOffered.contains { $0.id == "label-call:tel:988" })
        #expect(!phone.shell.everythingOffered.contains { $0.id == "label-settings" })
        phone.shell.showLinesOnCurtain(false)
        phone.ownerUnlocks = true
        await phone.shell.openCurtain()
        #expect(!phone.shell.isCurtainDown)
        try await phone.restart()
        #expect(phone.shell.isCurtainDown)
    }

    @Test func leavingAtOnceHidesEverythingBeforeItSavesAndShowsSomethingElse() async throws {
        let phone = try TestPhone()
        await phone.shell.seen.refresh()
        phone.shell.go(.settings)
        await phone.shell.leaveAtOnce()
        #expect(phone.shell.isCurtainDown && phone.shell.path.isEmpty)
        #expect(phone.opened.count == 1 && phone.opened[0].hasPrefix("https://"))
        await phone.shell.openCurtain()
        await phone.shell.seen.refresh()
        #expect(phone.shell.seen.trouble == nil)
    }

    @Test func theBreathIsDrawnAsTheCoreSaysInEveryFrameOfFiveMinutes() throws {
        for exercise in ["box-breathing", "resonance-breathing"] {
            let settings = ExerciseSettings()
            let course = try copingSchedule(id: exercise, settings: settings, language: "en")
            let end = min(try #require(course.totalMs), 300_000)
            for ran in stride(from: 0, to: end, by: 167) {
                let moment = try copingMoment(id: exercise, settings: settings, ranMs: ran, language: "en")
                let difference = abs(breathLevel(in: course, at: ran) - Double(moment.level) / 1000)
                // A thousandth is what the core rounds to.
                #expect(difference <= 0.0011, "\(exercise) at \(ran)")
            }
        }
    }

    @Test func aZoneHasItsChangesToCome() throws {
        let zone = try #require(TimeZone(identifier: "America/Los_Angeles"))
        let november = Date(timeIntervalSince1970: 1_795_262_400)
        let found = phoneZone(zone, at: november)
        #expect(found.offsetS == -8 * 3600)
        #expect(found.changes.map { Int($0.offsetS) } == [-7 * 3600, -8 * 3600])
        #expect(phoneZone(.gmt, at: november) == PhoneZone(offsetS: 0))
    }

    @Test func whenEverythingIsErasedTheAppBeginsAnew() async throws {
        let phone = try TestPhone(language: "en")
        await SettingsModel(phone.shell).choose(country: "US")
        phone.shell.start(at: .privacy)
        let privacy = try #require(phone.shell.seen as? PrivacyModel)
        await privacy.refresh()
        await privacy.everything.act()
        #expect(privacy.asking != nil && !privacy.says.isEmpty)
        let erase = try #require(privacy.offers.first { $0.id == "erase-now" })
        await erase.act()
        #expect(phone.shell.settings == Settings() && phone.shell.path.isEmpty)
        await phone.shell.seen.refresh()
        #expect(phone.shell.seen.trouble == nil && phone.shell.isFirstRun)
    }

    @Test(arguments: [true, false])
    func whenEverythingIsErasedTheIconIsTheUsualOneAgain(wasNeutral: Bool) async throws {
        let phone = try TestPhone()
        if wasNeutral { await SettingsModel(phone.shell).choose(neutralName: true) }
        let privacy = PrivacyModel(phone.shell)
        await privacy.refresh()
        await privacy.everything.act()
        // Asking alone changes nothing; and iOS tells its owner of every change, so that there is none without a reason.
        #expect(phone.neutralIcons == (wasNeutral ? [true] : []))
        try await #require(privacy.offers.first { $0.id == "erase-now" }).act()
        #expect(phone.neutralIcons == (wasNeutral ? [true, false] : []))
        #expect(HomeModel(phone.shell).title == phone.shell.words[.appName])
    }

    @Test func settingsChangeWhatIsSaidAtOnce() async throws {
        let phone = try TestPhone()
        let settings = SettingsModel(phone.shell)
        await settings.refresh()
        #expect(!settings.countries.isEmpty && settings.regions.isEmpty)
        await settings.choose(country: "US")
        #expect(settings.regions.contains { $0.code == "US-CA" })
        await settings.choose(region: "US-CA")
        await settings.choose(language: "es")
        #expect(phone.shell.words[.quickExit] == "Salir ya")
        await settings.choose(neutralName: true)
        #expect(phone.neutralIcons == [true])
        #expect(HomeModel(phone.shell).title == phone.shell.words[.plainName])
        await settings.choose(country: "MX")
        #expect(phone.shell.settings == Settings(country: "MX", language: "es", neutralName: true))
        try await phone.restart()
        #expect(phone.shell.settings == Settings(country: "MX", language: "es", neutralName: true))
    }

    @Test(.timeLimit(.minutes(1))) func aSlowCoreDoesNotHoldUpTheScreen() async throws {
        let phone = try TestPhone()
        let core = try await phone.shell.open()
        let (entered, letGo) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let slow = Task {
            try await core.call { _ in
                entered.signal()
                letGo.wait()
            }
        }
        while entered.wait(timeout: .now()) == .timedOut { await Task.yield() }
        // The main actor is free while the core is not: it can draw thousands of frames, and the lines are there.
        var beats = 0
        while beats < 2000 {
            await Task.yield()
            _ = phone.shell.seen.everythingOffered
            beats += 1
        }
        phone.shell.go(.lines)
        #expect(phone.shell.seen.offers.contains { $0.id == "label-call:tel:988" })
        let later = Task { try await core.call { try $0.home(language: "en").locked } }
        await Task.yield()
        letGo.signal()
        try await slow.value
        #expect(try await later.value == false)
    }

    @Test func twoTapsAtOnceAreOne() async throws {
        let phone = try TestPhone()
        let card = CardModel(phone.shell)
        await card.refresh()
        card.letters = "hello"
        let join = try #require(card.offers.first)
        async let first: Void = join.act()
        async let second: Void = join.act()
        _ = await (first, second)
        #expect(card.trouble != nil && !card.isBusy)
    }

    @Test func runsRestAsLongAsTheCoreSaysAndEndWithTheirTask() async throws {
        let phone = try TestPhone()
        let rests = Rests()
        let runs = Task { await phone.shell.runWhileSeen { try await rests.rest($0) } }
        await runs.value
        let seconds = await rests.all
        #expect(seconds.count == 3 && seconds.allSatisfy { $0 >= .seconds(1) && $0 <= .seconds(60) })
    }

    @Test func theFirstFrameWaitsForNothing() throws {
        let clock = ContinuousClock()
        let phone = try TestPhone()
        var offers = 0
        let took = clock.measure {
            phone.start()
            phone.shell.start(at: .lines)
            offers = phone.shell.seen.offers.count
        }
        #expect(offers > 10)
        // Generous for a debug build on a busy machine; what is measured is that no vault is opened.
        #expect(took < .seconds(2) && phone.keys.calls.isEmpty)
    }
}

private actor Rests {
    private(set) var all: [Duration] = []

    func rest(_ duration: Duration) throws {
        all.append(duration)
        if all.count == 3 { throw CancellationError() }
    }
}
