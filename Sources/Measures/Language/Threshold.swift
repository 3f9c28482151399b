package import VirtualTime

/// A measure and the bound that it must keep: `time_to_booking p(99) < 2 s`.
package struct Threshold: Hashable, Sendable, CustomStringConvertible {
  package enum Comparison: String, Hashable, Sendable, CaseIterable {
    case below = "<"
    case atMost = "<="
    case above = ">"
    case atLeast = ">="
    case equal = "=="
    case unequal = "!="

    func holds(_ number: Double, _ bound: Double) -> Bool {
      switch self {
      case .below: number < bound
      case .atMost: number <= bound
      case .above: number > bound
      case .atLeast: number >= bound
      case .equal: number == bound
      case .unequal: number != bound
      }
    }
  }

  package let measure: Measure
  package let comparison: Comparison
  /// In the measure's unit; shares from 0 to 1.
  package let bound: Double
  /// The bound as it was written.
  package let boundText: String

  init(_ measure: Measure, _ comparison: Comparison, bound: Double, boundText: String) {
    self.measure = measure
    self.comparison = comparison
    self.bound = bound
    self.boundText = boundText
  }

  /// - Throws: `MeasureSyntaxError`.
  package init(parsing text: String, of product: Product = .booking) throws(MeasureSyntaxError) {
    var parser = MeasureParser(text, of: product)
    self = try parser.threshold()
    try parser.end()
  }

  /// The form of k6's scripts, where the metric is a key and the rest its value: `p(99) < 2000`.
  ///
  /// - Throws: `MeasureSyntaxError`, about the text that is wrong.
  package init(
    metric: String,
    expression: String,
    of product: Product = .booking
  ) throws(MeasureSyntaxError) {
    var subject = MeasureParser(metric, of: product)
    let selector = try subject.selector()
    try subject.end()
    var parser = MeasureParser(expression, of: product)
    self = try parser.threshold(of: selector)
    try parser.end()
  }

  /// The design that the metric of such a script is meant for; nil for every one.
  ///
  /// - Throws: `MeasureSyntaxError` when it is no metric with tags.
  package static func design(
    ofMetric metric: String,
    of product: Product = .booking
  ) throws(MeasureSyntaxError) -> String? {
    var parser = MeasureParser(metric, of: product)
    let selector = try parser.selector()
    try parser.end()
    return selector.design
  }

  /// Several, separated by commas.
  ///
  /// - Throws: `MeasureSyntaxError`, also when there is none.
  package static func list(
    parsing text: String,
    of product: Product = .booking
  ) throws(MeasureSyntaxError) -> [Threshold] {
    var parser = MeasureParser(text, of: product)
    var thresholds = [try parser.threshold()]
    while parser.takes(",") { thresholds.append(try parser.threshold()) }
    try parser.end()
    return thresholds
  }

  /// The same bound on what began within a window of time; unchanged when it has one of its own or takes none.
  package func within(_ window: Range<VirtualInstant>) -> Threshold {
    guard measure.metric.takesWindow, measure.selection.window == nil else { return self }
    var selection = measure.selection
    selection.window = window
    let narrowed = Measure(measure.metric, selection, measure.aggregate, design: measure.design)
    return Threshold(narrowed, comparison, bound: bound, boundText: boundText)
  }

  /// Whether a value keeps the bound. What was never reached, or never observed, keeps none: a check that had nothing
  /// to judge must not pass (here k6 differs, which lets it pass).
  package func holds(_ value: MeasureValue) -> Bool {
    value.number.map { comparison.holds($0, bound) } ?? false
  }

  package func holds(in run: MeasuredRun) -> Bool { holds(measure.value(in: run)) }

  /// Whether the threshold is meant for a design.
  package func concerns(design: String) -> Bool { measure.concerns(design: design) }

  package var description: String { "\(measure) \(comparison.rawValue) \(boundText)" }

  package static func == (left: Threshold, right: Threshold) -> Bool { left.description == right.description }

  package func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
