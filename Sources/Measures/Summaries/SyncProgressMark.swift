/// How far a sync was, and what was told then of the time left.
package struct SyncProgressMark: Hashable, Sendable, Encodable {
  /// Of the records that the sync had to do with, from 0.1 to 1.
  package let share: Double
  package let atSeconds: Double
  /// At the pace so far.
  package let secondsLeftTold: Double?
  /// Until the work was done.
  package let secondsLeft: Double

  package init(share: Double, atSeconds: Double, secondsLeftTold: Double?, secondsLeft: Double) {
    self.share = share
    self.atSeconds = atSeconds
    self.secondsLeftTold = secondsLeftTold
    self.secondsLeft = secondsLeft
  }

  package enum CodingKeys: String, CodingKey {
    case share
    case atSeconds = "at_seconds"
    case secondsLeftTold = "seconds_left_told"
    case secondsLeft = "seconds_left"
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(share, forKey: .share)
    try container.encode(atSeconds, forKey: .atSeconds)
    try container.encode(secondsLeftTold, forKey: .secondsLeftTold)
    try container.encode(secondsLeft, forKey: .secondsLeft)
  }
}

/// A file that came while the nightly one was under way, or after it.
package struct SyncUrgentFile: Hashable, Sendable, Encodable {
  package let arrivedAtSeconds: Double
  package let records: Int
  /// A lower number goes first; the nightly file has 1.
  package let priority: Int
  /// From its arrival until HubSpot had acknowledged its last record, or that was given up; nil when that never came.
  package let settledAfterSeconds: Double?

  package init(arrivedAtSeconds: Double, records: Int, priority: Int, settledAfterSeconds: Double?) {
    self.arrivedAtSeconds = arrivedAtSeconds
    self.records = records
    self.priority = priority
    self.settledAfterSeconds = settledAfterSeconds
  }

  package enum CodingKeys: String, CodingKey {
    case records, priority
    case arrivedAtSeconds = "arrived_at_seconds"
    case settledAfterSeconds = "settled_after_seconds"
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(arrivedAtSeconds, forKey: .arrivedAtSeconds)
    try container.encode(records, forKey: .records)
    try container.encode(priority, forKey: .priority)
    try container.encode(settledAfterSeconds, forKey: .settledAfterSeconds)
  }
}
