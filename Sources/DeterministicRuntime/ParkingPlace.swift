/// Where a task waits: it hops to this actor, and the actor's executor puts the task's own job aside instead of running
/// it. So a wait needs no continuation and no allocation.
actor ParkingPlace {
  static let only = ParkingPlace()

  private nonisolated let executor = ParkingExecutor()

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Returns when the scheduler runs the job of the calling task.
  // Inlined, it would be a hop there and back with nothing in between, and the optimizer would remove both.
  @inline(never)
  func stay() {}
}

/// Puts jobs aside until the scheduler of this thread runs them.
private final class ParkingExecutor: SerialExecutor {
  func enqueue(_ job: consuming ExecutorJob) { Scheduler.required("A wait in virtual time").park(UnownedJob(job)) }
}

/// An executor that nothing is ever enqueued on. A job that runs as if it belonged here cannot take the thread over to
/// the actors that it hops to: each hop becomes a job of its own, and thereby a choice for the scheduler.
final class SteppingExecutor: SerialExecutor {
  private static let only = SteppingExecutor()

  static let reference = only.asUnownedSerialExecutor()

  func enqueue(_ job: consuming ExecutorJob) {
    fatalError("Job \(job.description) was enqueued on the stepping executor, which only runs jobs of others.")
  }
}
