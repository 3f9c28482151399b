package import VirtualTime

/// One task waits, another wakes it, or time runs out. The blocking pops of a store and the first-come locks stand on
/// it.
///
/// A wake is never lost: one that comes before the wait is remembered, and one that comes after the wait has expired or
/// was cancelled, but before the waiting task goes on, still counts as a wake. Therefore `expired` and `cancelled` mean
/// that nobody has called `wake()` up to the moment at which `wait(until:)` returns.
package final class Wakeup: @unchecked Sendable {
  /// How a wait has ended.
  package enum Outcome: Sendable, Hashable {
    case woken, expired, cancelled
  }

  /// What a `DeadlockError` calls this wait.
  package let name: String?
  private let binding = SimulationBinding()
  @exclusivity(unchecked) private var space = ParkingLot.Space.none
  @exclusivity(unchecked) private var isWakeRemembered = false

  package init(_ name: String? = nil) { self.name = name }

  /// Waits for `wake()`, until `deadline` if there is one, and at most until the task is cancelled.
  ///
  /// Returns at once when a wake is remembered, when the task is cancelled already, or when the deadline is now or past;
  /// of several the first of these. At most one task may wait at a time; a second one traps.
  package func wait(until deadline: VirtualInstant? = nil) async -> Outcome {
    let scheduler = Scheduler.required("Wakeup.wait")
    precondition(binding.admits(scheduler), "\(self) belongs to another simulation than the one that waits for it.")
    precondition(space == .none, "\(self) is waited for already; expected at most one waiting task.")
    if isWakeRemembered {
      isWakeRemembered = false
      return .woken
    }
    if Task.isCancelled { return .cancelled }
    let due = deadline?.nanoseconds ?? .max
    if due <= scheduler.now { return .expired }
    let space = scheduler.parking.reserve(for: self)
    self.space = space
    let outcome = await scheduler.wait(in: space, until: due)
    self.space = .none
    switch outcome {
    case .woken: return .woken
    case .cancelled: return .cancelled
    case .expired: return .expired
    case .reserved, .parked, .due: preconditionFailure("The wait for \(self) went on while it was \(outcome).")
    }
  }

  /// Waits for `wake()`, whether the task is cancelled or not.
  func waitThroughCancellation() async {
    let scheduler = Scheduler.required("Wakeup.waitThroughCancellation")
    precondition(binding.admits(scheduler), "\(self) belongs to another simulation than the one that waits for it.")
    precondition(space == .none, "\(self) is waited for already; expected at most one waiting task.")
    if isWakeRemembered {
      isWakeRemembered = false
      return
    }
    let space = scheduler.parking.reserve(for: self)
    self.space = space
    await scheduler.park(in: space, until: .max)
    self.space = .none
    _ = scheduler.parking.leave(space)
  }

  /// Wakes the task that waits, or the next one that will. Waking twice before a task goes on is waking once.
  package func wake() {
    guard let scheduler = Scheduler.current, binding.admits(scheduler) else {
      guard let simulation = binding.simulation else {
        fatalError("\(self) was woken on thread \(ForeignResume.nameOfThisThread), where no simulation runs.")
      }
      return SimulationRegistry.report("woke a task", to: simulation)
    }
    if space == .none {
      isWakeRemembered = true
    } else {
      scheduler.wake(space)
    }
  }
}

extension Wakeup: CustomStringConvertible {
  package var description: String { name.map { "Wakeup “\($0)”" } ?? "Wakeup without a name" }
}
