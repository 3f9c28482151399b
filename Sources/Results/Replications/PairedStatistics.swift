package import Measures
package import Statistics

/// What a measure differs by between two cells, folded seed by seed: both have met the same luck, so that its part in
/// the difference cancels.
package struct PairedStatistics: Sendable {
  /// Of the second less the first, over the seeds where both gave a number, in their order.
  package private(set) var differences: [Double] = []
  /// Seeds in which only the one, only the other, or neither was reached.
  package private(set) var onlyFirstReached = 0
  package private(set) var onlySecondReached = 0
  package private(set) var neitherReached = 0
  /// Seeds in which only one of them had anything to measure.
  package private(set) var oneSided = 0
  /// Seeds that were added.
  package private(set) var seeds = 0
  /// The largest magnitude of a value; what rounding can make of a difference is a few of its last digits.
  private var magnitude = 0.0

  package init() {}

  package mutating func add(_ first: MeasureValue, _ second: MeasureValue) {
    seeds += 1
    if (first == .missing) != (second == .missing) { oneSided += 1 }
    switch (first.number, second.number) {
    case (let first?, let second?):
      differences.append(second - first)
      magnitude = max(magnitude, abs(first), abs(second))
    case (_?, nil): onlyFirstReached += second == .never ? 1 : 0
    case (nil, _?): onlySecondReached += first == .never ? 1 : 0
    case (nil, nil): neitherReached += first == .never && second == .never ? 1 : 0
    }
  }

  /// Seeds in which both gave a number.
  package var both: Int { differences.count }

  package var difference: Difference {
    let unequally = onlyFirstReached + onlySecondReached
    if unequally + neitherReached > 0 {
      return unequally == 0
        ? .neverReached
        : .reachedUnequally(first: onlyFirstReached, second: onlySecondReached, both: differences.count)
    }
    let sorted = differences.sorted()
    guard let median = MedianInterval.median(sorted: sorted), let least = sorted.first, let greatest = sorted.last
    else {
      return .unknown
    }
    if sorted.count == 1 { return .single(median) }
    // Shares that differ by the same amount do so up to rounding only.
    let rounding = 4 * magnitude.ulp
    if greatest - least <= rounding {
      guard abs(median) > rounding else { return .equal }
      // The same in a few seeds is no more certain than any other few.
      if sorted.count >= MedianInterval.fewestValues { return .constant(median) }
    }
    guard let interval = MedianInterval.exact(sorted: sorted) else {
      return .few(median, least: least, greatest: greatest)
    }
    return .median(median, interval)
  }
}

/// What is known of a difference between two cells.
package enum Difference: Hashable, Sendable {
  /// The median difference and its 95 % interval, which holds 0 when none is shown.
  case median(Double, ConfidenceInterval)
  /// The median of two to five differences, too few for an interval, and their range.
  case few(Double, least: Double, greatest: Double)
  /// The same in every seed where both gave a number, six at least, and not 0.
  case constant(Double)
  /// No difference in any seed where both gave a number, two at least.
  case equal
  /// One seed in which both gave a number: a difference without an interval.
  case single(Double)
  /// In so many seeds only the first or only the second got there.
  case reachedUnequally(first: Int, second: Int, both: Int)
  /// Neither got there, in at least one seed.
  case neverReached
  /// There is nothing to compare.
  case unknown

  /// Whether the runs show a difference: with 95 % confidence; how often a number was reached, by the exact sign test.
  package var isShown: Bool {
    switch self {
    case .median(_, let interval): !interval.contains(0)
    case .constant: true
    case .reachedUnequally(let first, let second, _):
      // The two-sided sign test: half is outside the exact interval just when both tails are below 2.5 %.
      !BinomialInterval.exact(events: first, trials: first + second).contains(0.5)
    case .few, .equal, .single, .neverReached, .unknown: false
    }
  }
}

extension Difference {
  /// The median difference, where there is one.
  package var value: Double? {
    switch self {
    case .median(let value, _), .few(let value, _, _), .constant(let value), .single(let value): value
    case .equal: 0
    case .reachedUnequally, .neverReached, .unknown: nil
    }
  }
}
