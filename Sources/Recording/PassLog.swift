package import DeterministicRuntime
package import VirtualTime

/// Which background jobs have come to rest.
package struct PassLog: Sendable {
  /// A job of an instance, or of whichever instance makes a pass of it.
  package struct Job: Hashable, Sendable {
    let name: String
    let instance: Int?

    /// - Parameter instance: its number, from 0; nil when it does not matter which instance makes a pass.
    package init(name: String, instance: Int?) {
      self.name = name
      self.instance = instance
    }
  }

  private struct State {
    var lastChange: VirtualInstant = .start
    /// Those that are waited for.
    var jobs: Set<Job> = []
    /// Those that are waited for only when their last pass has found something.
    var watching: Set<Job> = []
    /// Whose last pass has found something.
    var atWork: Set<Job> = []
    /// When the last pass without work began.
    var quietSince: [Job: VirtualInstant] = [:]
    var waiting: Wakeup?
  }

  private let state = SimulationLocal(State())

  /// From here on rest counts: whatever a job found before may have changed since.
  ///
  /// - Parameters:
  ///   - jobs: those whose rest is waited for.
  ///   - watching: those that are waited for only when their last pass has found something.
  package func settle(from time: VirtualInstant, jobs: Set<Job>, watching: Set<Job> = []) {
    state.withValue {
      $0.lastChange = max($0.lastChange, time)
      $0.jobs = jobs
      $0.watching = watching
    }
  }

  func record(job: Job, startedAt: VirtualInstant, endedAt: VirtualInstant, changedSomething: Bool) {
    let wakeup = state.withValue { state in
      if changedSomething { state.lastChange = max(state.lastChange, endedAt) }
      for job in [job, Job(name: job.name, instance: nil)] {
        if changedSomething {
          state.atWork.insert(job)
        } else {
          state.atWork.remove(job)
          state.quietSince[job] = startedAt
        }
      }
      defer { state.waiting = nil }
      return state.waiting
    }
    wakeup?.wake()
  }

  /// Whether every job that is waited for has made a pass without work since the last change, and no job that keeps watch
  /// has found something at its last pass.
  package var isQuiet: Bool {
    state.withValue { state in
      state.watching.isDisjoint(with: state.atWork)
        && state.jobs.allSatisfy { job in state.quietSince[job].map { $0 >= state.lastChange } ?? false }
    }
  }

  /// The names of those that are not at rest, sorted.
  ///
  /// - Returns: those whose last pass has found something, and, while there are none, those without a pass since the last
  ///   change.
  package var restless: (working: [String], late: [String]) {
    state.withValue { state in
      let working = state.atWork.intersection(state.jobs.union(state.watching))
      let late = state.jobs.filter { job in state.quietSince[job].map { $0 < state.lastChange } ?? true }
      return (Set(working.map(\.name)).sorted(), working.isEmpty ? Set(late.map(\.name)).sorted() : [])
    }
  }

  /// Waits for the next pass of any job.
  package func next(until deadline: VirtualInstant) async -> Wakeup.Outcome {
    let wakeup = Wakeup("the next pass of a job")
    state.withValue { $0.waiting = wakeup }
    return await wakeup.wait(until: deadline)
  }
}
