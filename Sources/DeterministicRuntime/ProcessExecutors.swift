@_spi(ExperimentalCustomExecutors) @_spi(ExperimentalScheduling) import _Concurrency

/// The executors of the whole process: inside of a simulation a job goes to its scheduler, everywhere else to the
/// platform's own executor, so that other async code does not notice.
///
/// This is the only file that knows the runtime's experimental interface. `ToolchainCheck` proves at the first run that
/// it works; there is no second way in (`swift_task_enqueueGlobal_hook` would miss the main actor and `Task.sleep`).
enum ProcessExecutors: ExecutorFactory {
  private static let simulatingDefault = SimulatingExecutor(platform: PlatformExecutorFactory.defaultExecutor)
  private static let simulatingMain = SimulatingMainExecutor(platform: PlatformExecutorFactory.mainExecutor)

  static var defaultExecutor: any TaskExecutor { simulatingDefault }
  static var mainExecutor: any MainExecutor { simulatingMain }

  /// What the runtime passes for "no actor": a job that runs under it may take over the thread for the actors that it
  /// hops to, without a further job.
  static let noActor = unsafeBitCast((0, 0), to: UnownedSerialExecutor.self)

  /// Takes a job for the simulation of this thread, if there is one. A task that belongs to a simulation elsewhere is
  /// reported there and dropped: it must not run here, for its place in the order could not be repeated.
  ///
  /// - Returns: false when the job is none of any simulation's business.
  @inline(__always)
  fileprivate static func divert(_ job: UnownedJob, onMainActor: Bool) -> Bool {
    let isTask = ExecutorJob(job).kind == .task
    guard let scheduler = Scheduler.current else {
      return isTask && SimulationRegistry.reportForeignResume(ofTask: taskNumber(job))
    }
    switch isTask ? scheduler.home(ofTask: taskNumber(job)) : .here {
    case .here:
      scheduler.enqueue(job, onMainActor: onMainActor)
      return true
    case .elsewhere: return true
    case .outside: return false
    }
  }
}

/// Replaces the executors of the process. Called once, before `main`, by CSimulationHooks.
@_cdecl("simulation_install_executors")
func installExecutors() { _createExecutors(factory: ProcessExecutors.self) }

/// The number of a task among all that this process has made.
@_silgen_name("swift_task_getJobTaskId")
private func taskNumber(_ job: UnownedJob) -> UInt64

/// The executor of all that is on no actor, and of the actors that have none of their own.
private final class SimulatingExecutor: TaskExecutor, SchedulingExecutor {
  private let platform: any TaskExecutor

  init(platform: any TaskExecutor) { self.platform = platform }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if !ProcessExecutors.divert(job, onMainActor: false) { platform.enqueue(ExecutorJob(job)) }
  }

  func enqueue<C: Clock>(
    _ job: consuming ExecutorJob,
    after delay: C.Duration,
    tolerance: C.Duration?,
    clock: C
  ) {
    if let scheduler = Scheduler.current { return scheduler.realClockUsed(C.self) }
    scheduling.enqueue(job, after: delay, tolerance: tolerance, clock: clock)
  }

  func enqueue<C: Clock>(
    _ job: consuming ExecutorJob,
    at instant: C.Instant,
    tolerance: C.Duration?,
    clock: C
  ) {
    if let scheduler = Scheduler.current { return scheduler.realClockUsed(C.self) }
    scheduling.enqueue(job, at: instant, tolerance: tolerance, clock: clock)
  }

  private var scheduling: any SchedulingExecutor {
    guard let scheduling = platform as? any SchedulingExecutor else {
      fatalError("The platform's executor \(platform) cannot wait for a clock; expected a SchedulingExecutor.")
    }
    return scheduling
  }
}

/// The executor of the main actor.
private final class SimulatingMainExecutor: MainExecutor, SchedulingExecutor {
  private let platform: any MainExecutor

  init(platform: any MainExecutor) { self.platform = platform }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if !ProcessExecutors.divert(job, onMainActor: true) { platform.enqueue(ExecutorJob(job)) }
  }

  func enqueue<C: Clock>(
    _ job: consuming ExecutorJob,
    after delay: C.Duration,
    tolerance: C.Duration?,
    clock: C
  ) {
    if let scheduler = Scheduler.current { return scheduler.realClockUsed(C.self) }
    scheduling.enqueue(job, after: delay, tolerance: tolerance, clock: clock)
  }

  func enqueue<C: Clock>(
    _ job: consuming ExecutorJob,
    at instant: C.Instant,
    tolerance: C.Duration?,
    clock: C
  ) {
    if let scheduler = Scheduler.current { return scheduler.realClockUsed(C.self) }
    scheduling.enqueue(job, at: instant, tolerance: tolerance, clock: clock)
  }

  var isMainExecutor: Bool { true }

  func checkIsolated() {
    guard let scheduler = Scheduler.current else { return platform.checkIsolated() }
    precondition(scheduler.isOnMainActor, "Expected to be on the main actor of the simulation.")
  }

  func isIsolatingCurrentContext() -> Bool? {
    Scheduler.current?.isOnMainActor ?? platform.isIsolatingCurrentContext()
  }

  func run() throws { try platform.run() }
  func runUntil(_ condition: () -> Bool) throws { try platform.runUntil(condition) }
  func stop() { platform.stop() }

  private var scheduling: any SchedulingExecutor {
    guard let scheduling = platform as? any SchedulingExecutor else {
      fatalError("The platform's main executor \(platform) cannot wait for a clock; expected a SchedulingExecutor.")
    }
    return scheduling
  }
}
