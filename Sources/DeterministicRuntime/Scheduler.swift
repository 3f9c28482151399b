import CSimulationHooks
import Synchronization
import VirtualTime

/// Order and time of one run. All but `interrupt`, `cancel` and `taskNumbers` is used by the run's own thread alone.
///
/// It is the innermost loop of every simulation, so its memory is managed by hand and its properties forgo Swift's
/// dynamic check against overlapping access: nothing here calls out while it changes them.
final class Scheduler: @unchecked Sendable {
  /// The number of this run within the process.
  let number = SimulationRegistry.nextNumber()
  /// Virtual nanoseconds since the start of the run.
  @exclusivity(unchecked) private(set) var now: Int64 = 0
  @exclusivity(unchecked) private(set) var isOnMainActor = false
  @exclusivity(unchecked) var parking = ParkingLot()
  @exclusivity(unchecked) private var ready = ReadyQueue()
  @exclusivity(unchecked) private var shuffle: Draw?
  @exclusivity(unchecked) private var isFinished = false
  @exclusivity(unchecked) private(set) var eventCount = 0
  @exclusivity(unchecked) private(set) var jobCount = 0
  /// The space that the task which is about to park has reserved.
  @exclusivity(unchecked) private var nextToPark: ParkingLot.Space = .none
  @exclusivity(unchecked) private var nextDue: Int64 = 0
  @exclusivity(unchecked) private var firstTask: UInt64 = 0
  @exclusivity(unchecked) private var lastTask: UInt64 = 0
  private let tasks = Mutex(TaskNumbers())
  private let isInterrupted = Atomic(false)
  private let interruption = Mutex<(any Error)?>(nil)

  init(order: SchedulingOrder) {
    if case .seeded(let seed) = order { shuffle = KeyedRandom(seed: seed).draw("scheduling order") }
  }

  var isSeeded: Bool { shuffle != nil }

  // MARK: The simulation of a thread

  /// The scheduler of the simulation that runs on this thread.
  @inline(__always)
  static var current: Scheduler? {
    guard let pointer = simulation_current() else { return nil }
    return Unmanaged<Scheduler>.fromOpaque(pointer).takeUnretainedValue()
  }

  /// The scheduler of the simulation on this thread; traps when there is none, naming what was used and the thread.
  @inline(__always)
  static func required(_ use: StaticString) -> Scheduler {
    guard let current else { trapOutside(use) }
    return current
  }

  @inline(never)
  private static func trapOutside(_ use: StaticString) -> Never {
    fatalError(
      """
      \(use) was used on thread \(ForeignResume.nameOfThisThread), where no simulation runs. Expected: inside of \
      Simulation.run. If it was called there, something outside of the simulation has resumed its task.
      """
    )
  }

  /// Runs `body` as the root task until it returns.
  func run<Output: Sendable>(_ body: @escaping @Sendable () async throws -> Output) throws -> SimulationResult<Output> {
    let outcome = RootOutcome<Output>()
    return try asCurrent {
      // Not detached: an expectation of a test that fails inside is told to the test by its task-locals.
      Task(priority: .medium) {
        let result: Result<Output, any Error>
        do {
          // A preference makes the way back from an actor a job of its own, and thereby a choice.
          let preference = self.isSeeded ? ProcessExecutors.defaultExecutor : nil
          result = .success(try await withTaskExecutorPreference(preference) { try await body() })
        } catch {
          result = .failure(error)
        }
        guard Scheduler.current === self else {
          return SimulationRegistry.report("resumed the root task", to: self.number)
        }
        outcome.result = result
        self.isFinished = true
      }
      try drive()
      guard let output = try outcome.result?.get() else { preconditionFailure("The root task left no result.") }
      return SimulationResult(
        output: output,
        endedAt: VirtualInstant(nanoseconds: now),
        eventCount: eventCount,
        jobCount: jobCount
      )
    }
  }

  /// Makes this the simulation of the thread while `body` runs.
  func asCurrent<Result>(_ body: () throws -> Result) rethrows -> Result {
    let outer = simulation_current()
    SimulationRegistry.begin(self)
    simulation_set_current(Unmanaged.passUnretained(self).toOpaque())
    defer {
      simulation_set_current(outer)
      SimulationRegistry.end(self, isStranded: !isFinished)
      // An abandoned task may hold this object for ever; what is large goes now.
      parking = ParkingLot()
      ready = ReadyQueue()
    }
    return try body()
  }

  // MARK: Jobs

  /// Makes a job runnable.
  func enqueue(_ job: UnownedJob, onMainActor: Bool) { ready.append(ReadyQueue.Entry(job, onMainActor: onMainActor)) }

  /// How many jobs are runnable.
  var readyCount: Int { ready.count }

  /// Where a task belongs that becomes runnable on this thread.
  enum Home {
    /// In this run.
    case here
    /// In another run, which has been told that it was meddled with.
    case elsewhere
    /// In no run.
    case outside
  }

