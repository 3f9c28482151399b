import DeterministicRuntime
package import HubSpotAPI
package import Recording
import VirtualTime

/// What runs the instances and stands between them and those who send requests: spreads requests over the instances that
/// live, and gives up on a request that takes too long. Its work is then ended where it stands, as the host of a function
/// ends it.
package struct InstanceHost<Core: Sendable>: Sendable {
  package let instances: [HostedInstance<Core>]
  private let deadline: VirtualSpan
  private let clock = VirtualClock()
  /// Requests that are still at work, also those that have been given up.
  private let working = SimulationLocal(0)
  private let idle = SimulationLocal<Wakeup?>(nil)

  package init(_ instances: [HostedInstance<Core>], deadline: Duration) {
    self.instances = instances
    self.deadline = VirtualSpan(deadline)
  }

  /// The instances that have not crashed.
  package var living: [HostedInstance<Core>] { instances.filter(\.isAlive) }

  /// Does the work of a request on an instance. Who comes back reaches the next one that lives.
  ///
  /// - Parameter work: throws when its instance is gone, and for no other reason.
  /// - Returns: nil when there was no answer in time, when the instance died, or when none lives.
  package func answer<Outcome: Sendable>(
    for origin: CallOrigin,
    _ work: @escaping @Sendable (Core) async throws -> Outcome
  ) async -> Outcome? {
    let living = living
    guard !living.isEmpty else { return nil }
    let core = living[origin.number.map { ($0 + origin.request) % living.count } ?? 0].core
    let (answer, answered) = (SimulationLocal<Outcome?>(nil), Wakeup("an answer to a request"))
    working.withValue { $0 += 1 }
    let task = Task {
      do {
        let outcome = try await work(core)
        answer.withValue { $0 = outcome }
      } catch {
        // Nobody answers for a dead instance: the connection is lost.
        answer.withValue { $0 = nil }
      }
      answered.wake()
      finished()
    }
    let end = await answered.wait(until: clock.now + deadline)
    guard end == .woken else {
      task.cancel()
      return nil
    }
    return answer.withValue { $0 }
  }

  private func finished() {
    let isLast = working.withValue { working in
      working -= 1
      return working == 0
    }
    guard isLast else { return }
    idle.withValue { wakeup in
      wakeup?.wake()
      wakeup = nil
    }
  }

  private func waitUntilIdle() async {
    while working.withValue({ $0 }) > 0 {
      let wakeup = Wakeup("the host's last request")
      idle.withValue { $0 = wakeup }
      _ = await wakeup.wait()
    }
  }

  /// Runs the instances' jobs while `drive` sends requests, and on until everything has settled.
  ///
  /// - Parameters:
  ///   - passes: told of each pass of the jobs.
  ///   - drainLimit: how long after the last request the run may take to settle.
  ///   - leftovers: what there is still to do, told from the records of the product.
  ///   - drive: ends when nobody sends requests any more.
  /// - Returns: what was left at the drain limit; empty when the run came to rest.
  package func run(
    _ passes: PassLog,
    drainLimit: Duration,
    leftovers: @escaping @Sendable () async -> [String],
    drive: @Sendable () async throws -> Void
  ) async throws -> [String] {
    try await withThrowingTaskGroup { group in
      for instance in instances { group.addTask { await instance.runJobs() } }
      try await drive()
      await waitUntilIdle()
      let left = await Convergence(self, passes, leftovers).wait(atMost: drainLimit)
      group.cancelAll()
      try await group.waitForAll()
      return left
    }
  }
}
