import Measures
import Results

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
  ///
  /// - Parameter diff: shows what an update would change.
  func failureLines(diff: CheckCommandLine?) -> [String] {
    switch outcome {
    case .passed: []
    case .failed(let failures): failures.map(\.text)
    case .unjudged(let reason): [Unfitness.text(reason, diff: diff)]
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
    guard short.0 == short.1 else { return short }
    guard case .number(let before) = expected, case .number(let after) = got else {
      return (measure.unit.exact(expected), measure.unit.exact(got))
    }
    return measure.unit.apart(before, after)
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
  func shown(_ value: MeasureValue) -> String {
    switch value {
    case .share(let events, let trials): "\(text(value)) (\(events) of \(trials))"
    case .missing: "nothing observed"
    case .number, .never: text(value)
    }
  }

  /// Two numbers with as many digits as it takes to tell them apart.
  func apart(_ one: Double, _ other: Double) -> (String, String) {
    let pairs = (0...12).lazy.map { decimals in
      (text(one, scaledLike: one, decimals: decimals), text(other, scaledLike: one, decimals: decimals))
    }
    return pairs.first { $0.0 != $0.1 } ?? (exact(.number(one)), exact(.number(other)))
  }

  /// With every digit.
  func exact(_ value: MeasureValue) -> String {
    guard case .number(let number) = value else { return shown(value) }
    if self == .share { return "\(number * 100) %" }
    let word = self == .count ? "" : " \(rawValue)"
    return "\(number)\(word)"
  }
}
