import Synchronization

/// Ties a value to the one simulation that may use it: the one in which it was made, or, if it was made outside, the
/// first that uses it.
struct SimulationBinding: ~Copyable, Sendable {
  // Atomic only because another thread may ask by mistake, which is what this is to find out.
  private let number: Atomic<UInt64>

  init() { number = Atomic(Scheduler.current?.number ?? 0) }

  /// Whether the simulation may use the value.
  @inline(__always)
  func admits(_ scheduler: Scheduler) -> Bool {
    let mine = number.load(ordering: .relaxed)
    if mine == scheduler.number { return true }
    guard mine == 0 else { return false }
    return number.compareExchange(expected: 0, desired: scheduler.number, ordering: .relaxed).exchanged
  }

  /// The number of the simulation that may use the value, nil while there is none.
  var simulation: UInt64? {
    let mine = number.load(ordering: .relaxed)
    return mine == 0 ? nil : mine
  }
}
