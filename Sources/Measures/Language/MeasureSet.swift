import HubSpotAPI

/// Lists of measures that belong together.
package enum MeasureSet {
  /// What a comparison of designs shows, in its order.
  package static let comparison = measures(
    "offered",
    "confirmed",
    "refused",
    "failed",
    "abandoned",
    "success",
    "first_attempt_success",
    "time_to_booking med",
    "time_to_booking p(95)",
    "time_to_booking p(99)",
    "response_time{outcome:confirmed} med",
    "response_time{outcome:confirmed} p(99)",
    "response_time{outcome:failed} med",
    "bookings_per_minute",
    "requests",
    "share_429",
    "retry_share",
    "failed_calls",
    "calls_per_booking",
    "calls_per_booking{origin:visitor}",
    "peak_demanded",
    "peak_sent",
    "peak_admitted",
    "peak_demanded{bucket:search}",
    "peak_sent{bucket:search}",
    "association_delay p(95)",
    "note_delay p(95)",
    "counter_delay p(95)",
    "alerts",
    "integrity_findings"
  )

  /// What of a comparison stands on a first screen.
  package static let screen = measures(
    "success",
    "refused",
    "first_attempt_success",
    "time_to_booking med",
    "time_to_booking p(95)",
    "calls_per_booking",
    "share_429",
    "note_delay p(95)",
    "association_delay p(95)"
  )

  /// What a comparison's screen needs beside its rows: which limit binds, and how the times to booking are spread.
  package static let screenSupport = measures("time_to_booking med") + causes

  /// What a sweep shows of each cell.
  package static let sweep = measures(
    "success",
    "first_attempt_success",
    "time_to_booking med",
    "time_to_booking p(95)",
    "share_429",
    "calls_per_booking",
    "peak_sent"
  )

  /// What an ablation ranks by: calls, 429s and time.
  package static let ablation = measures(
    "requests",
    "refusals",
    "share_429",
    "time_to_booking med",
    "time_to_booking p(95)",
    "first_attempt_success"
  )

  /// What ways to live with a limit are ranked by, in the order of a league's columns.
  package static let league = measures(
    "share_429",
    "time_to_booking med",
    "time_to_booking p(99)",
    "confirmed_first_minute",
    "success",
    "wasted_calls",
    "quota_unused",
    "fairness",
    "waiting_time max",
    "all_done"
  )

  /// What is needed to say why a result is as it is: which limit bound, at what demand, what share was retries; and,
  /// where nothing was refused, how long calls take and how often workers come.
  package static let causes = measures(
    ["requests"] + LimitPolicy.all.map { "refusals{policy:\($0.name)}" } + ["retry_share", "peak_demanded"]
      + LimitPolicy.windows.dropFirst().compactMap(\.bucket).map { "peak_demanded{bucket:\($0)}" } + [
        "offered",
        "confirmed",
        "calls_per_booking{origin:visitor}",
        "hubspot_time{origin:visitor} avg",
        "pass_interval{job:associations}",
        "pass_interval{job:notes}",
        "pass_interval{job:counter_sync}",
      ]
  )

  /// What statistics are put to the test with: all of a comparison, and every metric of the catalogue.
  package static let coverage: [Measure] = {
    let known = Set(comparison)
    let others = MetricCatalogue.booking.all.flatMap { metric -> [Measure] in
      let aggregates: [Aggregate] =
        metric.usualAggregate.map { [$0] } ?? [.average, .median, .percentile(95), .percentile(99), .greatest]
      return aggregates.map { Measure(metric, Selection(), $0) }
    }
    return comparison + others.filter { !known.contains($0) }
  }()

  /// What a baseline keeps of every run.
  package static let baseline = measures(
    "confirmed",
    "refused",
    "abandoned",
    "first_attempt_success",
    "time_to_booking med",
    "time_to_booking p(95)",
    "requests",
    "share_429",
    "calls_per_booking",
    "peak_sent",
    "peak_sent{bucket:search}",
    "association_delay p(95)",
    "note_delay p(95)"
  )

  /// What a check tells of every scenario and design.
  package static let headline = measures(
    "success",
    "first_attempt_success",
    "time_to_booking med",
    "time_to_booking p(95)",
    "calls_per_booking",
    "share_429"
  )

  /// What a chart over commits follows: what visitors feel and what it costs, which a change can trade for each other.
  /// All else of a baseline moves with one of them, and a chart for each would be looked at by nobody.
  package static let charted =
    measures("time_to_booking p(95)", "calls_per_booking") + measures(of: .bulkSync, "duration", "calls")

  /// What the knee of a load is told by.
  package static let knee = measures("time_to_booking p(95)")[0]

  static func measures(of product: Product = .booking, _ texts: String...) -> [Measure] {
    measures(of: product, texts)
  }

  private static func measures(of product: Product = .booking, _ texts: [String]) -> [Measure] {
    texts.map { text in
      do throws(MeasureSyntaxError) { return try Measure(parsing: text, of: product) } catch {
        preconditionFailure("\(error)")
      }
    }
  }
}
