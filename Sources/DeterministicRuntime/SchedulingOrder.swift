/// Which of several runnable jobs runs next.
package enum SchedulingOrder: Sendable, Hashable {
  /// The one that became runnable first. Timers due at one instant fire in the order in which they were set, each only
  /// when all that the one before has set off at that instant is done.
  case firstInFirstOut
  /// One drawn from the seed. Timers due at one instant fire in any order, and other jobs may come in between wherever
  /// a task suspends and wherever structured code hops to an actor or back; what such a run finds wrong would be wrong on
  /// real threads too. Only a hop straight from one actor to another that is idle lets nobody in: where that matters,
  /// `Simulation.schedulingPoint()` does.
  ///
  /// Equal seeds give equal runs of one build; an optimized build has fewer hops than one for debugging, so replay a
  /// run in the build that found it.
  case seeded(UInt64)
}
