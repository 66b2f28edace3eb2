import Foundation
import Peerline
import Testing

private let personal = "Dana Ruiz, badge 4411"

/// How the border holds when something goes wrong. One after the other, because the waits are counted.
@Suite(.serialized) struct BorderTests {
    @Test func aRecordPrintsItsNameAndNothingElse() throws {
        let record = try trialRecord(secret: personal)
        #expect(record.secret == personal)
        #expect("\(record)" == "[TrialRecord]")
        #expect(String(reflecting: record) == "[TrialRecord]")
        #expect("\([record]) \(Optional(record) as Any)" == "[[TrialRecord]] Optional([TrialRecord])")
        #expect("\(try trialChoice(secret: personal))" == "[TrialChoice]")
        #expect(String(reflecting: try trialChoice(secret: personal)) == "[TrialChoice]")
    }

    @Test func aMirrorShowsNoFieldEither() throws {
        var dumped = ""
        dump(try trialRecord(secret: personal), to: &dumped)
        dump(try trialChoice(secret: personal), to: &dumped)
        dump([try trialRecord(secret: personal)], to: &dumped)
        #expect(dumped.contains("[TrialRecord]"))
        #expect(!dumped.contains("Dana"))
    }

    @Test func recordsWithTheSameContentAreEqual() throws {
        #expect(try trialRecord(secret: "a") == trialRecord(secret: "a"))
        #expect(try trialRecord(secret: "a") != trialRecord(secret: "b"))
    }

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
        let keys = KeysInMemory()
        let dataKey = Data(0..<32)
        #expect(try trialKeys(keyStore: keys, id: "vault-1", dataKey: dataKey) == dataKey)
        #expect(keys.calls == ["create vault-1", "wrap vault-1", "unwrap vault-1", "destroy vault-1"])
    }

    @Test(arguments: [
        (KeyStoreError.Locked, VaultError.locked), (.Gone, .keyGone), (.Failed, .keyStore),
    ])
    func whatAKeyStoreRefusesArrivesAsItsReason(reason: KeyStoreError, expected: VaultError) {
        let keys = KeysInMemory(refusing: reason)
        #expect(throws: PeerlineError.Vault(reason: expected)) { try trialKeys(keyStore: keys, id: "k", dataKey: Data(count: 32)) }
    }

    @Test func anUnexpectedErrorOfTheKeyStoreLeavesItsTextBehind() {
        let keys = KeysInMemory(refusing: Unexpected(text: personal))
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

private struct Unexpected: Error {
    let text: String
}

/// Keys that are none: wrapping turns every bit over.
private final class KeysInMemory: KeyStore, @unchecked Sendable {
    private let refusal: (any Error)?
    private(set) var calls: [String] = []

    init(refusing refusal: (any Error)? = nil) {
        self.refusal = refusal
    }

    func create(id: String) throws { calls.append("create \(id)") }

    func wrap(id: String, dataKey: Data) throws -> Data {
        calls.append("wrap \(id)")
        return Data(dataKey.map { ~$0 })
    }

    func unwrap(id: String, wrapped: Data) throws -> Data {
        if let refusal { throw refusal }
        calls.append("unwrap \(id)")
        return Data(wrapped.map { ~$0 })
    }

    func destroy(id: String) throws { calls.append("destroy \(id)") }
}

private final class Ear: Listener, @unchecked Sendable {
    private(set) var heard: [Changed] = []

    func changed(topic: Changed) throws { heard.append(topic) }
}

private final class DeafEar: Listener {
    func changed(topic: Changed) throws { throw Unexpected(text: personal) }
}
