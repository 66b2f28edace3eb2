import Peerline
@_spi(Tests) import SwiftUI
import Testing

@testable import PeerlineModels
@testable import PeerlineViews

/// The bodies of the views, evaluated with models over the real core: they lose nothing of what the models say and offer, and
/// everything that can be touched has a name and is large enough. That SwiftUI lays them out well is not tested here.
@Suite(.serialized) @MainActor struct ViewTests {
    @Test(arguments: Scenario.names) func theViewsLoseNothing(_ name: String) async throws {
        let scenario = try await Scenario(name)
        var looked = 0
        scenario.look = { phone, place in
            expectWhole(phone.shell, place)
            looked += 1
        }
        try await scenario.run()
        #expect(looked > 0)
    }

    /// The same stories, mirrored and in Spanish: no screen of them loses anything, and no number turns round.
    @Test(arguments: ["es", "ar-XB"], Scenario.names) func theViewsLoseNothingInOtherLanguages(
        _ language: String, _ name: String
    ) async throws {
        let scenario = try await Scenario(name, in: language)
        scenario.look = { phone, place in expectWhole(phone.shell, "\(language), \(place)") }
        try await scenario.run()
    }

    @Test(arguments: ["en", "es", "en-XA", "ar-XB"]) func everyScreenOfANewPhoneIsWhole(_ language: String) async throws
    {
        let phone = try TestPhone(language: language)
        for route in Route.everyOne {
            phone.shell.start(at: route)
            await phone.shell.seen.refresh()
            expectWhole(phone.shell, "\(language), \(route?.name ?? "home")")
        }
    }

    @Test func touchingAButtonDoesWhatTheModelOffers() async throws {
        let phone = try TestPhone()
        await phone.shell.seen.refresh()
        let lines = try #require(seen(phone.shell).controls.first { $0.identifier == "label-crisis" })
        lines.touch()
        while phone.shell.path.isEmpty { await Task.yield() }
        #expect(phone.shell.path == [.lines])
    }

    @Test func whatIsTypedReachesTheModel() async throws {
        let phone = try TestPhone()
        phone.shell.start(at: .card)
        await phone.shell.seen.refresh()
        let field = try #require(seen(phone.shell).controls.first { $0.text != nil })
        field.text?.wrappedValue = "PEERLINE1:AAAA"
        #expect((phone.shell.seen as? CardModel)?.letters == "PEERLINE1:AAAA")
    }

    @Test func aViewThatLosesASentenceIsFound() {
        let held = Held(Sentences(texts: ["One.", "Two."]))
        #expect(held.texts == ["One.", "Two."])
        #expect(missing(["One.", "Two.", "Three."], in: held) == ["Three."])
    }
}

@MainActor private func seen(_ shell: Shell) -> Held {
    if shell.isCurtainDown, shell.dial == nil { return Held(CurtainView(shell: shell, isSeen: true)) }
    return shell.dial.map { Held(DialSheet(shell: shell, dial: $0)) }
        ?? Held(ScreenView(shell: shell, route: shell.path.last))
}

@MainActor private func missing(_ texts: [String], in held: Held) -> [String] {
    let all = Set(held.texts + held.controls.map(\.name))
    return texts.filter { !all.contains($0) }
}

@MainActor private func expectWhole(_ shell: Shell, _ place: String) {
    let held = seen(shell)
    #expect(missing(shell.everythingSaid, in: held).isEmpty, "\(place) does not show what it says")
    let controls = Set(held.controls.compactMap(\.identifier))
    for offer in shell.everythingOffered {
        #expect(controls.contains(offer.id), "\(place) has no button \(offer.id)")
    }
    #expect(faults(in: held, isMirrored: shell.isMirrored).isEmpty, "\(place)")
    // What is not a model's own: the whole app around it has a body, too.
    _ = Held(RootView(shell: shell))
}
