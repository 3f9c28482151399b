import Measurements
import Settings

/// Reads measures and thresholds, letter by letter, so that an error has a place.
///
///     measure   = selector [aggregate]
///     selector  = metric [ "{" tag ":" value { "," tag ":" value } "}" ]
///     aggregate = "avg" | "min" | "max" | "med" | "p(" number ")" | "rate" | "count" | "value"
///     threshold = measure ( "<" | "<=" | ">" | ">=" | "==" | "===" | "!=" ) number [unit]
///     unit      = "%" for shares; "us" | "ms" | "s" | "m" | "h" for times, a bare number is milliseconds;
///                 "KB" | "MB" for memory, of 1024 each, a bare number is bytes
///
/// Two tags are special: `window:0s..10s` selects by time, `design:phase2` says for which design the measure is meant.
struct MeasureParser {
  struct Selector {
    let metric: Metric
    var selection = Selection()
    var design: String?
  }

  private let text: String
  private let letters: [Character]
  private(set) var index = 0

  init(_ text: String) {
    self.text = text
    letters = Array(text)
  }

  mutating func measure() throws(MeasureSyntaxError) -> Measure {
    let selector = try selector()
    return try measure(of: selector)
  }

  mutating func threshold() throws(MeasureSyntaxError) -> Threshold {
    let selector = try selector()
    return try threshold(of: selector)
  }

  /// The rest of a threshold whose metric is known.
  mutating func threshold(of selector: Selector) throws(MeasureSyntaxError) -> Threshold {
    let measure = try measure(of: selector)
    let comparison = try comparison(after: measure.aggregate)
    skipBlanks()
    let start = index
    let bound = try bound(in: measure.unit)
    let written = String(letters[start..<index]).trimmingBlanks
    return Threshold(measure, comparison, bound: bound, boundText: written)
  }

  /// Nothing may follow.
  mutating func end() throws(MeasureSyntaxError) {
    skipBlanks()
    guard index == letters.count else { throw error("there is more than one threshold here; expected the end.") }
  }

  /// Skips a letter if it is next.
  mutating func takes(_ letter: Character) -> Bool {
    skipBlanks()
    guard index < letters.count, letters[index] == letter else { return false }
    index += 1
    return true
  }

  mutating func skipBlanks() {
    while index < letters.count, letters[index].isWhitespace { index += 1 }
  }

  func error(_ message: String, at offset: Int? = nil) -> MeasureSyntaxError {
    MeasureSyntaxError(text: text, offset: offset ?? index, message: message)
  }

  // MARK: Parts of a measure

  mutating func selector() throws(MeasureSyntaxError) -> Selector {
    skipBlanks()
    let start = index
    let name = word()
    guard !name.isEmpty else { throw error("there is no metric; expected a name like time_to_booking.") }
    guard let metric = MetricCatalogue.named(name) else {
      throw error("there is no metric \(name); \(Self.hint(name, among: MetricCatalogue.names))", at: start)
    }
    var selector = Selector(metric: metric)
    guard takes("{") else { return selector }
    repeat { try tag(&selector) } while takes(",")
    guard takes("}") else { throw error("the tags do not end; expected , or }.") }
    return selector
  }

  private mutating func tag(_ selector: inout Selector) throws(MeasureSyntaxError) {
    skipBlanks()
    let start = index
    let (name, metric) = (word(), selector.metric)
    let known = metric.tags + (metric.takesWindow ? ["window"] : []) + ["design"]
    guard known.contains(name) else {
      let found = name.isEmpty ? "there is no tag" : "\(metric.name) has no tag \(name)"
      throw error("\(found); \(Self.hint(name, among: known))", at: start)
    }
    guard takes(":") else { throw error("the tag \(name) has no value; expected : and a value.") }
    skipBlanks()
    let valueStart = index
    while index < letters.count, !",}".contains(letters[index]) { index += 1 }
    let value = String(letters[valueStart..<index]).trimmingBlanks
    guard !value.isEmpty else { throw error("the tag \(name) has no value; expected one after :.", at: valueStart) }
    switch name {
    case "window": selector.selection.window = try window(value, at: valueStart)
    case "design": selector.design = value
    default: selector.selection.tags[name] = value
    }
  }

  /// `0s..10s`
  private func window(_ value: String, at offset: Int) throws(MeasureSyntaxError) -> Range<Int64> {
    let ends = value.split(separator: "..", omittingEmptySubsequences: false).map { TimeText.nanoseconds($0) }
    guard ends.count == 2, let first = ends[0], let last = ends[1], first < last else {
      throw error("the window is \(value); expected two times, the smaller first, for example 0s..10s.", at: offset)
    }
    return first..<last
  }

