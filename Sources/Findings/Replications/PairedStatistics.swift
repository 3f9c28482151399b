package import Measures
package import Statistics

/// What a measure differs by between two cells, folded seed by seed: both have met the same luck, so that its part in
/// the difference cancels.
package struct PairedStatistics: Sendable {
  /// Of the second less the first, over the seeds where both gave a number.
  package private(set) var differences = RunningMoments()
  /// Seeds in which only the one, only the other, or neither was reached.
  package private(set) var onlyFirstReached = 0
  package private(set) var onlySecondReached = 0
  package private(set) var neitherReached = 0

  package init() {}

  package mutating func add(_ first: MeasureValue, _ second: MeasureValue) {
    switch (first.number, second.number) {
    case (let first?, let second?): differences.add(second - first)
    case (_?, nil): onlyFirstReached += second == .never ? 1 : 0
    case (nil, _?): onlySecondReached += first == .never ? 1 : 0
    case (nil, nil): neitherReached += first == .never && second == .never ? 1 : 0
    }
  }

  package var difference: Difference {
    let oneSided = onlyFirstReached + onlySecondReached
    if oneSided + neitherReached > 0 {
      return oneSided == 0
        ? .neverReached
        : .reachedUnequally(first: onlyFirstReached, second: onlySecondReached, both: differences.count)
    }
    guard let mean = differences.mean else { return .unknown }
    guard let interval = ConfidenceInterval.ofMean(differences) else { return .single(mean) }
    if differences.least == differences.greatest { return mean == 0 ? .equal : .constant(mean) }
    return .mean(mean, interval)
  }
}

/// What is known of a difference between two cells.
package enum Difference: Hashable, Sendable {
  /// The mean difference and its 95 % interval, which holds 0 when none is shown.
  case mean(Double, ConfidenceInterval)
  /// The same in every seed, and not 0.
  case constant(Double)
  /// No difference in any seed.
  case equal
  /// One seed: a difference without an interval.
  case single(Double)
  /// In so many seeds only the first or only the second got there.
  case reachedUnequally(first: Int, second: Int, both: Int)
  /// Neither got there, in at least one seed.
  case neverReached
  /// There is nothing to compare.
  case unknown

  /// Whether the runs show a difference.
  package var isShown: Bool {
    switch self {
    case .mean(_, let interval): !interval.contains(0)
    case .constant: true
    case .reachedUnequally(let first, let second, _): first == 0 || second == 0
    case .equal, .single, .neverReached, .unknown: false
    }
  }
}
