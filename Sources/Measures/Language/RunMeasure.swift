/// A number that each run of a product has once, by the name that thresholds and reports have for it. Products whose runs are
/// told by few numbers have a list of these; those of the booking system are chosen from single observations (`Measure`).
package struct RunMeasure: Hashable, Sendable {
  package let name: String
  package let unit: MeasureUnit
  package let better: Preference
  /// One line for lists.
  package let summary: String

  package init(_ name: String, _ unit: MeasureUnit, _ better: Preference, _ summary: String) {
    self.name = name
    self.unit = unit
    self.better = better
    self.summary = summary
  }

  /// What stands between the name and the bound of a threshold: `rate` of shares, `count` of counts, else `value`.
  package var aggregate: Aggregate {
    switch unit {
    case .share: .rate
    case .count: .count
    default: .value
    }
  }
}

/// A measure and the bound that it must keep: `duration value < 62 s`.
package struct RunThreshold: Hashable, Sendable, CustomStringConvertible {
  package let measure: RunMeasure
  /// The design that it is meant for; nil for every one.
  package let design: String?
  package let comparison: Threshold.Comparison
  /// In the measure's unit; shares from 0 to 1.
  package let bound: Double
  private let boundText: String

  /// - Parameter expression: `value < 62 s`; the word may be left out.
  /// - Throws: `MeasureSyntaxError`, about the expression.
  package init(_ measure: RunMeasure, design: String?, expression: String) throws(MeasureSyntaxError) {
    var parser = MeasureParser(expression)
    (comparison, bound, boundText) = try parser.bound(of: measure)
    self.measure = measure
    self.design = design
  }

  package func concerns(design name: String) -> Bool { design.map { $0 == name } ?? true }

  /// Whether a value keeps the bound; what there is nothing of keeps none.
  package func holds(_ value: Double?) -> Bool { value.map { comparison.holds($0, bound) } ?? false }

  package var description: String {
    let tag = design.map { "{design:\($0)}" } ?? ""
    return "\(measure.name)\(tag) \(measure.aggregate.text) \(comparison.rawValue) \(boundText)"
  }
}

extension MeasureParser {
  /// The rest of a threshold whose measure is known, to the end.
  fileprivate mutating func bound(
    of measure: RunMeasure
  ) throws(MeasureSyntaxError) -> (comparison: Threshold.Comparison, bound: Double, text: String) {
    skipBlanks()
    let (start, expected) = (index, measure.aggregate)
    let written = word()
    guard written.isEmpty || written == expected.text else {
      throw error("\(measure.name) has no \(written); expected \(expected.text) and a bound.", at: start)
    }
    let comparison = try comparison(after: expected)
    skipBlanks()
    let boundStart = index
    let bound = try bound(in: measure.unit)
    let text = String(letters[boundStart..<index]).trimmingBlanks
    try end()
    return (comparison, bound, text)
  }
}
