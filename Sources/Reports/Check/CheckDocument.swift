import Measures
import Results

/// What a check found, as JSON: every case that was judged, and what failed over all seeds, with stable keys, sorted; and
/// the values themselves, so that another check can be compared with it.
struct CheckDocument: Encodable {
  private let result: CheckResult

  init(_ result: CheckResult) { self.result = result }

  private enum CodingKeys: String, CodingKey {
    case baseline, cases, cells, changes, failures, numbers, verdict
    case exitCode = "exit_code"
    case modelRevision = "model_revision"
    case notInBaseline = "not_in_baseline"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let diff = result.diff
    try container.encode(result.baseline, forKey: .baseline)
    try container.encode(
      result.cells.flatMap { cell in cell.cases.map { Case(cell.cell, $0, diff: diff) } },
      forKey: .cases
    )
    try container.encode(result.cells.map(RecordedCell.init), forKey: .cells)
    let shifts = result.cells.flatMap(\.shifts)
    try container.encode(shifts.largestFirst.map(ShiftDocument.init), forKey: .changes)
    try container.encode(result.failures.map { Failure($0, diff: diff) }, forKey: .failures)
    try container.encode(result.cells.map(Numbers.init), forKey: .numbers)
    try container.encode(result.gaps.map { Gap($0, result.baseline) }, forKey: .notInBaseline)
    try container.encode(result.verdict.rawValue, forKey: .exitCode)
    try container.encode(result.modelRevision, forKey: .modelRevision)
    try container.encode(result.verdict.name, forKey: .verdict)
  }

  /// What is wrong in one way with a scenario and a design, over all seeds.
  private struct Failure: Encodable {
    let scenario: String
    let design: String
    let verdict: String
    let messages: [String]
    let seeds: [UInt64]
    let replay: String?

    init(_ group: CheckFailureGroup, diff: CheckCommandLine?) {
      (scenario, design, verdict) = (group.cell.scenario, group.cell.design, group.verdict.name)
      (messages, seeds, replay) = (group.lines(diff: diff), group.seeds, group.replay)
    }
  }

  /// Medians over the seeds, by measure.
  private struct Numbers: Encodable {
    let scenario: String
    let design: String
    let values: [String: Double?]

    init(_ checked: CheckedCell) {
      (scenario, design) = (checked.cell.scenario, checked.cell.design)
      let named = zip(checked.headline.measures.map(\.description), checked.headline.estimates.map(\.value))
      values = Dictionary(uniqueKeysWithValues: named.map { ($0, $1) })
    }
  }

  private struct Gap: Encodable {
    let what: String
    /// Adds it.
    let command: String?

    init(_ gap: BaselineGap, _ baseline: String?) {
      what = gap.what
      command = baseline.map(gap.command)
    }
  }

  private struct Case: Encodable {
    let scenario: String
    let path: String
    let scenarioHash: String
    let design: String
    let seed: UInt64
    let check: String
    /// Only of thresholds.
    let threshold: String?
    /// `passed`, `failed` or `unjudged`.
    let outcome: String
    /// In words; empty when it passed.
    let messages: [String]
    let differences: [Difference]
    let replay: String

    init(_ cell: CheckCell, _ checked: CheckCase, diff: CheckCommandLine?) {
      (scenario, path, scenarioHash) = (cell.scenario, cell.path, cell.scenarioHash)
      (design, seed, replay) = (cell.design, checked.seed, cell.replay(seed: checked.seed))
      messages = checked.failureLines(diff: diff)
      if case .threshold(let bound) = checked.subject {
        (check, threshold) = ("threshold", bound.description)
      } else {
        (check, threshold) = (checked.title, nil)
      }
      switch checked.outcome {
      case .passed(let moved): (outcome, differences) = ("passed", moved.map { Difference($0, isWithin: true) })
      case .failed(let failures): (outcome, differences) = ("failed", failures.compactMap(Difference.init))
      case .unjudged: (outcome, differences) = ("unjudged", [])
      }
    }

    private enum CodingKeys: String, CodingKey {
      case scenario, path, design, seed, check, threshold, outcome, messages, differences, replay
      case scenarioHash = "scenario_hash"
    }
  }

  private struct Difference: Encodable {
    let measure: String
    let unit: String
    let expected: MeasureValue
    let got: MeasureValue
    let tolerance: String?
    let isWithin: Bool

    init(_ difference: MeasureDifference, isWithin: Bool) {
      measure = difference.measure.description
      unit = difference.measure.unit == .share ? "share" : difference.measure.unit.rawValue
      (expected, got) = (difference.expected, difference.got)
      tolerance = difference.tolerance?.description
      self.isWithin = isWithin
    }

    init?(_ failure: CheckFailure) {
      guard case .differs(let difference) = failure else { return nil }
      self.init(difference, isWithin: false)
    }

    private enum CodingKeys: String, CodingKey {
      case measure, unit, expected, got, tolerance
      case isWithin = "within_tolerance"
    }
  }
}
