import Findings
import Measures
import Statistics

extension MeasureUnit {
  /// A number in the form in which reports write this unit.
  func text(_ number: Double) -> String { text(number, scaledLike: number, decimals: 0) }

  /// A number in the unit and with the decimals that suit another one beside it, and with more where it is asked for.
  private func text(_ number: Double, scaledLike other: Double, decimals: Int) -> String {
    func text(_ scale: Double, _ usual: Int, _ suffix: String) -> String {
      (number * scale).text(decimals: max(usual, decimals)) + suffix
    }
    switch self {
    case .milliseconds: return abs(other) < 1_000 ? text(1, 1, " ms") : text(0.001, 2, " s")
    case .share: return text(100, 1, " %")
    case .count: return text(1, number == number.rounded() && other == other.rounded() ? 0 : 1, "")
    case .perSecond, .perBooking: return text(1, 2, "")
    case .perMinute: return text(1, 1, "")
    case .seconds: return text(1, 1, " s")
    case .bytes:
      if abs(other) < 1_024 { return text(1, 0, " B") }
      return abs(other) < 1_048_576 ? text(1 / 1_024, 1, " KB") : text(1 / 1_048_576, 2, " MB")
    }
  }

  /// Decimals with which a half-width does not look like 0: "14.80 % (14.76 to 14.84)".
  private func decimals(_ halfWidth: Double, besides value: Double) -> Int {
    guard halfWidth > 0 else { return 0 }
    return (0...6).first { decimals in
      text(halfWidth, scaledLike: value, decimals: decimals).contains { "123456789".contains($0) }
    } ?? 6
  }

  /// `56.20 s (55.10 to 57.36)`
  private func text(_ value: Double, from lower: Double, to upper: Double) -> String {
    let decimals = decimals((upper - lower) / 2, besides: value)
    let others = [value, lower, upper].map { text($0, scaledLike: value, decimals: decimals) }
    // Whole counts beside one that is not would have fewer decimals.
    let isWhole = [value, lower, upper].allSatisfy { $0 == $0.rounded() }
    let texts =
      self == .count && !isWhole
      ? [value, lower, upper].map { text($0, scaledLike: 0.5, decimals: decimals) } : others
    let ends = texts[1...].map { $0.prefix { $0 != " " } }
    return "\(texts[0]) (\(ends[0]) to \(ends[1]))"
  }

  /// A difference without its sign, and with decimals that do not make it 0: shares differ by percentage points.
  func difference(_ number: Double) -> String {
    let size = abs(number)
    return difference(size, scaledLike: size, decimals: size > 0 ? decimals(size, besides: size) : 0)
  }

  /// A difference and the ends of its interval that does not hold 0, the nearer one to 0 first, all without their sign
  /// and with decimals that tell the ends apart.
  func difference(
    _ median: Double,
    _ interval: ConfidenceInterval
  ) -> (median: String, nearer: String, farther: String) {
    let size = abs(median)
    let decimals = decimals(interval.halfWidth, besides: size)
    let ends = [abs(interval.lower), abs(interval.upper)].sorted()
    func text(_ number: Double) -> String { difference(number, scaledLike: size, decimals: decimals) }
    return (text(size), text(ends[0]), text(ends[1]))
  }

  private func difference(_ size: Double, scaledLike other: Double, decimals: Int) -> String {
    let text = text(size, scaledLike: other, decimals: decimals)
    return self == .share ? text.replacing(" %", with: "") + " points" : text
  }

  /// A difference and a range of it: `-412.6 ms (-431.0 to -390.1)`.
  func difference(_ value: Double, from lower: Double, to upper: Double) -> String {
    let text = text(value, from: lower, to: upper)
    return self == .share ? text.replacing(" %", with: " points") : text
  }

  /// What is known of a measure as a cell of a table; with how many of the runs had anything to measure, unless all.
  func text(_ statistics: MeasureStatistics) -> String {
    let text = text(statistics.estimate)
    guard statistics.measured > 0, statistics.missing > 0, statistics.never == 0 else { return text }
    return "\(text) (\(statistics.measured) of \(statistics.runs) runs)"
  }

  /// An estimate as a cell of a table.
  func text(_ estimate: Estimate) -> String {
    switch estimate {
    case .median(let value, let interval, _): text(value, from: interval.lower, to: interval.upper)
    case .constant(let value, _): "\(text(value)) ="
    case .few(let value, let least, let greatest, let runs):
      "\(text(value, from: least, to: greatest)), \(runs) runs"
    case .single(let value): text(value)
    case .notReached(let runs, let all): runs == all ? "not reached" : "not reached (\(runs) of \(all))"
    case .nothing: "-"
    }
  }

  /// The value of a measure in one run, or over a pool.
  func text(_ value: MeasureValue) -> String {
    switch value {
    case .never: "not reached"
    case .missing: "-"
    case .number, .share: value.number.map(text) ?? "-"
    }
  }
}

extension Double {
  /// A small share, with two significant digits, rounded up: it is an upper bound.
  var smallPercent: String {
    var (percent, decimals) = (self * 100, 1)
    while percent > 0, percent < 1, decimals < 6 { (percent, decimals) = (percent * 10, decimals + 1) }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return ((self * 100 * scale).rounded(.up) / scale).text(decimals: decimals) + " %"
  }
}