  /// Where a task belongs that becomes runnable on this thread. One that is new is taken in.
  @inline(__always)
  func home(ofTask number: UInt64) -> Home {
    // Whatever was there before this run is older than its first task.
    if number > lastTask {
      lastTask = number
      if firstTask == 0 { firstTask = number }
      tasks.withLock { $0.append(number) }
    } else if number < firstTask {
      return SimulationRegistry.reportForeignResume(ofTask: number) ? .elsewhere : .outside
    }
    return .here
  }

  /// The tasks of this run. From any thread.
  var taskNumbers: TaskNumbers { tasks.withLock { $0 } }

  /// Runs jobs, and moves time when there are none, until the root task has returned.
  func drive() throws {
    while !isFinished {
      if isSeeded { try stepByChance() } else { try stepInOrder() }
      if isInterrupted.load(ordering: .acquiring), let error = interruption.withLock({ $0 }) { throw error }
    }
  }

  private func stepInOrder() throws {
    if let entry = ready.popFirst() { return run(entry, on: ProcessExecutors.noActor) }
    guard let timer = parking.popEarliest() else { throw standstill() }
    now = timer.due
    eventCount += 1
    jobCount += 1
    parking.expire(timer.space).runSynchronously(on: ProcessExecutors.noActor)
  }

  private func stepByChance() throws {
    if ready.isEmpty {
      guard let due = parking.earliestDue else { throw standstill() }
      now = due
      // All that is due at this instant competes. A timer that waits here has not fired: it can still be cancelled.
      while parking.earliestDue == due, let timer = parking.popEarliest() {
        parking.markDue(timer.space)
        ready.append(ReadyQueue.Entry(due: timer.space))
      }
    }
    guard let index = shuffle?.uniformInteger(in: 0..<ready.count) else { return }
    run(ready.pop(at: index), on: SteppingExecutor.reference)
  }

  @inline(__always)
  private func run(_ entry: ReadyQueue.Entry, on executor: UnownedSerialExecutor) {
    jobCount += 1
    switch entry.content {
    case .job(let job): job.runSynchronously(on: executor)
    case .mainActorJob(let job):
      isOnMainActor = true
      job.runSynchronously(on: MainActor.sharedUnownedExecutor)
      isOnMainActor = false
    case .due(let space):
      if parking.outcome(of: space) == .due { eventCount += 1 }
      parking.expire(space).runSynchronously(on: executor)
    }
  }

  // MARK: Parking

  /// Parks the calling task until its space expires, is woken or is cancelled.
  /// - Parameter due: when it expires; `Int64.max` is never.
  @inline(__always)
  func park(in space: ParkingLot.Space, until due: Int64) async {
    nextToPark = space
    nextDue = due
    await ParkingPlace.only.stay()
  }

  /// Takes the job of the task that is about to park.
  @inline(__always)
  func park(_ job: UnownedJob) {
    if nextToPark == .none { return enqueue(job, onMainActor: false) }
    parking.park(job, in: nextToPark, until: nextDue)
  }

  /// Puts the calling task among those that are runnable.
  func yield() async { await park(in: .none, until: now) }

  /// Ends the wait in `space` by a wake, even if it has just ended otherwise and its task has not gone on yet.
  func wake(_ space: ParkingLot.Space) {
    if let job = parking.release(space, as: .woken) { enqueue(job, onMainActor: false) }
  }

  /// Ends the wait in `space` by the cancellation of its task, unless it has ended already.
  func cancel(_ space: ParkingLot.Space) {
    guard Scheduler.current === self else { return SimulationRegistry.report("cancelled a task", to: number) }
    guard parking.outcome(of: space) == .parked || parking.outcome(of: space) == .due else { return }
    if let job = parking.release(space, as: .cancelled) { enqueue(job, onMainActor: false) }
  }

  // MARK: What ends a run early

  /// Ends the run with `error` as soon as the present job is done. The first error counts. From any thread.
  func interrupt(_ error: any Error) {
    interruption.withLock { $0 = $0 ?? error }
    isInterrupted.store(true, ordering: .releasing)
  }

  /// Ends the run because a task sleeps on a real clock. The task's job is dropped: it never goes on.
  func realClockUsed(_ clock: Any.Type) {
    interrupt(RealClockUsed(clock: "\(clock)", at: VirtualInstant(nanoseconds: now)))
  }

  private func standstill() -> any Error {
    if let error = interruption.withLock({ $0 }) { return error }
    let names = parking.namesOfWaiting
    var counts: [String: Int] = [:]
    for case let name? in names { counts[name, default: 0] += 1 }
    return DeadlockError(
      namedWaits: counts.map { $0.value == 1 ? $0.key : "\($0.key) (\($0.value) waits)" }.sorted(),
      unnamedWaits: names.count { $0 == nil },
      at: VirtualInstant(nanoseconds: now)
    )
  }
}

/// What the root task left. Written in the simulation, read after it, on one thread.
private final class RootOutcome<Output: Sendable>: @unchecked Sendable {
  var result: Result<Output, any Error>?
}
