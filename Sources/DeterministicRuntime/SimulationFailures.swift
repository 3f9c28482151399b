package import VirtualTime

/// Nothing is runnable, no timer is set, and the root task has not returned.
package struct DeadlockError: Error, Hashable, CustomStringConvertible {
  /// The names of the `Wakeup`s that tasks wait for, sorted; one waited for n times is listed once, as `name (n waits)`.
  package let namedWaits: [String]
  /// How many tasks wait for `Wakeup`s without a name. Waits for anything else (a continuation, a stream, another
  /// task) are not known to the runtime and are not counted.
  package let unnamedWaits: Int
  /// When time came to a stand.
  package let at: VirtualInstant

  package var description: String {
    let named = namedWaits.isEmpty ? "no named wait" : namedWaits.joined(separator: ", ")
    return """
      Deadlock at \(at.nanoseconds) ns of virtual time: nothing is runnable and no timer is set, but the root task has \
      not returned. Waiting: \(named); \(unnamedWaits) without a name. Waits for continuations, streams and tasks are \
      not listed. If something outside of the simulation (another thread, Dispatch, a socket) was to wake a task: that \
      cannot be simulated.
      """
  }
}

/// A task inside of a simulation slept on a real clock: its delay would have carried the noise of the machine into the
/// run.
package struct RealClockUsed: Error, Hashable, CustomStringConvertible {
  /// The type of the clock: `ContinuousClock` also for `Task.sleep` without a clock.
  package let clock: String
  /// When it happened.
  package let at: VirtualInstant

  package var description: String {
    """
    \(clock) was slept on inside of a simulation, at \(at.nanoseconds) ns of virtual time. Expected: VirtualClock. \
    Task.sleep without a clock uses a real one; use VirtualClock().sleep instead.
    """
  }
}

/// A thread outside of a simulation woke or cancelled a task of it. When that happens depends on the machine, so the
/// run could not be repeated.
package struct ForeignResume: Error, Hashable, CustomStringConvertible {
  /// The name of that thread.
  package let thread: String
  /// What the thread did.
  package let deed: String

  package var description: String {
    """
    Thread \(thread) \(deed) of a simulation that runs on another thread. Expected: all that a simulation waits for \
    happens inside of it. Look for Dispatch, real sockets, Foundation timers and threads.
    """
  }
}

/// The Swift runtime of this process does not hand its tasks to the simulation.
package struct UnsupportedToolchain: Error, Hashable, CustomStringConvertible {
  /// What was expected of the runtime and did not happen.
  package let expectation: String

  package var description: String {
    """
    This Swift runtime cannot be simulated: expected that \(expectation). The executors are installed by \
    ProcessExecutors.swift through an experimental interface that Swift 6.3 has; build with Swift 6.3 or adapt that file.
    """
  }
}
