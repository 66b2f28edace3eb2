/// Runs an asynchronous call of the core with a token of its own.
///
/// Cancelling the task stops the work at once, and comes out as the `CancellationError` that tasks expect, never as
/// `PeerlineError.Cancelled`.
public func cancellable<T: Sendable>(_ call: @Sendable (CancelToken) async throws -> T) async throws -> T {
    let token = CancelToken()
    return try await withTaskCancellationHandler {
        do {
            return try await call(token)
        } catch PeerlineError.Cancelled where Task.isCancelled {
            throw CancellationError()
        }
    } onCancel: {
        token.cancel()
    }
}

// The calls that look at the network, as Swift expects them: they end with the task that waits for them. With a token they are
// the generated ones, which know nothing of tasks.
extension Peerline {
    /// Sends, reads and fetches what is due, until it is done or the task is cancelled.
    public func runPending(budget: Budget) async throws -> Report {
        try await cancellable { try await self.runPending(budget: budget, token: $0) }
    }

    /// Fetches the pool's packs now, until it is done or the task is cancelled. Gives whether something new came.
    public func refreshPacks() async throws -> Bool {
        try await cancellable { try await self.refreshPacks(token: $0) }
    }
}
