extension MeasureParser {
  mutating func comparison(after aggregate: Aggregate) throws(MeasureSyntaxError) -> Threshold.Comparison {
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

  /// A number that the unit can have, in it: finite, not negative, and at most 1 for shares.
  mutating func bound(in unit: MeasureUnit) throws(MeasureSyntaxError) -> Double {
    let start = index
    let number = digits()
    guard !number.isEmpty else { throw error("there is no number; expected one after the comparison.") }
    guard let bare = Double(number) else {
      throw error("\(number) is no number; expected one after the comparison.", at: start)
    }
    skipBlanks()
    let unitStart = index
    let written = unitText()
    let shown = String(letters[start..<index]).trimmingBlanks
    guard let bound = Self.scaled(number, bare, written, in: unit) else {
      throw error("the bound is \(shown); expected a number with \(Self.units(of: unit)).", at: unitStart)
    }
    guard bound.isFinite, bound >= 0 else {
      throw error("the bound is \(shown); expected a finite number, at least 0.", at: start)
    }
    guard unit != .share || bound <= 1 else {
      let isPercent = written.isEmpty && bound <= 100
      let expected = isPercent ? "did you mean \(number) %?" : "expected a share from 0 % to 100 %."
      throw error("the bound is \(shown); \(expected)", at: start)
    }
    return bound
  }

  /// Whatever stands up to a blank, a comma or the end.
  private mutating func unitText() -> String {
    let start = index
    while index < letters.count, letters[index] != ",", !letters[index].isWhitespace { index += 1 }
    return String(letters[start..<index])
  }

  /// nil when there is no such unit.
  private static func scaled(_ number: String, _ bare: Double, _ written: String, in unit: MeasureUnit) -> Double? {
    // The power of ten goes into the text, so that 0.7 % is the number next to 0.007 and not to 0.7 / 100.
    func scaled(_ power: Int) -> Double {
      number.contains { "eE".contains($0) } ? bare * pow10(power) : Double("\(number)e\(power)") ?? bare
    }
    switch (unit, written) {
    case (_, ""): return bare
    case (.share, "%"): return scaled(-2)
    case (.milliseconds, _): return powerOfSecond(written).map { scaled($0.power + 3) * $0.factor }
    case (.seconds, _): return powerOfSecond(written).map { scaled($0.power) * $0.factor }
    case (.bytes, "KB"): return bare * 1_024
    case (.bytes, "MB"): return bare * 1_048_576
    default: return nil
    }
  }

  /// The power of ten and the factor that make seconds of a unit of time.
  private static func powerOfSecond(_ unit: String) -> (power: Int, factor: Double)? {
    switch unit {
    case "us": (-6, 1)
    case "ms": (-3, 1)
    case "s": (0, 1)
    case "m", "min": (0, 60)
    case "h": (0, 3_600)
    default: nil
    }
  }

  private static func units(of unit: MeasureUnit) -> String {
    switch unit {
    case .share: "% or no unit"
    case .milliseconds, .seconds: "us, ms, s, m, h or no unit"
    case .bytes: "KB, MB or no unit"
    case .count, .perSecond, .perMinute, .perBooking, .perRequest: "no unit"
    }
  }

  private static func pow10(_ power: Int) -> Double {
    power < 0 ? 1 / pow10(-power) : (0..<power).reduce(1) { number, _ in number * 10 }
  }
}
