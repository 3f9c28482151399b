import Measures
import Statistics

/// Intervals and differences as reports write them: with as many decimals as the half-width of the interval needs.
extension MeasureUnit {
  /// `56.20 s (55.10 to 57.36)`
  func text(_ value: Double, from lower: Double, to upper: Double) -> String {
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

  /// Decimals with which a half-width does not look like 0: "14.80 % (14.76 to 14.84)".
  private func decimals(_ halfWidth: Double, besides value: Double) -> Int {
    guard halfWidth > 0 else { return 0 }
    return (0...6).first { decimals in
      text(halfWidth, scaledLike: value, decimals: decimals).contains { "123456789".contains($0) }
    } ?? 6
  }
}
