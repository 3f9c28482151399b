package import VirtualTime

/// Runs ordinary Swift concurrency (actors, task groups, `async let`, async sequences, the main actor, unstructured and
/// detached tasks) on one thread, in virtual time: two runs of one body are equal, job for job.
///
/// Simulations on different threads run side by side and know nothing of each other. A simulation within a simulation
/// starts at 0 with a time of its own; the outer one stands still meanwhile.
package enum Simulation {
  /// Runs `body` as the root task in virtual time on the calling thread until it returns.
  ///
  /// Task-locals of the caller are seen in `body`; its cancellation is not. Task priority has no say in what runs next,
  /// except that an actor may prefer the more urgent of the calls that wait for it. When `body` has returned, tasks that
  /// it started without waiting for them are abandoned where they stand: they never go on, and what they hold is not
  /// released.
  /// - Throws: what `body` throws; `DeadlockError` when all that is left waits for something that cannot come;
  ///   `RealClockUsed`; `ForeignResume`; `UnsupportedToolchain` when this Swift runtime cannot be simulated.
  package static func run<Output: Sendable>(
    order: SchedulingOrder = .firstInFirstOut,
    _ body: @escaping @Sendable () async throws -> Output
  ) throws -> SimulationResult<Output> {
    if let problem = ToolchainCheck.problem { throw problem }
    return try Scheduler(order: order).run(body)
  }

  /// Lets other jobs in, if the order is seeded and chance will have it so; otherwise, and outside of a simulation,
  /// returns at once.
  package static func schedulingPoint() async {
    guard let scheduler = Scheduler.current, scheduler.isSeeded else { return }
    await scheduler.yield()
  }
}

/// What a simulation gives back.
package struct SimulationResult<Output: Sendable>: Sendable {
  /// What the body returned.
  package let output: Output
  /// The instant at which the body returned.
  package let endedAt: VirtualInstant
  /// How many timers have fired. A sleep that was cancelled, or a wait that was woken, does not count.
  package let eventCount: Int
  /// How many jobs have run: stretches of tasks between two of the scheduler's decisions. It depends on the compiler's
  /// optimizations, unlike all else, so it belongs into no comparison of runs.
  package let jobCount: Int
}
