import DeterministicRuntime
import Ports

/// The switches of a world, for tests to turn.
struct SwitchBoard: SwitchSource {
  private let percents = SimulationLocal<[String: Int]>([:])

  func percent(_ role: String) -> Int { percents.withValue { $0[role] ?? 0 } }

  func turn(_ role: String, to percent: Int) { percents.withValue { $0[role] = percent } }
}
