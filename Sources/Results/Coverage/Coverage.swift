package import Measures
import Statistics

/// How often the intervals of a number hold what they are about: how a study's own statistics are put to the test.
///
/// Many runs stand for all runs, so that their median is the truth. Blocks of a few of them are judged as a study would
/// judge them, by the same code and by the whole rule: which form an estimate takes is part of it.
package struct Coverage: Hashable, Sendable {
  /// A design, or `phase1 - baseline` for the difference of two.
  package let subject: String
  package let measure: Measure
  /// The median over all runs; nil where most were not reached or had nothing to measure.
  package let truth: Double?
  /// Blocks that gave an interval.
  package private(set) var intervals = 0
  /// Of them, those whose interval holds the truth; and of what was the same in a whole block, whose bound on the share of
  /// other runs is right as well.
  package private(set) var held = 0
  /// Blocks whose interval of the mean by Student's t, which no study tells, would hold the mean of all runs, and those
  /// that had one.
  package private(set) var heldByMean = 0
  package private(set) var means = 0

  /// Of the runs that gave a number, in ascending order.
  private let sorted: [Double]
  private let mean: Double?

  /// - Parameters:
  ///   - values: of all runs, whose differences for a pair.
  package init(subject: String, measure: Measure, _ values: [MeasureValue]) {
    self.subject = subject
    self.measure = measure
    sorted = values.compactMap(\.number).sorted()
    mean = values.contains(.never) ? nil : RunningMoments(sorted).mean
    // Who never got there comes after everyone who did.
    let (never, all) = (values.count { $0 == .never }, values.count { $0 != .missing })
    truth = never == 0 ? MedianInterval.median(sorted: sorted) : (2 * never < all ? sorted[all / 2] : nil)
  }

  /// Judges a block of the runs' values.
  package mutating func judge(_ block: [MeasureValue]) {
    judge(MeasureStatistics(block).estimate)
    judgeMean(block.compactMap(\.number), isReached: !block.contains(.never))
  }

  /// Judges a block of differences, which some of the pairs may not have.
  package mutating func judge(_ pairs: [(MeasureValue, MeasureValue)]) {
    var statistics = PairedStatistics()
    for (first, second) in pairs { statistics.add(first, second) }
    let count = statistics.both
    let estimate: Estimate =
      switch statistics.difference {
      case .median(let value, let interval): .median(value, interval, runs: count)
      case .constant(let value): .constant(value, runs: count)
      case .equal: .constant(0, runs: count)
      case .few, .single, .reachedUnequally, .neverReached, .unknown: .nothing
      }
    judge(estimate)
    judgeMean(statistics.differences, isReached: estimate != .nothing)
  }

  private mutating func judge(_ estimate: Estimate) {
    guard let truth, let interval = estimate.interval else { return }
    intervals += 1
    // Differences of shares are equal up to rounding only.
    let rounding = 1e-12 * max(1, abs(truth))
    guard interval.lower - rounding <= truth, truth <= interval.upper + rounding else { return }
    if let share = estimate.upperShareOfRuns, let value = estimate.value {
      let others = sorted.count { abs($0 - value) > rounding }
      guard Double(others) <= share * Double(sorted.count) else { return }
    }
    held += 1
  }

  private mutating func judgeMean(_ values: [Double], isReached: Bool) {
    guard isReached, let mean, let interval = ConfidenceInterval.ofMean(RunningMoments(values)) else { return }
    means += 1
    let rounding = 1e-12 * max(1, abs(mean))
    if interval.lower - rounding <= mean, mean <= interval.upper + rounding { heldByMean += 1 }
  }

  /// The share of intervals that hold the truth; nil without an interval.
  package var share: Double? { intervals > 0 ? Double(held) / Double(intervals) : nil }

  package var shareByMean: Double? { means > 0 ? Double(heldByMean) / Double(means) : nil }
}
