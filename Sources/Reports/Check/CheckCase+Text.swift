import Measures
import Results

extension CheckCell {
  /// `rush-100, phase1, seed 2`
  func name(seed: UInt64) -> String { "\(scenario), \(design), seed \(seed)" }
}

/// A case that did not pass, as reports tell it.
struct FailingCase {
  let cell: CheckCell
  let failed: CheckCase

  /// A baseline that does not fit is not about a seed.
  private var isAboutRun: Bool { failed.verdict != .unfitBaseline }

  var name: String { isAboutRun ? cell.name(seed: failed.seed) : "\(cell.scenario), \(cell.design)" }

  /// The command that repeats the run; nil where there is nothing to see in it.
  var replay: String? { isAboutRun ? cell.replay(seed: failed.seed) : nil }
}

extension CheckResult {
  /// The cases that did not pass; of those that one reason leaves unjudged in a cell only the first.
  var failing: [FailingCase] {
    cells.flatMap { cell in
      var reasons: [String] = []
      return cell.cases.filter { checked in
        guard case .unjudged(let reason) = checked.outcome else { return checked.verdict != .passed }
        defer { reasons.append(reason) }
        return !reasons.contains(reason)
      }.map { FailingCase(cell: cell.cell, failed: $0) }
    }
  }
}

extension CheckCase {
  /// `threshold success rate >= 100%`, `integrity`
  var title: String {
    switch subject {
    case .integrity: "integrity"
    case .threshold(let threshold): "threshold \(threshold.shortText)"
    case .baseline: "baseline"
    case .determinism: "determinism"
    }
  }

  /// What failed, each a line: the measure, what was expected, what came. Empty when the case passed.
  var failureLines: [String] {
    switch outcome {
    case .passed: []
    case .failed(let failures): failures.map(\.text)
    case .unjudged(let reason): ["\(reason); take it over with --update"]
    }
  }
}

extension CheckFailure {
  /// `time_to_booking p(95): expected 92.93 s, got 95.00 s, worse`
  var text: String {
    switch self {
    case .problem(let problem): "integrity: expected nothing lost, doubled or left over, got \(problem)"
    case .missed(let threshold, let got):
      "\(threshold.measure.shortText): expected \(threshold.comparison.rawValue) \(threshold.boundText), "
        + "got \(threshold.shown(got))"
    case .differs(let difference): difference.text
    case .digests(let first, let second): "digest: expected \(first) again, got \(second)"
    }
  }
}

extension MeasureDifference {
  /// The measure, both values, how much was tolerated, and whether it got better.
  var text: String {
    let (before, after) = shownValues
    let kept = tolerance.map { " within \($0)" } ?? ""
    let verdict = isImprovement.map { $0 ? ", better" : ", worse" } ?? ""
    return "\(measure.shortText): expected \(before)\(kept), got \(after)\(verdict)"
  }

  /// Both values, with as many digits as it takes to tell them apart.
  var shownValues: (expected: String, got: String) {
    let short = (measure.unit.shown(expected), measure.unit.shown(got))
    return short.0 == short.1 ? (measure.unit.exact(expected), measure.unit.exact(got)) : short
  }
}

extension Threshold {
  /// As it is written where space is short.
  var shortText: String { "\(measure.shortText) \(comparison.rawValue) \(boundText)" }

  /// A value that misses the bound, with as many digits as it takes to see that.
  fileprivate func shown(_ value: MeasureValue) -> String {
    let unit = measure.unit
    return unit.text(value) == unit.text(bound) ? unit.exact(value) : unit.shown(value)
  }
}

extension MeasureUnit {
  /// In the form that reads best, shares with what they were counted from.
  fileprivate func shown(_ value: MeasureValue) -> String {
    switch value {
    case .share(let events, let trials): "\(text(value)) (\(events) of \(trials))"
    case .missing: "nothing observed"
    case .number, .never: text(value)
    }
  }

  /// With every digit.
  fileprivate func exact(_ value: MeasureValue) -> String {
    guard case .number(let number) = value else { return shown(value) }
    let word = self == .count ? "" : " \(rawValue)"
    return "\(number)\(word)"
  }
}
