import DeterministicRuntime
import Ports
import Scenarios
import VirtualTime

/// The service of feature flags: what the scenario switches, when it says so, all instances know at once.
struct SwitchDesk: SwitchSource {
  private let changes: [SwitchChange]
  private let percents = SimulationLocal<[String: Int]>([:])
  private let clock = VirtualClock()

  /// - Parameter changes: in the order of time.
  init(_ changes: [SwitchChange]) { self.changes = changes }

  var hasWork: Bool { !changes.isEmpty }

  /// The second parts of roles, by role.
  var parts: [String: String] {
    Dictionary(changes.map { ($0.role, $0.part) }, uniquingKeysWith: { first, _ in first })
  }

  func percent(_ role: String) -> Int { percents.withValue { $0[role] ?? 0 } }

  /// Makes all changes; ends with the last.
  func run() async throws {
    for change in changes {
      try await clock.sleep(until: .start.advanced(by: change.at))
      percents.withValue { $0[change.role] = change.percent }
    }
  }
}
