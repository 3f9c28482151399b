import Measures
import Results
import Statistics

extension MeasureUnit {
  /// A number in the form in which reports write this unit.
  func text(_ number: Double) -> String { text(number, scaledLike: number, decimals: 0) }

  /// A number in the unit and with the decimals that suit another one beside it, and with more where it is asked for.
  func text(_ number: Double, scaledLike other: Double, decimals: Int) -> String {
    func text(_ scale: Double, _ usual: Int, _ suffix: String) -> String {
      (number * scale).text(decimals: max(usual, decimals)) + suffix
    }
    switch self {
    case .milliseconds: return abs(other) < 1_000 ? text(1, 1, " ms") : text(0.001, 2, " s")
    case .share: return text(100, 1, " %")
    case .count: return text(1, number == number.rounded() && other == other.rounded() ? 0 : 1, "")
    case .perSecond, .perBooking, .perRequest: return text(1, 2, "")
    case .perMinute: return text(1, 1, "")
    case .seconds: return text(1, 1, " s")
    case .bytes:
      if abs(other) < 1_024 { return text(1, 0, " B") }
      return abs(other) < 1_048_576 ? text(1 / 1_024, 1, " KB") : text(1 / 1_048_576, 2, " MB")
    }
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
