import Measures
import Results

extension CheckFailureGroup {
  /// `rush-100, phase1`
  var name: String { "\(cell.scenario), \(cell.design)" }

  /// What is wrong, each a line: the measure, what was expected, what came, under which seeds.
  ///
  /// - Parameter diff: shows what an update would change.
  func lines(diff: CheckCommandLine?) -> [String] {
    switch kind {
    case .problems(let problems):
      problems.map { "\(CheckFailure.problem($0.text).text), seed \($0.seed)" }
    case .unfit(let reason): [Unfitness.text(reason, diff: diff)]
    case .missed(let threshold, let worst):
      ["\(CheckFailure.missed(threshold, got: worst).text), \(seeds.count > 1 ? "the worst of " : "")\(seedsText)"]
    case .shifted(let shift): [shift.text]
    case .digests(let first, let second):
      ["\(CheckFailure.digests(first: first, second: second).text), \(seedsText)"]
    }
  }

  /// As short as it goes, without scenario and design.
  var shortText: String {
    switch kind {
    case .problems(let problems):
      "\(problems[0].text)\(problems.count > 1 ? " and \(problems.count - 1) more" : "")"
    case .unfit(let reason): reason
    case .missed(let threshold, let worst): CheckFailure.missed(threshold, got: worst).text
    case .shifted(let shift): "\(shift.shortText), \(shift.direction.rawValue)"
    case .digests(let first, let second): "digest \(first), then \(second)"
    }
  }

  var shift: MeasureShift? {
    if case .shifted(let shift) = kind { shift } else { nil }
  }

  private var seedsText: String { CheckSeeds.text(seeds) }
}

/// Why a baseline does not fit, and what to do about it.
enum Unfitness {
  static func text(_ reason: String, diff: CheckCommandLine?) -> String {
    guard let diff else { return "\(reason); take it over with --update" }
    return "\(reason); what that does to the numbers shows: \(diff.text); take it over with --update"
  }
}

extension BaselineGap {
  /// What is not in the baseline.
  var what: String {
    switch self {
    case .scenario(let path): path
    case .design(let design, let paths, let isEverywhere):
      "design \(design)"
        + (isEverywhere ? "" : " of \(paths.count == 1 ? paths[0] : "\(paths.count) scenarios")")
    }
  }
}
