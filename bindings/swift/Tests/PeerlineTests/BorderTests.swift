import Foundation
import Peerline
import Testing

/// How the border holds when something goes wrong. One after the other, because the waits are counted.
@Suite(.serialized) struct BorderTests {
    @Test func aPanicBecomesANumberAndItsTextIsGone() {
        do {
            try trialPanic(text: personal)
            Issue.record("no error was thrown")
        } catch {
            expectFault(error)
        }
    }

    @Test func aPanicOnAThreadOfOursBecomesANumberToo() async {
        do {
            try await trialPanicLater(text: personal)
            Issue.record("no error was thrown")
        } catch {
            expectFault(error)
        }
    }

    @Test func everyErrorHasItsAdvice() {
        #expect(advice(error: .Vault(reason: .locked)) == .retry)
        #expect(advice(error: .Vault(reason: .diskFull)) == .freeSpace)
        #expect(advice(error: .Vault(reason: .newerVersion)) == .updateApp)
        #expect(advice(error: .Cancelled) == .retry)
        #expect(advice(error: .Fault(place: 1)) == .callALine)
    }

    @Test(.timeLimit(.minutes(1))) func cancellingTheTaskStopsTheWork() async throws {
        let task = Task { try await cancellable { try await trialWait(token: $0) } }
        await until { trialWaiting() == 1 }
        task.cancel()
        let result = await task.result
        #expect(throws: CancellationError.self) { try result.get() }
        await until { trialWaiting() == 0 }
    }

    @Test(.timeLimit(.minutes(1))) func cancellingTheTokenStopsTheWorkOfEverybodyWhoHoldsIt() async throws {
        let token = CancelToken()
        let tasks = (0..<3).map { _ in Task { try await trialWait(token: token) } }
        await until { trialWaiting() == 3 }
        token.cancel()
        for task in tasks {
            let result = await task.result
            #expect(throws: PeerlineError.Cancelled) { try result.get() }
        }
        #expect(token.isCancelled())
        await until { trialWaiting() == 0 }
    }

    @Test func aDataKeyComesBackFromThePhonesKeyStoreAsItWas() throws {
        let keys = UnprotectedMemoryKeys()
        let dataKey = Data(0..<32)
        #expect(try trialKeys(keyStore: keys, id: "vault-1", dataKey: dataKey) == dataKey)
        #expect(keys.calls == ["create vault-1", "wrap vault-1", "unwrap vault-1", "destroy vault-1"])
        #expect(keys.ids.isEmpty)
    }

    @Test(arguments: [
        (KeyStoreError.Locked, VaultError.locked), (.Gone, .keyGone), (.Failed, .keyStore),
    ])
    func whatAKeyStoreRefusesArrivesAsItsReason(reason: KeyStoreError, expected: VaultError) {
        let keys = UnprotectedMemoryKeys(refusing: reason)
        #expect(throws: PeerlineError.Vault(reason: expected)) {
            try trialKeys(keyStore: keys, id: "k", dataKey: Data(count: 32))
        }
    }

    @Test func anUnexpectedErrorOfTheKeyStoreLeavesItsTextBehind() {
        let keys = UnprotectedMemoryKeys(refusing: Unexpected(text: personal))
        #expect(throws: PeerlineError.Vault(reason: .keyStore)) {
            try trialKeys(keyStore: keys, id: "k", dataKey: Data(count: 32))
        }
    }

    @Test func aListenerHearsOfAChange() async throws {
        let ear = Ear()
        #expect(try await trialListen(listener: ear, topic: .requests))
        #expect(ear.heard == [.requests])
    }

    @Test func aListenerThatFailsDoesNoHarm() async throws {
        #expect(try await !trialListen(listener: DeafEar(), topic: .duty))
    }

    private func expectFault(_ thrown: any Error) {
        guard case PeerlineError.Fault(let place) = thrown else {
            Issue.record("not a fault")
            return
        }
        #expect(place != 0)
        #expect(!"\(thrown) \(String(reflecting: thrown)) \(thrown.localizedDescription)".contains("Dana"))
    }

    private func until(_ condition: () -> Bool) async {
        while !condition() { await Task.yield() }
    }
}

private final class Ear: Listener, @unchecked Sendable {
    private(set) var heard: [Changed] = []

    func changed(topic: Changed) throws { heard.append(topic) }
}

private final class DeafEar: Listener {
    func changed(topic: Changed) throws { throw Unexpected(text: personal) }
}
