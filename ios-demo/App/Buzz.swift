import CoreHaptics

/// Plays the buzz of a coping tool. Nothing buzzes where the phone cannot or does not let it, and nothing waits for it: the words and
/// the circle say the same.
///
/// The switch in the settings is looked at before this is called. iOS tells an app of none of its own; the README says which of them holds here.
@MainActor enum Buzz {
    private static var engine: CHHapticEngine?

    /// On, off, on, in milliseconds.
    static func play(_ pattern: [UInt16]) {
        guard CHHapticEngine.capabilitiesForHardware().supportsHaptics, !pattern.isEmpty else { return }
        // A refusal, for instance during a call, leaves this phase without its buzz; the next one tries again.
        try? begin(pattern)
    }

    private static func begin(_ pattern: [UInt16]) throws {
        let engine = try engine ?? make()
        // Also after the system has stopped it, as it does when the app leaves the screen.
        try engine.start()
        try engine.makePlayer(with: CHHapticPattern(events: events(pattern), parameters: []))
            .start(atTime: CHHapticTimeImmediate)
    }

    private static func make() throws -> CHHapticEngine {
        let made = try CHHapticEngine()
        made.playsHapticsOnly = true
        // It costs power only while something plays.
        made.isAutoShutdownEnabled = true
        engine = made
        return made
    }

    private static func events(_ pattern: [UInt16]) -> [CHHapticEvent] {
        var begin: TimeInterval = 0
        var events: [CHHapticEvent] = []
        for (place, milliseconds) in pattern.enumerated() {
            let length = TimeInterval(milliseconds) / 1000
            if place.isMultiple(of: 2) {
                events.append(
                    CHHapticEvent(eventType: .hapticContinuous, parameters: [], relativeTime: begin, duration: length))
            }
            begin += length
        }
        return events
    }
}
