import Synchronization

/// The simulations of this process, for threads outside of them: whose task is it that such a thread resumes?
enum SimulationRegistry {
  private struct Entries {
    var running: [UInt64: Scheduler] = [:]
    /// The tasks of runs that have failed. Something may still be about to resume one of them, a late reply for
    /// example; it must not go on then, where there is no virtual time.
    var stranded: [TaskNumbers] = []
  }

  private static let issued = Atomic<UInt64>(0)
  private static let entries = Mutex(Entries())
  private static let isEmpty = Atomic(true)

  /// 1 for the first run of this process, 2 for the second, and so on. It tells runs apart and never enters a result.
  static func nextNumber() -> UInt64 { issued.add(1, ordering: .relaxed).newValue }

  static func begin(_ scheduler: Scheduler) {
    entries.withLock { $0.running[scheduler.number] = scheduler }
    isEmpty.store(false, ordering: .relaxed)
  }

  /// - Parameter isStranded: whether tasks of the run may still be waiting for something outside of it.
  static func end(_ scheduler: Scheduler, isStranded: Bool) {
    entries.withLock { entries in
      entries.running[scheduler.number] = nil
      if isStranded { entries.stranded.append(scheduler.taskNumbers) }
      isEmpty.store(entries.running.isEmpty && entries.stranded.isEmpty, ordering: .relaxed)
    }
  }

  /// Ends the simulation of a task because the calling thread, which does not run that simulation, resumes the task.
  ///
  /// - Returns: whether the task is one of a simulation. Then it must not run: nothing outside can give it its time.
  static func reportForeignResume(ofTask number: UInt64) -> Bool {
    if isEmpty.load(ordering: .relaxed) { return false }
    return entries.withLock { entries in
      for scheduler in entries.running.values where scheduler.taskNumbers.contains(number) {
        scheduler.interrupt(ForeignResume(thread: ForeignResume.nameOfThisThread, deed: "resumed a task"))
        return true
      }
      return entries.stranded.contains { $0.contains(number) }
    }
  }

  /// Ends a simulation because the calling thread, which does not run it, has done `deed` to it. Nothing happens when the
  /// simulation has ended already.
  static func report(_ deed: String, to simulation: UInt64) {
    entries.withLock { entries in
      entries.running[simulation]?.interrupt(ForeignResume(thread: ForeignResume.nameOfThisThread, deed: deed))
    }
  }
}
