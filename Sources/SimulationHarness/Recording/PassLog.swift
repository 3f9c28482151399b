import DeterministicRuntime
import VirtualTime

/// Which background jobs have come to rest.
struct PassLog: Sendable {
  /// A job of an instance.
  struct Job: Hashable, Sendable {
    let name: String
    let instance: Int
  }

  private struct State {
    var lastChange: VirtualInstant = .start
    /// Those that are waited for.
    var jobs: Set<Job> = []
    /// When the last pass without work began.
    var quietSince: [Job: VirtualInstant] = [:]
    var waiting: Wakeup?
  }

  private let state = SimulationLocal(State())

  /// From here on rest counts: whatever a job found before may have changed since.
  ///
  /// - Parameter jobs: those whose rest is waited for.
  func settle(from time: VirtualInstant, jobs: Set<Job>) {
    state.withValue {
      $0.lastChange = max($0.lastChange, time)
      $0.jobs = jobs
    }
  }

  func record(job: String, instance: Int, startedAt: VirtualInstant, endedAt: VirtualInstant, changedSomething: Bool) {
    let wakeup = state.withValue { state in
      if changedSomething {
        state.lastChange = max(state.lastChange, endedAt)
      } else {
        state.quietSince[Job(name: job, instance: instance)] = startedAt
      }
      defer { state.waiting = nil }
      return state.waiting
    }
    wakeup?.wake()
  }

  /// Whether every job that is waited for has made a pass without work since the last change.
  var isQuiet: Bool {
    state.withValue { state in
      state.jobs.allSatisfy { job in state.quietSince[job].map { $0 >= state.lastChange } ?? false }
    }
  }

  /// Waits for the next pass of any job.
  func next(until deadline: VirtualInstant) async -> Wakeup.Outcome {
    let wakeup = Wakeup("the next pass of a job")
    state.withValue { $0.waiting = wakeup }
    return await wakeup.wait(until: deadline)
  }
}
