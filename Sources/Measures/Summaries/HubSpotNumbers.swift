/// Requests per confirmed booking, of those that were sent until all that the confirmed bookings lead to stood in HubSpot:
/// what instances do after that, when they are idle, is not counted. nil without a booking.
package struct EffectiveCalls: Hashable, Sendable, Codable {
  /// Somebody waited for the answer.
  package var foreground: Double?
  /// Jobs and the recovery.
  package var background: Double?

  package init(foreground: Double? = nil, background: Double? = nil) {
    self.foreground = foreground
    self.background = background
  }

  package var total: Double? { foreground.flatMap { foreground in background.map { foreground + $0 } } }

  package enum CodingKeys: String, CodingKey { case foreground, background }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(foreground, forKey: .foreground)
    try container.encode(background, forKey: .background)
  }
}

/// What a run asked of HubSpot, and what HubSpot granted.
package struct HubSpotNumbers: Sendable, Codable {
  package var total: CallNumbers
  package var byLabel: [String: CallNumbers]
  /// Requests of visitors' own requests.
  package var foregroundSent: Int
  /// Requests of background jobs.
  package var backgroundSent: Int
  /// Requests of the recovery.
  package var recoverySent: Int
  /// Logical calls that were still refused after the last retry.
  package var logicalFailures: Int
  /// Requests sent per confirmed booking; nil without one.
  package var callsPerBooking: Double?
  package var foregroundCallsPerBooking: Double?
  package var effectiveCalls: EffectiveCalls
  package var peaks: [PeakNumbers]
  /// How full the windows of the limits were over time.
  package var windowsPerSecond: [WindowNumbers]
  /// 429s of each second, by policy.
  package var refusalsByPolicyPerSecond: [String: SecondSeries]
  /// 429s of each second, by call.
  package var refusalsByLabelPerSecond: [String: SecondSeries]

  package init(
    total: CallNumbers,
    byLabel: [String: CallNumbers],
    foregroundSent: Int,
    backgroundSent: Int,
    recoverySent: Int,
    logicalFailures: Int,
    callsPerBooking: Double?,
    foregroundCallsPerBooking: Double?,
    effectiveCalls: EffectiveCalls = EffectiveCalls(),
    peaks: [PeakNumbers],
    windowsPerSecond: [WindowNumbers],
    refusalsByPolicyPerSecond: [String: SecondSeries],
    refusalsByLabelPerSecond: [String: SecondSeries]
  ) {
    self.total = total
    self.byLabel = byLabel
    self.foregroundSent = foregroundSent
    self.backgroundSent = backgroundSent
    self.recoverySent = recoverySent
    self.logicalFailures = logicalFailures
    self.callsPerBooking = callsPerBooking
    self.foregroundCallsPerBooking = foregroundCallsPerBooking
    self.effectiveCalls = effectiveCalls
    self.peaks = peaks
    self.windowsPerSecond = windowsPerSecond
    self.refusalsByPolicyPerSecond = refusalsByPolicyPerSecond
    self.refusalsByLabelPerSecond = refusalsByLabelPerSecond
  }

  /// 429s of each second, up to the last one with any.
  package var refusedPerSecond: [Int] {
    let series = refusalsByPolicyPerSecond.values.map(\.counts)
    return (0..<(series.map(\.count).max() ?? 0)).map { second in
      series.reduce(0) { $0 + (second < $1.count ? $1[second] : 0) }
    }
  }

  package enum CodingKeys: String, CodingKey {
    case total, peaks
    case byLabel = "by_call"
    case foregroundSent = "sent_by_visitors"
    case backgroundSent = "sent_by_jobs"
    case recoverySent = "sent_by_recovery"
    case logicalFailures = "logical_failures"
    case callsPerBooking = "calls_per_booking"
    case foregroundCallsPerBooking = "visitor_calls_per_booking"
    case effectiveCalls = "effective_calls_per_booking"
    case windowsPerSecond = "windows_per_second"
    case refusalsByPolicyPerSecond = "refusals_by_policy_per_second"
    case refusalsByLabelPerSecond = "refusals_by_call_per_second"
  }

  /// What there is nothing of is written as null, so that every key is always there.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(total, forKey: .total)
    try container.encode(byLabel, forKey: .byLabel)
    try container.encode(foregroundSent, forKey: .foregroundSent)
    try container.encode(backgroundSent, forKey: .backgroundSent)
    try container.encode(recoverySent, forKey: .recoverySent)
    try container.encode(logicalFailures, forKey: .logicalFailures)
    try container.encode(callsPerBooking, forKey: .callsPerBooking)
    try container.encode(foregroundCallsPerBooking, forKey: .foregroundCallsPerBooking)
    try container.encode(effectiveCalls, forKey: .effectiveCalls)
    try container.encode(peaks, forKey: .peaks)
    try container.encode(windowsPerSecond, forKey: .windowsPerSecond)
    try container.encode(refusalsByPolicyPerSecond, forKey: .refusalsByPolicyPerSecond)
    try container.encode(refusalsByLabelPerSecond, forKey: .refusalsByLabelPerSecond)
  }
}
