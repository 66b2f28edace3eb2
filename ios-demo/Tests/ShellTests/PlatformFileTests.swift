import Foundation
import Testing

/// What of the platform's files can be looked at here: that they say what they have to. They are never compiled here.
@Suite struct PlatformFileTests {
    private func plist(_ name: String) throws -> [String: Any] {
        let data = try Data(contentsOf: root.appendingPathComponent("ios-demo/App/\(name)"))
        return try #require(try PropertyListSerialization.propertyList(from: data, format: nil) as? [String: Any])
    }

    @Test func thePrivacyManifestSaysThatNothingIsCollectedAndNobodyIsTracked() throws {
        let manifest = try plist("PrivacyInfo.xcprivacy")
        #expect(manifest["NSPrivacyTracking"] as? Bool == false)
        #expect((manifest["NSPrivacyTrackingDomains"] as? [String])?.isEmpty == true)
        #expect((manifest["NSPrivacyCollectedDataTypes"] as? [Any])?.isEmpty == true)
        let uses = try #require(manifest["NSPrivacyAccessedAPITypes"] as? [[String: Any]])
        #expect(uses.allSatisfy { !(($0["NSPrivacyAccessedAPITypeReasons"] as? [String]) ?? []).isEmpty })
    }

    @Test func theBackgroundRunThatIsRegisteredIsTheOneThatIsPermitted() throws {
        let permitted = try plist("Info.plist")["BGTaskSchedulerPermittedIdentifiers"] as? [String]
        let source = try String(
            contentsOf: root.appendingPathComponent("ios-demo/App/BackgroundRuns.swift"), encoding: .utf8)
        #expect(permitted?.count == 1)
        #expect(source.contains("\"\(permitted?.first ?? "-")\""))
    }

    @Test func theAppAsksForNothingButTheLock() throws {
        let usages = try plist("Info.plist").keys.filter { $0.hasSuffix("UsageDescription") }
        #expect(usages == ["NSFaceIDUsageDescription"])
    }

    /// With scenes, which every app with SwiftUI has, iOS does not call these: the cover over the app's picture would never be there.
    @Test func nothingWaitsForACallThatAnAppWithScenesDoesNotGet() throws {
        let source = try String(
            contentsOf: root.appendingPathComponent("ios-demo/App/PeerlineApp.swift"), encoding: .utf8)
        for call in ["DidEnterBackground", "WillEnterForeground", "WillResignActive", "DidBecomeActive"] {
            #expect(!source.contains("func application\(call)("))
        }
        for name in ["willResignActive", "didBecomeActive", "didEnterBackground"] {
            #expect(source.contains("UIApplication.\(name)Notification"))
        }
    }

    /// The pictures themselves are compared with their drawing by `cargo xtask icons`' own test.
    @Test(arguments: ["AppIcon", "PlainIcon"]) func theIconIsInTheCatalogueInTheOneSizeThatXcodeTakes(_ name: String)
        throws
    {
        let folder = root.appendingPathComponent("ios-demo/App/Assets.xcassets/\(name).appiconset")
        let contents = try Data(contentsOf: folder.appendingPathComponent("Contents.json"))
        let catalogue = try #require(try JSONSerialization.jsonObject(with: contents) as? [String: Any])
        let images = try #require(catalogue["images"] as? [[String: String]])
        #expect(images.map { $0["size"] } == ["1024x1024"] && images.map { $0["platform"] } == ["ios"])
        let picture = try Data(contentsOf: folder.appendingPathComponent(try #require(images.first?["filename"])))
        #expect(Array(picture[1..<4]) == Array("PNG".utf8) && Array(picture[12..<16]) == Array("IHDR".utf8))
        // Width and height, eight bits, red, green and blue without alpha, which the App Store refuses.
        #expect(Array(picture[16..<26]) == [0, 0, 4, 0, 0, 0, 4, 0, 8, 2])
    }

    @Test func theIconsAreNamedTheSameWhereTheyAreUsed() throws {
        let project = try String(contentsOf: root.appendingPathComponent("ios-demo/project.yml"), encoding: .utf8)
        #expect(project.contains("ASSETCATALOG_COMPILER_APPICON_NAME: AppIcon\n"))
        #expect(project.contains("ASSETCATALOG_COMPILER_ALTERNATE_APPICON_NAMES: PlainIcon\n"))
        let source = try String(
            contentsOf: root.appendingPathComponent("ios-demo/App/NeutralIcon.swift"), encoding: .utf8)
        #expect(source.contains("\"PlainIcon\""))
    }
}
