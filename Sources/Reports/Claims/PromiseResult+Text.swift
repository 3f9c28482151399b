import Measures
import Results
import Statistics

extension PromiseResult {
  /// `700 to 1000`, `at most 1.8 s`, `at least 200 ms less than baseline`.
  var claimed: String {
    let range = promise.range.text
    return promise.comparison.map { "\(range) \($0.words) \($0.design)" } ?? range
  }

  /// The measured value with its 95 % interval.
  var measuredText: String {
    let unit = promise.measure.unit
    switch measured {
    case .level(let estimate): return unit.text(estimate)
    case .difference(let difference, _, _): return unit.signed(difference)
    case .nothing: return "-"
    }
  }

  /// What the design beside the promised one measures; `-` where there is none.
  var yardstickText: String { yardstick.map { promise.measure.unit.text($0.estimate) } ?? "-" }
}

extension ClaimsReport {
  /// Names the column of what is measured beside the promises: by its design.
  var yardstickName: String { results.yardstick ?? "besides" }
}

extension [ClaimResult] {
  /// What the column beside the promises is called: by the design that is measured there, where it is one; nil where none
  /// is.
  var yardstick: String? {
    let designs = flatMap(\.promises).compactMap { $0.yardstick?.design }
    guard let first = designs.first else { return nil }
    return designs.allSatisfy { $0 == first } ? first : "besides"
  }
}

extension ClaimVerdict {
  /// As the end of a sentence about what was measured.
  var clause: String {
    switch self {
    case .holds: "would hold"
    case .fails: "would fail"
    case .undecided: "would be undecided"
    case .notYetTestable: "is not yet testable"
    }
  }
}

extension ClaimResult {
  /// Said where a verdict may turn on an input that nobody has named.
  static let doubt: Phrase = """
    This is within 10 % of a bound, and nothing says what the verdict turns on: give the claim \(code: "turns_on") or \
    \(code: "variants").
    """
}

extension ClaimedRange {
  var text: String {
    switch (lower, upper) {
    case (let lower?, let upper?) where lower.isIncluded && upper.isIncluded: "\(lower.text) to \(upper.text)"
    case (let lower?, let upper?): "\(Self.lowerText(lower)), \(Self.upperText(upper))"
    case (let lower?, nil): Self.lowerText(lower)
    case (nil, let upper?): Self.upperText(upper)
    case (nil, nil): "anything"
    }
  }

  private static func lowerText(_ bound: Bound) -> String { "\(bound.isIncluded ? "at least" : "above") \(bound.text)" }

  private static func upperText(_ bound: Bound) -> String { "\(bound.isIncluded ? "at most" : "below") \(bound.text)" }
}

extension MeasureUnit {
  /// A difference that may be negative, as a cell of a table.
  func signed(_ difference: Difference) -> String {
    switch difference {
    case .median(let median, let interval): self.difference(median, from: interval.lower, to: interval.upper)
    case .few(let median, let least, let greatest): self.difference(median, from: least, to: greatest)
    case .constant(let value): "\(signed(value)) ="
    case .equal: "\(signed(0)) ="
    case .single(let value): signed(value)
    case .reachedUnequally(let first, let second, let both):
      "not reached (\(first + second) of \(first + second + both) pairs)"
    case .neverReached: "not reached"
    case .unknown: "-"
    }
  }

  private func signed(_ number: Double) -> String { (number < 0 ? "-" : "") + difference(number) }
}
