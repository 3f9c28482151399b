package import Measures
import Statistics

/// What the runs say about one promise.
package struct PromiseFinding: Hashable, Sendable {
  /// What was measured.
  package enum Measured: Hashable, Sendable {
    case level(Estimate)
    /// The promised difference, and the levels that it is the difference of.
    case difference(Difference, own: Estimate, other: Estimate)
    /// A part of the design does not exist yet.
    case nothing
  }

  package let promise: Claim.Promise
  package let measured: Measured
  package let verdict: ClaimVerdict
  /// Seeds that would be needed for a verdict, if what was measured so far is about right; nil when there is one, and
  /// when no number of seeds is in sight.
  package let seedsToDecide: Int?
  /// Of the promise's design; nil when they were not asked for.
  package let causes: Causes?

  /// More seeds than this are no plan.
  private static let mostSeeds = 10_000

  /// Judges a promise whose design does not exist.
  package init(untestable promise: Claim.Promise) {
    self.promise = promise
    measured = .nothing
    verdict = .notYetTestable
    seedsToDecide = nil
    causes = nil
  }

  /// Judges a promise by the values of its measure, one for each seed.
  ///
  /// - Parameter others: those of the design that it is compared with, under the same seeds; empty without a comparison.
  package init(_ promise: Claim.Promise, _ values: [MeasureValue], others: [MeasureValue], causes: Causes?) {
    let own = Self.statistics(values, promise)
    self.promise = promise
    self.causes = causes
    guard let comparison = promise.comparison else {
      measured = .level(own.estimate)
      (verdict, seedsToDecide) = Self.judge(own.estimate, promise.range, seeds: values.count)
      return
    }
    precondition(values.count == others.count, "\(values.count) values against \(others.count)")
    var pairs = PairedStatistics()
    for (value, other) in zip(values, others) {
      switch comparison {
      case .lessThan: pairs.add(value, other)
      case .moreThan: pairs.add(other, value)
      }
    }
    let difference = pairs.difference
    measured = .difference(difference, own: own.estimate, other: Self.statistics(others, promise).estimate)
    (verdict, seedsToDecide) = Self.judge(difference, promise.range, seeds: values.count)
  }

  private static func statistics(_ values: [MeasureValue], _ promise: Claim.Promise) -> MeasureStatistics {
    var statistics = MeasureStatistics(unit: promise.measure.unit)
    for value in values { statistics.add(value) }
    return statistics
  }

  /// A percentile that was not reached keeps no promise; where there was nothing to measure nothing is decided.
  private static func judge(_ estimate: Estimate, _ range: ClaimedRange, seeds: Int) -> (ClaimVerdict, Int?) {
    switch estimate {
    case .notReached: return (.fails, nil)
    case .nothing: return (.undecided, nil)
    case .single(let value): return (range.contains(value) ? .holds : .fails, nil)
    case .none: return (range.contains(0) ? .holds : .fails, nil)
    case .mean, .constant, .bound:
      guard let mean = estimate.value, let interval = estimate.interval else { return (.undecided, nil) }
      // The width of an exact bound shrinks with the trials, that of a mean with their root.
      let power = if case .bound = estimate { 1.0 } else { 2.0 }
      return judge(mean, interval, range, seeds: seeds, power: power)
    }
  }

  private static func judge(_ difference: Difference, _ range: ClaimedRange, seeds: Int) -> (ClaimVerdict, Int?) {
    switch difference {
    case .mean(let mean, let interval): judge(mean, interval, range, seeds: seeds, power: 2)
    case .constant(let value), .single(let value): (range.contains(value) ? .holds : .fails, nil)
    case .equal: (range.contains(0) ? .holds : .fails, nil)
    case .reachedUnequally, .neverReached: (.fails, nil)
    case .unknown: (.undecided, nil)
    }
  }

  private static func judge(
    _ mean: Double,
    _ interval: ConfidenceInterval,
    _ range: ClaimedRange,
    seeds: Int,
    power: Double
  ) -> (ClaimVerdict, Int?) {
    let verdict = range.verdict(on: interval)
    guard verdict == .undecided else { return (verdict, nil) }
    // The interval must shrink until no bound is in it any more.
    var factor = 1.0
    for bound in range.bounds(within: interval) {
      let reach = bound < mean ? mean - interval.lower : interval.upper - mean
      let distance = abs(bound - mean)
      guard distance > 0 else { return (verdict, nil) }
      let shrinking = reach / distance
      factor = max(factor, power == 2 ? shrinking * shrinking : shrinking)
    }
    let needed = (Double(seeds) * factor).rounded(.up)
    return (verdict, needed <= Double(mostSeeds) ? max(Int(needed), seeds + 1) : nil)
  }
}
