import Measures
import Results

/// What a check found, as JSON: every case that was judged, with stable keys, sorted.
struct CheckDocument: Encodable {
  private let baseline: String?
  private let cases: [Case]
  private let exitCode: Int
  private let modelRevision: Int
  private let verdict: String

  init(_ result: CheckResult) {
    baseline = result.baseline
    cases = result.cells.flatMap { cell in cell.cases.map { Case(cell.cell, $0) } }
    exitCode = result.verdict.rawValue
    modelRevision = result.modelRevision
    verdict = result.verdict.name
  }

  private enum CodingKeys: String, CodingKey {
    case baseline, cases, verdict
    case exitCode = "exit_code"
    case modelRevision = "model_revision"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(baseline, forKey: .baseline)
    try container.encode(cases, forKey: .cases)
    try container.encode(exitCode, forKey: .exitCode)
    try container.encode(modelRevision, forKey: .modelRevision)
    try container.encode(verdict, forKey: .verdict)
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

    init(_ cell: CheckCell, _ checked: CheckCase) {
      (scenario, path, scenarioHash) = (cell.scenario, cell.path, cell.scenarioHash)
      (design, seed, replay) = (cell.design, checked.seed, cell.replay(seed: checked.seed))
      messages = checked.failureLines
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
