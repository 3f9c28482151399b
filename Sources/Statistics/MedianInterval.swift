/// The range of a distribution's median, from the order of values drawn from it.
package enum MedianInterval {
  /// Below so many values not even the least and the greatest hold the median in 95 % of cases.
  package static let fewestValues = 6

  /// From the r-th least value to the r-th greatest, for the greatest r that holds the true median in at least a share
  /// `level` of all experiments: as likely as a fair coin that shows heads at least r times and tails at least r times.
  /// Whatever the distribution is: skewed, with two humps, or with a few values only.
  ///
  /// - Parameter values: independent, in ascending order.
  /// - Returns: nil when there are too few.
  /// - Complexity: O(√n log n) for n values.
  package static func exact(sorted values: [Double], level: Double = 0.95) -> ConfidenceInterval? {
    guard let rank = rank(values.count, tail: (1 - ConfidenceInterval.checked(level)) / 2) else { return nil }
    return ConfidenceInterval(lower: values[rank - 1], upper: values[values.count - rank], level: level)
  }

  /// The middle of values in ascending order: of an even number the mean of the two.
  package static func median(sorted values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let middle = values.count / 2
    guard values.count.isMultiple(of: 2) else { return values[middle] }
    // Equal ones stay as they are, to the last bit.
    let (lower, upper) = (values[middle - 1], values[middle])
    return lower == upper ? lower : lower + (upper - lower) / 2
  }

  /// The greatest r for which fewer than r heads of `count` coins have at most the probability `tail`.
  private static func rank(_ count: Int, tail: Double) -> Int? {
    // At most k heads, k < count: the distribution of a binomial count is an incomplete beta function.
    func atMost(_ heads: Int) -> Double {
      IncompleteBeta.regularised(0.5, Double(count - heads), Double(heads + 1))
    }
    guard count > 0, atMost(0) <= tail else { return nil }
    var (within, beyond) = (1, count / 2 + 1)
    while beyond - within > 1 {
      let middle = (within + beyond) / 2
      if atMost(middle - 1) <= tail { within = middle } else { beyond = middle }
    }
    return within
  }
}
