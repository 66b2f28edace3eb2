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
