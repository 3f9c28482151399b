import LiteralTimes
import Measures
import Results
import VirtualTime

@testable import Reports

/// A study of alerts made by hand.
enum ExampleAlerts {
  static func result(unsound: [String] = []) -> AlertResult {
    let rules = [
      AlertResult.Rule(.refusedShare, warning: 1, critical: 5, window: 60, hold: 0),
      AlertResult.Rule(.slowAnswers, warning: nil, critical: 5, window: 60, hold: 600),
      AlertResult.Rule(.cacheHits, warning: 50, critical: nil, window: 300, hold: 1_800),
    ]
    return AlertResult(
      rules,
      [
        run("rush", "phase2", noticed: 3, [("refused_percent", 1), ("slow_answers_percent", 601)]),
        run("rush", "phase2", noticed: 4, [("refused_percent", 1)]),
        run("quiet", "phase2", noticed: nil, [("refused_percent", 7)], unsound: unsound),
        run("quiet", "coalesced", noticed: nil, []),
      ]
    )
  }

  private static func run(
    _ scenario: String,
    _ design: String,
    noticed: Int64?,
    _ alerts: [(String, Double)],
    unsound: [String] = []
  ) -> AlertCase {
    AlertCase(
      scenario: scenario,
      design: design,
      seed: 1,
      noticed: noticed.map { Notice(at: VirtualInstant($0 * 1_000_000_000), sign: .waiting) },
      alerts: alerts.map {
        AlertRecord(
          atSeconds: $0.1,
          severity: "warning",
          source: .monitoring,
          name: $0.0,
          value: 2,
          threshold: 1
        )
      },
      unsound: unsound
    )
  }
}
