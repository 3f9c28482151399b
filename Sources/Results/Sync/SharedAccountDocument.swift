/// A shared account as a document: what JSON says of it. Every key is always there.
package struct SharedAccountDocument: Encodable {
  private let result: SharedAccountResult

  package init(_ result: SharedAccountResult) { self.result = result }

  private enum CodingKeys: String, CodingKey {
    case scenario, bookings, records, limits, seeds, rows, sound, reserve
    case scenarioHash = "scenario_hash"
    case bookingsHash = "bookings_hash"
    case dailyLimit = "daily_limit"
    case firstSeed = "first_seed"
    case modelRevision = "model_revision"
  }

  package func encode(to encoder: any Encoder) throws {
    let subject = result.subject
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(subject.scenario, forKey: .scenario)
    try container.encode(subject.scenarioHash, forKey: .scenarioHash)
    try container.encode(subject.bookings, forKey: .bookings)
    try container.encode(subject.bookingsHash, forKey: .bookingsHash)
    try container.encode(subject.records, forKey: .records)
    try container.encode(subject.reserve, forKey: .reserve)
    try container.encode(subject.limits, forKey: .limits)
    try container.encode(subject.dailyLimit, forKey: .dailyLimit)
    try container.encode(result.firstSeed, forKey: .firstSeed)
    try container.encode(result.seeds, forKey: .seeds)
    try container.encode(result.modelRevision, forKey: .modelRevision)
    try container.encode(result.isSound, forKey: .sound)
    try container.encode(result.rows.map(Row.init), forKey: .rows)
  }

  private struct Row: Encodable {
    let row: SharedAccountRow

    private enum CodingKeys: String, CodingKey {
      case bookings, sync, sharing, digest
      case success = "success_share"
      case timeToBookingP50 = "time_to_booking_p50_ms"
      case timeToBookingP95 = "time_to_booking_p95_ms"
      case bookingCalls = "booking_calls"
      case bookingRefused = "booking_429"
      case syncSeconds = "sync_seconds"
      case syncCalls = "sync_calls"
      case syncRefused = "sync_429"
      case deadLetters = "dead_letters"
      case unsoundSeeds = "unsound_seeds"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(row.bookings, forKey: .bookings)
      try container.encode(row.sync, forKey: .sync)
      try container.encode(row.sharing, forKey: .sharing)
      try container.encode(row.digest, forKey: .digest)
      let (bookings, syncs) = (row.bookingNumbers, row.syncNumbers)
      try container.encode(row.median(bookings, \.successShare), forKey: .success)
      try container.encode(row.median(bookings, \.timeToBookingP50), forKey: .timeToBookingP50)
      try container.encode(row.median(bookings, \.timeToBookingP95), forKey: .timeToBookingP95)
      try container.encode(row.median(bookings) { Double($0.calls) }, forKey: .bookingCalls)
      try container.encode(row.median(bookings) { Double($0.refused) }, forKey: .bookingRefused)
      try container.encode(row.median(syncs, \.seconds), forKey: .syncSeconds)
      try container.encode(row.median(syncs) { Double($0.calls) }, forKey: .syncCalls)
      try container.encode(row.median(syncs) { Double($0.refused) }, forKey: .syncRefused)
      try container.encode(row.median(syncs) { Double($0.deadLetters) }, forKey: .deadLetters)
      try container.encode(row.unsoundSeeds, forKey: .unsoundSeeds)
    }
  }
}