  private mutating func measure(of selector: Selector) throws(MeasureSyntaxError) -> Measure {
    skipBlanks()
    let (start, metric) = (index, selector.metric)
    guard let aggregate = try aggregate() else {
      guard let usual = metric.usualAggregate else {
        throw error("\(metric.name) has no aggregate; expected \(metric.aggregates).")
      }
      return Measure(metric, selector.selection, usual, design: selector.design)
    }
    guard metric.takes(aggregate) else {
      throw error("\(metric.name) has no \(aggregate.text); expected \(metric.aggregates).", at: start)
    }
    return Measure(metric, selector.selection, aggregate, design: selector.design)
  }

  /// nil when there is none.
  private mutating func aggregate() throws(MeasureSyntaxError) -> Aggregate? {
    let start = index
    let name = word()
    guard !name.isEmpty else { return nil }
    if let aggregate = Aggregate.words[name] { return aggregate }
    guard name == "p" else {
      let known = Aggregate.words.keys.sorted() + ["p"]
      throw error("there is no aggregate \(name); \(Self.hint(name, among: known))", at: start)
    }
    guard takes("(") else { throw error("p has no number; expected p(N) with N from 0 to 100.") }
    skipBlanks()
    let numberStart = index
    guard let percent = Double(digits()), (0...100).contains(percent) else {
      throw error("p has no number from 0 to 100; expected for example p(99).", at: numberStart)
    }
    guard takes(")") else { throw error("p( does not end; expected ).") }
    return .percentile(percent)
  }

  // MARK: Bounds

  private mutating func comparison(after aggregate: Aggregate) throws(MeasureSyntaxError) -> Threshold.Comparison {
    skipBlanks()
    // The longer ones first; === is k6's other way to write ==.
    for (written, comparison) in [
      ("===", Threshold.Comparison.equal), ("<=", .atMost), (">=", .atLeast), ("==", .equal), ("!=", .unequal),
      ("<", .below), (">", .above),
    ] where letters[index...].starts(with: written) {
      index += written.count
      return comparison
    }
    throw error("there is no comparison after \(aggregate.text); expected <, <=, >, >=, == or !=.")
  }

  private mutating func bound(in unit: MeasureUnit) throws(MeasureSyntaxError) -> Double {
    let start = index
    let number = digits()
    guard let bare = Double(number) else { throw error("there is no number; expected one after the comparison.") }
    skipBlanks()
    let unitStart = index
    let written = takes("%") ? "%" : word()
    // The power of ten goes into the text, so that 0.7 % is the number next to 0.007 and not to 0.7 / 100.
    func scaled(_ power: Int) -> Double {
      number.contains { "eE".contains($0) } ? bare * pow10(power) : Double("\(number)e\(power)") ?? bare
    }
    switch (unit, written) {
    case (_, ""): return bare
    case (.share, "%"): return scaled(-2)
    case (.milliseconds, "us"): return scaled(-3)
    case (.milliseconds, "ms"): return bare
    case (.milliseconds, "s"): return scaled(3)
    case (.milliseconds, "m"), (.milliseconds, "min"): return scaled(3) * 60
    case (.milliseconds, "h"): return scaled(3) * 3_600
    case (.bytes, "KB"): return bare * 1_024
    case (.bytes, "MB"): return bare * 1_048_576
    default:
      let units = Self.units(of: unit)
      let shown = String(letters[start..<index]).trimmingBlanks
      throw error("the bound is \(shown); expected a number with \(units).", at: unitStart)
    }
  }

  private static func units(of unit: MeasureUnit) -> String {
    switch unit {
    case .share: "% or no unit"
    case .milliseconds: "us, ms, s, m, h or no unit"
    case .bytes: "KB, MB or no unit"
    default: "no unit"
    }
  }

  private func pow10(_ power: Int) -> Double {
    power < 0 ? 1 / pow10(-power) : (0..<power).reduce(1) { number, _ in number * 10 }
  }

  // MARK: Letters

  /// Small letters, digits and underscores, begun by a letter.
  private mutating func word() -> String {
    let start = index
    while index < letters.count, letters[index].isWordLetter, index > start || letters[index].isLetter { index += 1 }
    return String(letters[start..<index])
  }

  /// What a decimal number is written with.
  private mutating func digits() -> String {
    let start = index
    while index < letters.count {
      let letter = letters[index]
      let isExponent = "eE".contains(letter) && index + 1 < letters.count && "+-0123456789".contains(letters[index + 1])
      let isSign = "+-".contains(letter) && (index == start || "eE".contains(letters[index - 1]))
      guard "0123456789.".contains(letter) || (isExponent && index > start) || isSign else { break }
      index += 1
    }
    return String(letters[start..<index])
  }

  private static func hint(_ name: String, among known: [String]) -> String {
    if let near = NearestName(candidates: known).match(name) { return "did you mean \(near)?" }
    return "expected one of \(known.joined(separator: ", "))."
  }
}

extension Character {
  fileprivate var isWordLetter: Bool { isASCII && (isLetter || isNumber || self == "_") }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
