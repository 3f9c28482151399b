import BookingCore
import Measures
import Scenarios
import SimulationHarness

/// How fast this machine simulates, measured for a moment: for what a user is told before a long run, never for a result.
enum Calibration {
  private static let scenario = """
    scenario_version: 1
    summary: a small rush
    load:
      arrivals: { users: 50, within_seconds: 1 }

    """

  /// Wall time of a request of a run, on one core. The fastest of some runs: what slows a run down is other work.
  static func secondsPerRequest() -> Double {
    guard let scenario = try? ScenarioFile.parse(text: scenario, fileName: "calibration.yaml") else { return 0 }
    let (clock, start) = (ContinuousClock(), ContinuousClock.now)
    var fastest = Double.infinity
    repeat {
      var requests = 0
      let time = clock.measure {
        let summary = try? ScenarioRun(scenario, .phase1, seed: 1).summary()
        requests = summary?.hubSpot.total.sent ?? 0
      }
      guard requests > 0 else { return 0 }
      fastest = min(fastest, time / .seconds(1) / Double(requests))
    } while ContinuousClock.now - start < .milliseconds(150)
    return fastest
  }

  /// `about 40 s`
  static func text(seconds: Double) -> String {
    switch seconds {
    case ..<1: "less than a second"
    case ..<120: "about \(Int(seconds)) s"
    case ..<7_200: "about \(Int(seconds / 60)) min"
    case ..<172_800: "about \(Int(seconds / 3_600)) h"
    default: "about \(Int(min(seconds / 86_400, 1e15))) days"
    }
  }
}
