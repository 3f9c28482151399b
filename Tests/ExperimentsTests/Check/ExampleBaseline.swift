import Measures
import Results

@testable import Experiments

/// Baselines and runs made by hand.
enum ExampleBaseline {
  /// What a run gives, in the order of a baseline's measures.
  static func values(confirmed: Double = 100, median: MeasureValue = .number(1_000), refused429: Int = 50)
    -> [MeasureValue]
  {
    MeasureSet.baseline.map { measure in
      switch measure.shortText {
      case "confirmed": .number(confirmed)
      case "time_to_booking med": median
      case "share_429": .share(events: refused429, trials: 100)
      case "first_attempt_success": .missing
      default: .number(0.5)
      }
    }
  }

  static func cell(
    _ scenario: String = "rush",
    _ design: String = "phase1",
    hash: String = "aa",
    seeds: [UInt64] = [1, 2]
  ) -> CheckCell {
    CheckCell(scenario: scenario, path: "scenarios/\(scenario).yaml", scenarioHash: hash, design: design, seeds: seeds)
  }

  /// Cells of runs that all gave the same.
  static func result(_ cells: [CheckCell], values: [MeasureValue] = values(), modelRevision: Int = 1) -> CheckResult {
    CheckResult(
      cells.map { cell in
        CheckedCell(cell, runs: cell.seeds.map { CheckedRun(seed: $0, digest: "d", values: values) }, cases: [])
      },
      modelRevision: modelRevision
    )
  }

  static func measure(_ text: String) throws -> Measure { try Measure(parsing: text) }
}
