package import VirtualTime

/// What a run was like while its switches stood still: from one change to the next, or to the end. What a wish came to counts
/// where the wish began, what was sent where it was sent.
package struct SwitchSpan: Hashable, Sendable, Codable {
  package let fromSeconds: Double
  package let untilSeconds: Double
  /// What is switched, `associations=queued 25 %`, in the order of the roles' names.
  package let switches: [String]
  package let offered: Int
  /// Confirmed among the wishes that could be met; nil without any.
  package let success: Double?
  /// Milliseconds; nil when there is none, or it falls among those who never got there.
  package let timeToBookingP50: Double?
  package let timeToBookingP95: Double?
  /// Requests answered 429 among those sent.
  package let share429: Double?
  /// Requests sent, divided by the confirmed wishes.
  package let callsPerBooking: Double?

  package init(_ window: Range<VirtualInstant>, _ switches: [String], of run: MeasuredRun) {
    func number(_ metric: String, _ aggregate: Aggregate) -> Double? {
      guard let metric = MetricCatalogue.booking.named(metric) else {
        preconditionFailure("there is no metric \(metric)")
      }
      return Measure(metric, Selection(window: window), aggregate).value(in: run).number
    }
    (fromSeconds, untilSeconds) = (window.lowerBound.seconds, window.upperBound.seconds)
    self.switches = switches
    offered = Int(number("offered", .count) ?? 0)
    success = number("success", .rate)
    timeToBookingP50 = number("time_to_booking", .median)
    timeToBookingP95 = number("time_to_booking", .percentile(95))
    share429 = number("share_429", .rate)
    let confirmed = number("confirmed", .count) ?? 0
    callsPerBooking = confirmed > 0 ? number("requests", .count).map { $0 / confirmed } : nil
  }

  package enum CodingKeys: String, CodingKey {
    case switches, offered
    case fromSeconds = "from_seconds"
    case untilSeconds = "until_seconds"
    case success = "success_share"
    case timeToBookingP50 = "time_to_booking_p50_ms"
    case timeToBookingP95 = "time_to_booking_p95_ms"
    case share429 = "share_429"
    case callsPerBooking = "calls_per_booking"
  }

  /// Every key is there.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(fromSeconds, forKey: .fromSeconds)
    try container.encode(untilSeconds, forKey: .untilSeconds)
    try container.encode(switches, forKey: .switches)
    try container.encode(offered, forKey: .offered)
    try container.encode(success, forKey: .success)
    try container.encode(timeToBookingP50, forKey: .timeToBookingP50)
    try container.encode(timeToBookingP95, forKey: .timeToBookingP95)
    try container.encode(share429, forKey: .share429)
    try container.encode(callsPerBooking, forKey: .callsPerBooking)
  }
}
