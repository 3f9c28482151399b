import DeterministicRuntime
import VirtualTime

/// Which background jobs have come to rest.
struct PassLog: Sendable {
  private struct State {
    var lastChange: VirtualInstant = .start
    var jobs = Int.max
    /// When the last pass without work began, by job and instance.
    var quietSince: [String: VirtualInstant] = [:]
    var waiting: Wakeup?
  }

  private let state = SimulationLocal(State())

  /// From here on rest counts: whatever a job found before may have changed since.
  func settle(from time: VirtualInstant, jobs: Int) {
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
        state.quietSince["\(job)/\(instance)"] = startedAt
      }
      defer { state.waiting = nil }
      return state.waiting
    }
    wakeup?.wake()
  }

  /// Whether every job has made a pass without work since the last change.
  var isQuiet: Bool {
    state.withValue { state in
      state.quietSince.count == state.jobs && state.quietSince.values.allSatisfy { $0 >= state.lastChange }
    }
  }

  /// Waits for the next pass of any job.
  func next(until deadline: VirtualInstant) async -> Wakeup.Outcome {
    let wakeup = Wakeup("the next pass of a job")
    state.withValue { $0.waiting = wakeup }
    return await wakeup.wait(until: deadline)
  }
}
