import BookingCore
import Scenarios
import Settings
import SimulationHarness

/// What a design costs this machine when no limit makes anybody wait or ask again: what is left is its own work.
struct WithoutLimits {
  private let scenario: Scenario

  init() throws {
    let limits = ["ten_second_limit": "100000", "search_limit_per_second": "10000", "daily_limit": "off"]
    let overrides = limits.sorted { $0.key < $1.key }.map {
      SettingsOverride(path: "hubspot." + $0.key, value: $0.value)
    }
    scenario = try ScenarioFile.load(path: "scenarios/rush-400.yaml", overrides: overrides)
  }

  /// The time of one run.
  func time(of design: Design, seed: UInt64) throws -> Duration {
    let clock = ContinuousClock()
    return try clock.measure { _ = try ScenarioRun(scenario, design, seed: seed).summary() }
  }
}
