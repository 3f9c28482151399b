import Measures
import Results
import Statistics

/// A measure that is not what it was, over all seeds, as JSON.
struct ShiftDocument: Encodable {
  let scenario: String
  let design: String
  let measure: String
  let unit: String
  /// `worse`, `mixed`, `better` or `changed`.
  let direction: String
  /// Means over the seeds, shares from 0 to 1; absent unless there is a number under each.
  let expectedMean: Double?
  let gotMean: Double?
  /// By how much of its old mean the mean has moved; absent where that was 0.
  let relativeChange: Double?
  /// From 0: what the list is sorted by; absent where there is no number, which is the largest of all.
  let size: Double?
  let tolerance: String?
  let seeds: [UInt64]
  /// Of these, where it is beyond its tolerance.
  let seedsBeyond: [UInt64]
  /// The change under a seed: median and its 95 % interval; only with six seeds or more.
  let changeMedian: Double?
  let lower: Double?
  let upper: Double?

  init(_ shift: MeasureShift) {
    (scenario, design, measure) = (shift.scenario, shift.design, shift.measure.description)
    unit = shift.measure.unit == .share ? "share" : shift.measure.unit.rawValue
    direction = shift.direction.rawValue
    (expectedMean, gotMean, relativeChange) = (shift.expectedMean, shift.gotMean, shift.relativeChange)
    size = shift.size.isFinite ? shift.size : nil
    tolerance = shift.tolerance?.description
    (seeds, seedsBeyond) = (shift.pairs.map(\.seed), shift.seedsBeyond)
    let change = shift.change
    (changeMedian, lower, upper) = (change?.median, change?.interval.lower, change?.interval.upper)
  }

  private enum CodingKeys: String, CodingKey {
    case scenario, design, measure, unit, direction, size, tolerance, seeds
    case expectedMean = "expected_mean"
    case gotMean = "got_mean"
    case relativeChange = "relative_change"
    case seedsBeyond = "seeds_beyond"
    case changeMedian = "change_median"
    case lower = "lower_95"
    case upper = "upper_95"
  }
}
