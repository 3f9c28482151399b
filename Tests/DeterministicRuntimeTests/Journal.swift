import DeterministicRuntime
import VirtualTime

/// What happened in a simulation and when, line by line: "<milliseconds> <what>".
final class Journal: Sendable {
  private let lines = SimulationLocal<[String]>([])

  /// Adds a line at the present instant.
  func note(_ what: String) {
    let now = VirtualClock().nanoseconds
    let fraction = now % 1_000_000
    let time = fraction == 0 ? "\(now / 1_000_000)" : "\(now / 1_000_000)+\(fraction)ns"
    lines.withValue { $0.append("\(time) \(what)") }
  }

  var entries: [String] { lines.withValue { $0 } }
}

/// Runs `body` in virtual time and returns what it noted.
func journal(
  order: SchedulingOrder = .firstInFirstOut,
  of body: @escaping @Sendable (Journal) async throws -> Void
) throws -> [String] {
  try Simulation.run(order: order) {
    let journal = Journal()
    try await body(journal)
    return journal.entries
  }.output
}

extension VirtualClock {
  /// Waits for whole milliseconds.
  func sleep(milliseconds: Int64) async throws { try await sleep(nanoseconds: milliseconds * 1_000_000) }
}

extension VirtualInstant {
  static func milliseconds(_ count: Int64) -> VirtualInstant { VirtualInstant(nanoseconds: count * 1_000_000) }
}
