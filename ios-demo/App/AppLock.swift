import LocalAuthentication

/// The phone's own lock, asked for by the curtain. Face, finger or passcode: which one is its owner's affair.
enum AppLock {
    static func ask(reason: String) async -> Bool {
        let context = LAContext()
        // Without a passcode on the phone there is nothing to ask for, and the curtain opens: it is a curtain, not the vault's key.
        guard context.canEvaluatePolicy(.deviceOwnerAuthentication, error: nil) else { return true }
        return (try? await context.evaluatePolicy(.deviceOwnerAuthentication, localizedReason: reason)) ?? false
    }
}
