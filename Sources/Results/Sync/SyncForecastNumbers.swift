/// What a design would send, and how long that takes at least.
package struct SyncForecastNumbers: Hashable, Sendable, Codable {
  /// Records that are new or changed.
  package var writes: Int
  /// Records that are gone, and to be archived.
  package var archives: Int
  /// Calls when nothing fails, by what they are called.
  package var callsByLabel: [String: Int]
  /// Before the last call may go out, whoever sends it.
  package var floorSeconds: Double
  /// No less than the floor, and what the workers need one call after the other.
  package var estimateSeconds: Double
  /// What sets the time, in words: `the search limit`.
  package var bound: String
  /// How often the day's quota is used up on the way.
  package var quotasUsedUp: Int

  package init(
    writes: Int,
    archives: Int,
    callsByLabel: [String: Int],
    floorSeconds: Double,
    estimateSeconds: Double,
    bound: String,
    quotasUsedUp: Int
  ) {
    self.writes = writes
    self.archives = archives
    self.callsByLabel = callsByLabel
    self.floorSeconds = floorSeconds
    self.estimateSeconds = estimateSeconds
    self.bound = bound
    self.quotasUsedUp = quotasUsedUp
  }

  package var calls: Int { callsByLabel.values.reduce(0, +) }

  package enum CodingKeys: String, CodingKey {
    case writes, archives, bound
    case callsByLabel = "calls"
    case floorSeconds = "floor_seconds"
    case estimateSeconds = "estimate_seconds"
    case quotasUsedUp = "daily_quotas_used_up"
  }
}

/// The forecasts of several designs for one source: a dry run.
package struct SyncForecastResult: Sendable {
  package let subject: SyncSubject
  package let forecasts: [(design: String, numbers: SyncForecastNumbers)]

  /// - Parameter forecasts: at least one.
  package init(_ subject: SyncSubject, _ forecasts: [(design: String, numbers: SyncForecastNumbers)]) {
    precondition(!forecasts.isEmpty, "forecasts of no design")
    self.subject = subject
    self.forecasts = forecasts
  }
}
