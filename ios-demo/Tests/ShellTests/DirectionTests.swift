import Testing

@testable import PeerlineModels

/// Numbers never turn around.
@Suite struct DirectionTests {
    @Test(arguments: [
        ("988", "\u{2066}988\u{2069}"), ("+1 (916) 555-0100", "\u{2066}+1 (916) 555-0100\u{2069}"),
        // Marks that came with it could end the isolation early.
        ("\u{2069}988\u{202E}", "\u{2066}988\u{2069}"), ("", "\u{2066}\u{2069}"),
    ])
    func aNumberIsSetApart(number: String, expected: String) {
        #expect(isolated(number) == expected)
        #expect(isolated(isolated(number)) == expected)
    }

    @Test func theDirectionOfALanguageIsKnown() {
        #expect(["ar", "ar-XB", "he_IL", "UR"].allSatisfy(isRightToLeft))
        #expect(!["en", "es-MX", "en-XA", ""].contains(where: isRightToLeft))
    }

    @Test @MainActor func everyNumberThatIsShownBareIsSetApart() async throws {
        let phone = try TestPhone(language: "ar-XB")
        #expect(phone.shell.isMirrored)
        phone.shell.start(at: .lines)
        let calls = phone.shell.seen.offers.filter { $0.id.hasPrefix("label-call") }
        #expect(calls.count > 5)
        for call in calls {
            #expect(call.name.contains("\u{2066}") && call.name.hasSuffix("\u{2069}"), "\(call.id)")
            await call.act()
            #expect(phone.shell.dial?.number.hasPrefix("\u{2066}") == true)
        }
    }
}
