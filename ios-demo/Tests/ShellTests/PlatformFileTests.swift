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
}
