import Testing

@testable import PeerlineModels

/// The screens' behaviour as both shells have it, against the real core and a real relay.
@Suite(.serialized) struct ScenarioTests {
    @Test(arguments: Scenario.names) @MainActor func theModelsPass(_ name: String) async throws {
        try await Scenario(name).run()
    }

    @Test func thereAreScenarios() {
        #expect(Scenario.names.count >= 8)
    }
}
