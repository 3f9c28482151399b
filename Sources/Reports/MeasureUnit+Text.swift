import Findings
import Measures
import Statistics

extension MeasureUnit {
  /// A number in the form in which reports write this unit.
  func text(_ number: Double) -> String {
    switch self {
    case .milliseconds: return number < 0 ? "-" + (-number).duration : number.duration
    case .share: return number.percent
    case .count: return number.text(decimals: number == number.rounded() ? 0 : 1)
    case .perSecond, .perBooking: return number.text(decimals: 2)
    case .perMinute: return number.text(decimals: 1)
    case .seconds: return number.text(decimals: 1) + " s"
    case .bytes: return number.bytes
    }
  }

  /// A number in the unit in which another one beside it is written.
  private func text(_ number: Double, besides other: Double) -> String {
    guard self == .milliseconds, abs(other) >= 1_000 else { return text(number) }
    return (number / 1_000).text(decimals: 2) + " s"
  }

  /// A difference without its sign: shares differ by percentage points.
  func difference(_ number: Double) -> String {
    self == .share ? (abs(number) * 100).text(decimals: 1) + " points" : text(abs(number))
  }

  /// A difference in the unit in which another one beside it is written.
  func difference(_ number: Double, besides other: Double) -> String {
    self == .share ? difference(number) : text(abs(number), besides: abs(other))
  }

  /// An estimate as a cell of a table.
  func text(_ estimate: Estimate) -> String {
    switch estimate {
    case .mean(let mean, let halfWidth, _): "\(text(mean)) ± \(text(halfWidth, besides: mean))"
    case .constant(let value, _): "\(text(value)) ="
    case .single(let value): text(value)
    case .bound(let value, let interval, _) where value == 0: "\(text(value)) (< \(interval.upper.smallPercent))"
    case .bound(let value, let interval, _): "\(text(value)) (> \(interval.lower.largePercent))"
    case .none(_, let share): "0 (< \(share.smallPercent) of runs)"
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
  /// Bytes in the unit that reads best.
  fileprivate var bytes: String {
    switch self {
    case ..<1_024: text(decimals: 0) + " B"
    case ..<1_048_576: (self / 1_024).text(decimals: 1) + " KB"
    default: (self / 1_048_576).text(decimals: 1) + " MB"
    }
  }

  /// A small share, with two significant digits, rounded up: it is an upper bound.
  var smallPercent: String {
    var (percent, decimals) = (self * 100, 1)
    while percent > 0, percent < 1, decimals < 6 { (percent, decimals) = (percent * 10, decimals + 1) }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return ((self * 100 * scale).rounded(.up) / scale).text(decimals: decimals) + " %"
  }

  /// A share near 1, rounded down: it is a lower bound.
  fileprivate var largePercent: String {
    var (rest, decimals) = ((1 - self) * 100, 1)
    while rest > 0, rest < 1, decimals < 6 { (rest, decimals) = (rest * 10, decimals + 1) }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return ((self * 100 * scale).rounded(.down) / scale).text(decimals: decimals) + " %"
  }
}
