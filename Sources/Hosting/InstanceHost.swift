import DeterministicRuntime
package import HubSpotAPI
import Ports
package import Recording
import VirtualTime

/// What runs the instances and stands between them and those who send requests: gives each request to an instance, and gives
/// up on one that takes too long. Its work is then ended where it stands, as the host of a function ends it.
package struct InstanceHost<Core: Sendable>: Sendable {
  private let fleet: any Fleet<Core>
  private let jobs: any JobRunner<Core>
  private let crashes: CrashPlan<Core>?
  private let deadline: VirtualSpan
  private let clock = VirtualClock()
  private let requests = SimulationLocal(RequestsServed())
  private let idle = SimulationLocal<Wakeup?>(nil)

  /// - Parameters:
  ///   - jobFailed: told of each pass called from outside that was ended, or whose instance died.
  ///   - schedule: how jobs are called from outside. Without it resident instances run them themselves, and with an instance
  ///     a request each is called as often as it wants, for as long as a request may take.
  ///   - crashes: of resident instances. Traps when there are any, and the host has no places.
  ///   - deadline: of a request, the start of an instance included.
  ///   - make: makes the instance of a number, from 0; asked once for each.
  package init(
    _ mode: HostMode,
    jobs schedule: JobSchedule? = nil,
    jobFailed: @escaping @Sendable (_ job: String) -> Void = { _ in },
    crashes: [InstanceCrash] = [],
    deadline: Duration,
    _ make: @escaping @Sendable (_ number: Int) -> HostedInstance<Core>
  ) {
    self.deadline = VirtualSpan(deadline)
    switch mode {
    case .resident(let count):
      let resident = ResidentFleet(count, make)
      fleet = resident
      if let schedule {
        jobs = CalledJobs(resident, schedule, failed: jobFailed)
      } else {
        jobs = ResidentJobs(resident)
      }
      self.crashes = crashes.isEmpty ? nil : CrashPlan(crashes, resident, jobs)
    case .anInstanceARequest(let life):
      precondition(
        crashes.isEmpty,
        "\(crashes.count) crashes of places, and a host with an instance a request has none"
      )
      self.crashes = nil
      let pool = InstancePool(life, make)
      fleet = pool
      jobs = CalledJobs(pool, schedule ?? JobSchedule(longestRun: deadline, mayOverlap: false), failed: jobFailed)
    }
  }

  /// How many instances have been started.
  package var started: Int { fleet.started }

  /// An instance for whoever has a question when the run is over; nil when none lives and none is started any more.
  package var afterwards: HostedInstance<Core>? { fleet.afterwards }

  /// Does the work of a request on an instance.
  ///
  /// - Parameter work: throws when its instance is gone, and for no other reason.
  /// - Returns: nil when there was no answer in time, when the instance died, or when none lives.
  package func answer<Outcome: Sendable>(
    for origin: CallOrigin,
    _ work: @escaping @Sendable (Core) async throws -> Outcome
  ) async -> Outcome? {
    guard let place = fleet.place(for: origin) else { return nil }
    let (answer, answered) = (SimulationLocal<Outcome?>(nil), Wakeup("an answer to a request"))
    requests.withValue { $0.atWork += 1 }
    let task = Task {
      let instance = await place.take()
      do {
        let outcome = try await work(instance.core)
        answer.withValue { $0 = outcome }
      } catch {
        // Nobody answers for a dead instance: the connection is lost.
        answer.withValue { $0 = nil }
      }
      place.giveBack(instance)
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
    let isLast = requests.withValue { requests in
      requests.atWork -= 1
      requests.ended += 1
      return requests.atWork == 0
    }
    guard isLast else { return }
    idle.withValue { wakeup in
      wakeup?.wake()
      wakeup = nil
    }
  }

  private func waitUntilIdle() async {
    while requests.withValue({ $0.atWork }) > 0 {
      let wakeup = Wakeup("the host's last request")
      idle.withValue { $0 = wakeup }
      _ = await wakeup.wait()
    }
  }

  /// Runs the jobs while `drive` sends requests, and on until everything has settled.
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
      for loop in jobs.loops + (crashes?.courses ?? []) { group.addTask { await loop() } }
      try await drive()
      await crashes?.waitUntilOver()
      await waitUntilIdle()
      let left = await Convergence(fleet, jobs, passes, { requests.withValue { $0 } }, leftovers).wait(
        atMost: drainLimit
      )
      group.cancelAll()
      try await group.waitForAll()
      return left
    }
  }
}
