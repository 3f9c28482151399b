/// State of one run that code outside of actors may change.
///
/// A run has one thread, so nothing else can be at it. That is checked at each access: the value belongs to the
/// simulation in which it was made or, if it was made outside, to the first that uses it, and any use from elsewhere
/// traps.
package final class SimulationLocal<Value>: @unchecked Sendable {
  private let binding = SimulationBinding()
  @exclusivity(unchecked) private var value: Value
  @exclusivity(unchecked) private var isInUse = false

  package init(_ value: Value) { self.value = value }

  /// Hands the value to `body`, which may change it, but may not ask for it again: that traps, as does a use outside of
  /// the value's simulation.
  package func withValue<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    let scheduler = Scheduler.required("SimulationLocal")
    precondition(
      binding.admits(scheduler),
      "A SimulationLocal<\(Value.self)> belongs to another simulation than the one that uses it."
    )
    precondition(!isInUse, "A SimulationLocal<\(Value.self)> is used within its own withValue.")
    isInUse = true
    defer { isInUse = false }
    return try body(&value)
  }
}
