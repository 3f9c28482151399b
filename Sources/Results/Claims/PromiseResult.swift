package import Measures
import Statistics

/// What the runs say about one promise.
package struct PromiseResult: Hashable, Sendable {
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
  package let causes: PromiseCauses?
  /// What another design measures at the same load, beside what was promised; nil where the promise compares two designs, or
  /// is about that design itself.
  package var yardstick: Yardstick?

  /// What a design measures beside the promised one.
  package struct Yardstick: Hashable, Sendable {
    package let design: String
    package let estimate: Estimate

    /// - Parameter values: of the promise's measure, one for each seed.
    package init(design: String, _ values: [MeasureValue]) {
      self.design = design
      estimate = MeasureStatistics(values).estimate
    }
  }

  /// More seeds than this are no plan.
  private static let mostSeeds = 10_000

  /// Whether what was measured is within 10 % of a bound that is not 0.
  var isNearBound: Bool {
    let value: Double? =
      switch measured {
      case .level(let estimate): estimate.value
      case .difference(let difference, _, _): difference.value
      case .nothing: nil
      }
    guard let value else { return false }
    let bounds = [promise.range.lower, promise.range.upper].compactMap { $0?.value }
    // In tenths, without what binary fractions add: 66 is within 10 % of 60.
    return bounds.contains { $0 != 0 && abs(value - $0) <= abs($0) * 0.1 * (1 + 1e-9) }
  }

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
  package init(_ promise: Claim.Promise, _ values: [MeasureValue], others: [MeasureValue], causes: PromiseCauses?) {
    let own = MeasureStatistics(values)
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
    measured = .difference(difference, own: own.estimate, other: MeasureStatistics(others).estimate)
    (verdict, seedsToDecide) = Self.judge(difference, promise.range, seeds: values.count)
  }

  /// A percentile that was not reached keeps no promise; where there was nothing to measure nothing is decided. Too few
  /// runs for an interval are taken for what they span.
  private static func judge(_ estimate: Estimate, _ range: ClaimedRange, seeds: Int) -> (ClaimVerdict, Int?) {
    switch estimate {
    case .notReached: return (.fails, nil)
    case .nothing: return (.undecided, nil)
    case .single(let value), .constant(let value, _): return (range.contains(value) ? .holds : .fails, nil)
    case .few(let median, let least, let greatest, _):
      return judge(median, ConfidenceInterval(lower: least, upper: greatest), range, seeds: seeds)
    case .median(let median, let interval, _): return judge(median, interval, range, seeds: seeds)
    }
  }

  private static func judge(_ difference: Difference, _ range: ClaimedRange, seeds: Int) -> (ClaimVerdict, Int?) {
    switch difference {
    case .median(let median, let interval): judge(median, interval, range, seeds: seeds)
    case .few(let median, let least, let greatest):
      judge(median, ConfidenceInterval(lower: least, upper: greatest), range, seeds: seeds)
    case .constant(let value), .single(let value): (range.contains(value) ? .holds : .fails, nil)
    case .equal: (range.contains(0) ? .holds : .fails, nil)
    case .reachedUnequally, .neverReached: (.fails, nil)
    case .unknown: (.undecided, nil)
    }
  }

  private static func judge(
    _ median: Double,
    _ interval: ConfidenceInterval,
    _ range: ClaimedRange,
    seeds: Int
  ) -> (ClaimVerdict, Int?) {
    let verdict = range.verdict(on: interval)
    guard verdict == .undecided else { return (verdict, nil) }
    // The interval must shrink, with the root of the number of seeds, until no bound is in it any more.
    var factor = 1.0
    for bound in range.bounds(within: interval) {
      let reach = bound < median ? median - interval.lower : interval.upper - median
      let distance = abs(bound - median)
      guard distance > 0 else { return (verdict, nil) }
      let shrinking = reach / distance
      factor = max(factor, shrinking * shrinking)
    }
    let needed = (Double(seeds) * factor).rounded(.up)
    return (verdict, needed <= Double(mostSeeds) ? max(Int(needed), seeds + 1) : nil)
  }
}
