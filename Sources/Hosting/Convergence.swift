import DeterministicRuntime
import Recording
import VirtualTime

/// The end of a run: no request is at work, nothing is left to do, and every job of every instance that lives has made a
/// pass that changed nothing, begun after the last one that changed something.
struct Convergence<Core: Sendable> {
  private let host: InstanceHost<Core>
  private let passes: PassLog
  private let leftovers: @Sendable () async -> [String]
  private let clock = VirtualClock()

  init(_ host: InstanceHost<Core>, _ passes: PassLog, _ leftovers: @escaping @Sendable () async -> [String]) {
    self.host = host
    self.passes = passes
    self.leftovers = leftovers
  }

  /// Waits until the run has converged.
  ///
  /// - Returns: what was left at the limit.
  func wait(atMost limit: Duration) async -> [String] {
    let deadline = clock.now + VirtualSpan(limit)
    var living = host.living
    settle(living)
    while true {
      if host.living.count < living.count {
        // What a dead one has changed last it has told nobody: rest counts anew.
        living = host.living
        settle(living)
      }
      let isQuiet = passes.isQuiet
      let left = isQuiet ? await leftovers() : []
      if isQuiet, left.isEmpty { return [] }
      if await passes.next(until: deadline) == .expired {
        let unquiet = isQuiet ? [] : ["background jobs that still find work"]
        return await leftovers() + unquiet
      }
    }
  }

  private func settle(_ living: [HostedInstance<Core>]) {
    let jobs = living.flatMap { instance in instance.jobs.map { PassLog.Job(name: $0, instance: instance.number) } }
    passes.settle(from: clock.now, jobs: Set(jobs))
  }
}
