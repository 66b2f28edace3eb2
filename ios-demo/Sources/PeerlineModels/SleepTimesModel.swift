import Foundation
import Observation
import Peerline

/// Times around a night shift, worked out by the core: nothing of it is kept.
@MainActor @Observable public final class SleepTimesModel: ScreenModel {
    /// When somebody goes to bed: minutes since midnight, as all times here.
    public var bed: UInt16 = 8 * 60
    /// When the next shift starts.
    public var shift: UInt16 = 18 * 60
    /// When somebody lies down for a nap.
    public var down: UInt16 = 14 * 60
    /// The same as moments, for a wheel.
    public var bedMoment: Date {
        get { TimeOfDay.moment(bed) }
        set { bed = TimeOfDay.minutes(newValue) }
    }
    /// See `bedMoment`.
    public var shiftMoment: Date {
        get { TimeOfDay.moment(shift) }
        set { shift = TimeOfDay.minutes(newValue) }
    }
    /// See `bedMoment`.
    public var downMoment: Date {
        get { TimeOfDay.moment(down) }
        set { down = TimeOfDay.minutes(newValue) }
    }
    /// Hours slept in the last 24; none: not said.
    public var slept: UInt16?
    /// Hours on duty; none: not said.
    public var onDuty: UInt16?
    /// What came of it, each in sentences.
    public private(set) var sleep: [String] = []
    /// The same of a nap.
    public private(set) var nap: [String] = []
    /// Whether somebody is too tired.
    public private(set) var tired: [String] = []

    public override init(_ shell: Shell) {
        super.init(shell)
        isLoaded = true
    }

    public override var title: String { shell.words[.copingSleepTimes] }

    public override var says: [String] { sleep + nap + tired }

    public override var offers: [Offer] { [ofSleep, ofNap] + ofRest }

    /// Works out last caffeine and the earliest time to get up.
    public var ofSleep: Offer {
        one("sleep") { [weak self] language in
            guard let self else { return }
            sleep = try sleepTimes(bed: bed, shift: shift, language: language).texts
        }
    }

    /// Works out the alarm, and from when to drive.
    public var ofNap: Offer {
        one("nap") { [weak self] language in
            guard let self else { return }
            nap = try napTimes(down: down, language: language).texts
        }
    }

    /// Says whether somebody is too tired; there once both numbers are.
    public var ofRest: [Offer] {
        guard let slept, let onDuty else { return [] }
        return [
            one("rest") { [weak self] language in
                self?.tired = [try tooTired(slept: slept * 60, onDuty: onDuty * 60, language: language).text]
            }
        ]
    }

    /// The hours that can be chosen.
    public let hours: [UInt16] = Array(0...24)

    private func one(_ which: String, _ work: @escaping @MainActor (String) throws -> Void) -> Offer {
        Offer("\(Label.workOut.rawValue):\(which)", shell.words[.workOut]) { [weak self] in
            guard let self else { return }
            do {
                try work(shell.language)
                trouble = nil
            } catch {
                trouble = shell.trouble(error)
            }
        }
    }
}

/// A time of the day as a moment that a wheel can turn, and back. The day is one without a change of the clocks, and says nothing.
public enum TimeOfDay {
    /// The moment of so many minutes since midnight.
    public static func moment(_ minutes: UInt16, in calendar: Calendar = .current) -> Date {
        let day = DateComponents(year: 2001, month: 1, day: 10, hour: Int(minutes) / 60, minute: Int(minutes) % 60)
        return calendar.date(from: day) ?? Date(timeIntervalSinceReferenceDate: 0)
    }

    /// Minutes since midnight.
    public static func minutes(_ moment: Date, in calendar: Calendar = .current) -> UInt16 {
        let parts = calendar.dateComponents([.hour, .minute], from: moment)
        return UInt16((parts.hour ?? 0) * 60 + (parts.minute ?? 0))
    }
}
