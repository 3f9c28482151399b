import DeterministicRuntime
import VirtualTime

/// What is to happen to the instances of a resident fleet, while it happens.
struct CrashPlan<Core: Sendable>: Sendable {
  private let crashes: [InstanceCrash]
  private let fleet: ResidentFleet<Core>
  private let jobs: any JobRunner<Core>
  private let pending: SimulationLocal<Int>
  private let over = Wakeup("the last return of an instance")
  private let clock = VirtualClock()

  init(_ crashes: [InstanceCrash], _ fleet: ResidentFleet<Core>, _ jobs: any JobRunner<Core>) {
    self.crashes = crashes
    self.fleet = fleet
    self.jobs = jobs
    pending = SimulationLocal(crashes.count)
  }

  /// One for each crash; it goes on as long as the instances that it has started, or until its task is cancelled.
  var courses: [@Sendable () async -> Void] { crashes.map { crash in { await run(crash) } } }

  private func run(_ crash: InstanceCrash) async {
    guard (try? await clock.sleep(until: .start.advanced(by: crash.at))) != nil else { return }
    let places = fleet.kill(at: crash.place)
    if !places.isEmpty {
      guard (try? await clock.sleep(for: VirtualSpan(crash.backAfter))) != nil else { return }
    }
    let newcomers = places.map(fleet.startAnew)
    let left = pending.withValue { pending in
      pending -= 1
      return pending
    }
    if left == 0 { over.wake() }
    await withDiscardingTaskGroup { group in
      for newcomer in newcomers { group.addTask { await jobs.runJobs(of: newcomer) } }
    }
  }

  /// Waits until all have died that shall, and all are back.
  func waitUntilOver() async {
    guard pending.withValue({ $0 }) > 0 else { return }
    _ = await over.wait()
  }
}
