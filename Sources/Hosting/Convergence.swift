import DeterministicRuntime
import Recording
import VirtualTime

/// The end of a run: no request is at work, nothing is left to do, and every job has made a pass that changed nothing, begun
/// after the last one that changed something: of instances that run their jobs themselves each its own, otherwise by whichever
/// instance.
/// Jobs that keep watch are waited for only when they have found something.
struct Convergence<Core: Sendable> {
  private let fleet: any Fleet<Core>
  private let jobs: any JobRunner<Core>
  private let passes: PassLog
  private let requests: @Sendable () -> RequestsServed
  private let leftovers: @Sendable () async -> [String]
  private let clock = VirtualClock()

  init(
    _ fleet: any Fleet<Core>,
    _ jobs: any JobRunner<Core>,
    _ passes: PassLog,
    _ requests: @escaping @Sendable () -> RequestsServed,
    _ leftovers: @escaping @Sendable () async -> [String]
  ) {
    self.fleet = fleet
    self.jobs = jobs
    self.passes = passes
    self.requests = requests
    self.leftovers = leftovers
  }

  /// Waits until the run has converged.
  ///
  /// - Returns: what was left at the limit.
  func wait(atMost limit: Duration) async -> [String] {
    let deadline = clock.now + VirtualSpan(limit)
    var (before, ended) = (interruptions, requests().ended)
    settle()
    while true {
      if interruptions > before || requests().ended > ended {
        // What a dead one has changed last it has told nobody, nor does a request that came late: rest counts anew.
        (before, ended) = (interruptions, requests().ended)
        settle()
      }
      let isQuiet = passes.isQuiet && requests().atWork == 0
      let left = isQuiet ? await leftovers() : []
      if isQuiet, left.isEmpty { return [] }
      if await passes.next(until: deadline) == .expired {
        return await leftovers() + (passes.isQuiet ? [] : restless) + busy
      }
    }
  }

  private var restless: [String] {
    let (working, late) = passes.restless
    let groups = [
      ("background jobs that still find work", working), ("background jobs without a pass since the last change", late),
    ]
    return groups.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1.joined(separator: ", "))" }
  }

  private var busy: [String] {
    let atWork = requests().atWork
    return atWork == 0 ? [] : ["\(atWork) requests at work"]
  }

  private var interruptions: Int { fleet.interruptions + jobs.interruptions }

  private func settle() {
    let jobs = jobs.jobs
    passes.settle(from: clock.now, jobs: jobs.waitedFor, watching: jobs.watching)
  }
}

/// The requests of a host.
struct RequestsServed: Hashable, Sendable {
  /// Those that have been given up included.
  var atWork = 0
  /// Those at work no more.
  var ended = 0
}
