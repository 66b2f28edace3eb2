import BackgroundTasks
import PeerlineModels

/// Runs of the core while nobody looks: when it said, as far as iOS allows.
///
/// iOS decides when, not the core. Who waits for an answer is told on the screen to keep the lines in reach.
@MainActor final class BackgroundRuns {
    /// Also in `Info.plist` under BGTaskSchedulerPermittedIdentifiers. It says nothing about what the app is.
    nonisolated static let id = "org.peerline.app.refresh"
    private let shell: Shell

    init(shell: Shell) { self.shell = shell }

    func register() {
        BGTaskScheduler.shared.register(forTaskWithIdentifier: Self.id, using: .main) { [weak self] task in
            MainActor.assumeIsolated { self?.carryOut(task) }
        }
    }

    /// Asks for the next run. The core says when something is due, without looking at the network.
    func scheduleNext() {
        Task {
            guard let seconds = await shell.nextWakeSeconds() else { return }
            let request = BGAppRefreshTaskRequest(identifier: Self.id)
            request.earliestBeginDate = Date(timeIntervalSinceNow: TimeInterval(seconds))
            // Refused in the simulator and where its owner has switched background runs off: then it runs when the app is opened.
            try? BGTaskScheduler.shared.submit(request)
        }
    }

    private func carryOut(_ task: BGTask) {
        let run = Task {
            let report = await shell.run(waitS: 0, foreground: false)
            if let report, report.newOffer || report.reminder { await NeutralNotice.show(shell: shell) }
            scheduleNext()
            task.setTaskCompleted(success: report != nil)
        }
        // The run ends with its task, and the core drops what it was doing.
        task.expirationHandler = { run.cancel() }
    }
}
