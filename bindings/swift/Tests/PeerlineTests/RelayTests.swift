import Foundation
import Peerline
import Testing

/// A relay that does not answer holds up nobody, and a cancelled task ends what it waited for.
@Suite struct RelayTests {
    private let folder: PrivateFolder
    private let relay: TestRelay
    private let app: Peerline

    init() throws {
        folder = try PrivateFolder()
        relay = try TestRelay.silent()
        app = try Peerline.open(folder: folder.url.path, keyStore: UnprotectedMemoryKeys())
        #expect(try app.membership().join(card: trialCard(relay: relay.url)) == Joined(pool: "Trial", asPeer: false))
    }

    @Test(.timeLimit(.minutes(1))) func aSlowRelayDoesNotHoldUpTheCallersThread() async throws {
        let run = Task { @MainActor in try await app.runPending(budget: Budget(foreground: true, waitS: 55)) }
        await asked()
        // The actor that began the run is free, and so is everything local.
        #expect(await MainActor.run { !run.isCancelled })
        #expect(try app.home(language: "en").request == nil)
        #expect(try app.membership().member()?.pool == "Trial")
        run.cancel()
        _ = await run.result
    }

    @Test(.timeLimit(.minutes(1))) func cancellingTheTaskEndsARunThatWaitsForTheRelay() async throws {
        let run = Task { try await app.runPending(budget: Budget(foreground: true, waitS: 55)) }
        await asked()
        run.cancel()
        let result = await run.result
        #expect(throws: CancellationError.self) { try result.get() }
    }

    @Test(.timeLimit(.minutes(1))) func cancellingTheTokenEndsARunThatWaitsForTheRelay() async throws {
        let token = CancelToken()
        let run = Task { try await app.runPending(budget: Budget(foreground: true, waitS: 55), token: token) }
        await asked()
        token.cancel()
        let result = await run.result
        #expect(throws: PeerlineError.Cancelled) { try result.get() }
    }

    @Test(.timeLimit(.minutes(1))) func aTaskThatWasCancelledBeforehandAsksNobody() async throws {
        let run = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await app.refreshPacks()
        }
        let result = await run.result
        #expect(throws: CancellationError.self) { try result.get() }
        #expect(relay.paths.isEmpty)
    }

    @Test(.timeLimit(.minutes(1))) func aRelayThatIsGoneIsAReasonWithAdvice() async throws {
        relay.stop()
        do {
            _ = try await app.refreshPacks()
            Issue.record("no error was thrown")
        } catch let error as PeerlineError {
            #expect(error == .Relay(reason: .unreachable))
            #expect(advice(error: error) == .retryLater)
        }
    }

    private func asked() async {
        while relay.paths.isEmpty { await Task.yield() }
    }
}
