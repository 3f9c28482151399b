import HubSpotAPI
package import Measures
import Statistics

/// Why a result is as it is: what was measured of limits, demand and retries, as means over runs.
package struct Causes: Hashable, Sendable, Codable {
  /// Requests sent.
  package var requests = 0.0
  /// 429s by policy, of those that refused any.
  package var refusals: [String: Double] = [:]
  /// Of the requests sent, those that repeat a refused or failed one.
  package var retryShare = 0.0
  /// Most requests in any window if nothing were refused, by bucket.
  package var demanded: [String: Double] = [:]
  /// What each bucket lets pass in its window.
  package var limits: [String: Int] = [:]
  /// Wishes for a booking, and those of them that were met.
  package var offered = 0.0
  package var confirmed = 0.0
  /// Requests of visitors for each confirmed booking, refused ones included; 0 without a booking.
  package var callsPerBooking = 0.0
  /// How long an admitted request of a visitor takes, in milliseconds; 0 without one.
  package var callMilliseconds = 0.0
  /// Seconds from one pass of a background job to the next, by the job's name, of the jobs that there are.
  package var passSeconds: [String: Double] = [:]

  package init() {}

  /// - Parameter values: those of `MeasureSet.causes`, one list for each run.
  package init(_ values: [[MeasureValue]], limits: [String: Int]) {
    self.limits = limits
    for (index, measure) in MeasureSet.causes.enumerated() {
      let numbers = values.compactMap { $0[index].number }
      let mean = numbers.isEmpty ? 0 : numbers.reduce(0, +) / Double(numbers.count)
      take(mean, of: measure)
    }
  }

  /// From the fold of an experiment that observes `MeasureSet.causes`.
  package init(_ cell: CellStatistics, in experiment: Experiment) {
    limits = cell.cell.limits
    let observed = zip(experiment.observed, cell.measures + cell.supporting)
    for (measure, statistics) in observed where MeasureSet.causes.contains(measure) {
      take(statistics.moments.mean ?? 0, of: measure)
    }
  }

  private mutating func take(_ mean: Double, of measure: Measure) {
    switch measure.metric.name {
    case "requests": requests = mean
    case "retry_share": retryShare = mean
    case "peak_demanded": demanded[measure.selection.tags["bucket"] ?? "ten_second"] = mean
    case "offered": offered = mean
    case "confirmed": confirmed = mean
    case "calls_per_booking": callsPerBooking = mean
    case "hubspot_time": callMilliseconds = mean
    case "pass_interval":
      if let job = measure.selection.tags["job"], mean > 0 { passSeconds[job] = mean }
    case "refusals":
      if let policy = measure.selection.tags["policy"], mean > 0 { refusals[policy] = mean }
    default: break
    }
  }

  package var refused: Double { refusals.keys.sorted().reduce(0) { $0 + (refusals[$1] ?? 0) } }

  /// The policy that refused most; of equal ones the first in the alphabet. Nil when nothing was refused.
  package var bindingPolicy: String? {
    refusals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.first?.key
  }

  /// The bucket that a policy guards; nil for the day's budget.
  package static func bucket(ofPolicy policy: String) -> (name: String, window: String)? {
    guard let policy = LimitPolicy(named: policy), let bucket = policy.bucket, let seconds = policy.seconds else {
      return nil
    }
    return (bucket, "\(seconds) s")
  }
}
