/// What a run asked of HubSpot, and what HubSpot granted.
package struct HubSpotNumbers: Sendable, Encodable {
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
  package var peaks: [PeakNumbers]
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
    peaks: [PeakNumbers],
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
    self.peaks = peaks
    self.refusalsByPolicyPerSecond = refusalsByPolicyPerSecond
    self.refusalsByLabelPerSecond = refusalsByLabelPerSecond
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
    try container.encode(peaks, forKey: .peaks)
    try container.encode(refusalsByPolicyPerSecond, forKey: .refusalsByPolicyPerSecond)
    try container.encode(refusalsByLabelPerSecond, forKey: .refusalsByLabelPerSecond)
  }
}

/// The numbers of one kind of call, or of all.
package struct CallNumbers: Sendable, Encodable {
  package var sent: Int
  package var admitted: Int
  package var logical: Int
  package var refused: Int
  package var refusedByPolicy: [String: Int]
  package var errorsByStatus: [String: Int]
  package var time: LatencySummary

  package init(_ statistics: CallStatistics) {
    sent = statistics.sent
    admitted = statistics.admitted
    logical = statistics.logical
    refused = statistics.refused
    refusedByPolicy = statistics.refusedByPolicy
    errorsByStatus = Dictionary(uniqueKeysWithValues: statistics.errorsByStatus.map { (String($0), $1) })
    time = statistics.time.summary()
  }

  /// 429s among requests sent; nil when none was sent.
  package var share429: Double? { sent > 0 ? Double(refused) / Double(sent) : nil }

  package enum CodingKeys: String, CodingKey {
    case sent, admitted, logical, refused, time
    case refusedByPolicy = "refused_by_policy"
    case errorsByStatus = "errors_by_status"
    case share429 = "share_429"
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sent, forKey: .sent)
    try container.encode(admitted, forKey: .admitted)
    try container.encode(logical, forKey: .logical)
    try container.encode(refused, forKey: .refused)
    try container.encode(refusedByPolicy, forKey: .refusedByPolicy)
    try container.encode(errorsByStatus, forKey: .errorsByStatus)
    try container.encode(time, forKey: .time)
    try container.encode(share429, forKey: .share429)
  }
}

/// The busiest window of one limit.
package struct PeakNumbers: Hashable, Sendable, Encodable {
  /// `ten_second`, `search`, `burst`, `all_per_ten_seconds`.
  package var bucket: String
  package var windowSeconds: Double
  /// nil when there is no such limit.
  package var limit: Int?
  /// Most requests sent in any window, refused ones included.
  package var sent: Int
  /// Most requests admitted in any window.
  package var admitted: Int
  /// Most requests in any window if nothing were refused: the need, without retries. nil when it was not asked for.
  package var demanded: Int?

  package init(bucket: String, windowSeconds: Double, limit: Int?, sent: Int, admitted: Int, demanded: Int? = nil) {
    self.bucket = bucket
    self.windowSeconds = windowSeconds
    self.limit = limit
    self.sent = sent
    self.admitted = admitted
    self.demanded = demanded
  }

  package enum CodingKeys: String, CodingKey {
    case bucket, limit, sent, admitted, demanded
    case windowSeconds = "window_seconds"
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(bucket, forKey: .bucket)
    try container.encode(windowSeconds, forKey: .windowSeconds)
    try container.encode(limit, forKey: .limit)
    try container.encode(sent, forKey: .sent)
    try container.encode(admitted, forKey: .admitted)
    try container.encode(demanded, forKey: .demanded)
  }
}
