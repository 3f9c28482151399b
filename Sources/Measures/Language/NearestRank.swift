/// The place of a percentile among values in ascending order: the smallest at which at least that share of them lies.
enum NearestRank {
  /// Percentiles have at most so many digits after the point.
  static let digits = 7

  /// The place, from 1; 1 for a percentile of 0.
  ///
  /// - Parameters:
  ///   - percent: in 0...100; digits beyond the seventh after the point are rounded.
  ///   - total: at least 1, below a billion.
  static func place(_ percent: Double, of total: Int) -> Int {
    // In integers, for 99.9 % of 1,000 is the 999th and not, by a rounding error, the 1,000th.
    let (scaled, whole) = (Int((percent * 1e7).rounded()), 1_000_000_000)
    return max(1, (scaled * total + whole - 1) / whole)
  }
}
