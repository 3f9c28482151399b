import Texts
import VirtualTime

/// Reads measures and thresholds, letter by letter, so that an error has a place.
///
///     measure   = selector [aggregate]
///     selector  = metric [ "{" tag ":" value { "," tag ":" value } "}" ]
///     aggregate = "avg" | "min" | "max" | "med" | "p(" number ")" | "rate" | "count" | "value"
///     threshold = measure ( "<" | "<=" | ">" | ">=" | "==" | "===" | "!=" ) number [unit]
///     unit      = "%" for shares; "us" | "ms" | "s" | "m" | "h" for times, a bare number is milliseconds, or seconds
///                 for the few metrics that count in seconds; "KB" | "MB" for memory, of 1024 each, a bare number is bytes
///
/// Two tags are special: `window:0s..10s` selects by time, `design:phase2` says for which design the measure is meant.
struct MeasureParser {
  struct Selector {
    let metric: Metric
    var selection = Selection()
    var design: String?

    /// Whether a tag has been given.
    func has(_ tag: String) -> Bool {
      switch tag {
      case "window": selection.window != nil
      case "design": design != nil
      default: selection.tags[tag] != nil
      }
    }
  }

  private let text: String
  private let catalogue: MetricCatalogue
  let letters: [Character]
  var index = 0

  init(_ text: String, of product: Product = .booking) {
    self.text = text
    catalogue = .of(product)
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
    guard index < letters.count else { return }
    if letters[index] == "," { throw error("there is more than one threshold here; expected the end.") }
    throw error("there is \(String(letters[index...]).trimmingBlanks) too much; expected the end.")
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
    if let remark = otherLetter() { throw error("\(remark) in the name of a metric.") }
    guard !name.isEmpty else { throw error("there is no metric; expected a name like \(catalogue.example).") }
    guard let metric = catalogue.named(name) else {
      throw error("there is no metric \(name)\(catalogue.owner); \(Self.hint(name, among: catalogue.names))", at: start)
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
    if let remark = otherLetter() { throw error("\(remark) in the name of a tag.") }
    let known = metric.tags.map(\.name) + (metric.takesWindow ? ["window"] : []) + ["design"]
    guard known.contains(name) else {
      let found = name.isEmpty ? "there is no tag" : "\(metric.name) has no tag \(name)"
      throw error("\(found); \(Self.hint(name, among: known))", at: start)
    }
    guard !selector.has(name) else { throw error("the tag \(name) is given twice; expected it once.", at: start) }
    guard takes(":") else { throw error("the tag \(name) has no value; expected : and a value.") }
    skipBlanks()
    let valueStart = index
    while index < letters.count, !",}".contains(letters[index]) { index += 1 }
    let value = String(letters[valueStart..<index]).trimmingBlanks
    guard !value.isEmpty else { throw error("the tag \(name) has no value; expected one after :.", at: valueStart) }
    switch name {
    case "window": selector.selection.window = try window(value, at: valueStart)
    case "design": selector.design = value
    default:
      if let values = metric.tags.first(where: { $0.name == name })?.values, !values.contains(value) {
        throw error("\(name) is never \(value) in \(metric.name); \(Self.hint(value, among: values))", at: valueStart)
      }
      selector.selection.tags[name] = value
    }
  }

  /// `0s..10s`
  private func window(_ value: String, at offset: Int) throws(MeasureSyntaxError) -> Range<VirtualInstant> {
    let ends = value.split(separator: "..", omittingEmptySubsequences: false).map { TimeText.nanoseconds($0) }
    guard ends.count == 2, let first = ends[0], let last = ends[1], first < last else {
      throw error("the window is \(value); expected two times, the smaller first, for example 0s..10s.", at: offset)
    }
    return VirtualInstant(nanoseconds: first)..<VirtualInstant(nanoseconds: last)
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
    let number = digits()
    guard let percent = Double(number), (0...100).contains(percent) else {
      throw error("p has no number from 0 to 100; expected for example p(99).", at: numberStart)
    }
    let scaled = percent * 1e7
    guard abs(scaled - scaled.rounded()) < 1e-4 else {
      throw error(
        "p(\(number)) is too fine; expected at most \(NearestRank.digits) digits after the point.",
        at: numberStart
      )
    }
    guard takes(")") else { throw error("p( does not end; expected ).") }
    return .percentile(percent)
  }

  // MARK: Letters

  /// What is said of the next letter when it only looks like one of a name.
  private func otherLetter() -> String? {
    guard index < letters.count, let meant = LookAlike.meant(String(letters[index])), !meant.hasPrefix(" ") else {
      return nil
    }
    return LookAlike.remark(String(letters[index]))
  }

  /// Small letters, digits and underscores, begun by a letter.
  mutating func word() -> String {
    let start = index
    while index < letters.count, letters[index].isWordLetter, index > start || letters[index].isLetter { index += 1 }
    return String(letters[start..<index])
  }

  /// What a decimal number is written with.
  mutating func digits() -> String {
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

  /// A word that more names have tells nothing.
  private static let mostAkin = 6

  /// Whether one of the words within two names, such as `note` and `delay` within `note_delay`, is the same.
  private static func sharesWord(_ left: String, _ right: String) -> Bool {
    func words(_ name: String) -> Set<Substring> {
      Set(name.lowercased().split(separator: "_").filter { $0.count > 3 })
    }
    return !words(left).isDisjoint(with: words(right))
  }

  private static func hint(_ name: String, among known: [String]) -> String {
    // Case does not count: what is near is found among small letters.
    let near = NearestName(candidates: known.map { $0.lowercased() }).match(name)
    if let near = known.first(where: { $0.lowercased() == near }) { return "did you mean \(near)?" }
    let akin = known.filter { sharesWord($0, name) }.sorted()
    if (1...mostAkin).contains(akin.count) {
      let others = akin.dropLast().joined(separator: ", ")
      return "did you mean \(others)\(others.isEmpty ? "" : " or ")\(akin[akin.count - 1])?"
    }
    return "expected one of \(known.joined(separator: ", "))."
  }
}

extension Character {
  fileprivate var isWordLetter: Bool { isASCII && (isLetter || isNumber || self == "_") }
}

extension String {
  var trimmingBlanks: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
