/// Everything that a report says about one run: plain numbers, in stable order, with the unit in the key.
package struct RunSummary: Sendable, Encodable {
  package var scenario: String
  package var scenarioHash: String
  package var design: String
  package var seed: UInt64
  package var instances: Int
  package var modelRevision: Int
  package var digest: String
  package var replay: String
  /// When the last visitor had left and every queue was empty.
  package var endedAtSeconds: Double
  package var isConverged: Bool
  /// What was left when the run was ended unconverged.
  package var leftovers: [String]
  package var bookings: BookingNumbers
  package var latency: LatencyNumbers
  package var hubSpot: HubSpotNumbers
  package var store: StoreNumbers
  package var queues: [QueueNumbers]
  package var jobs: [JobNumbers]
  package var alerts: [AlertRecord]
  package var audit: [AuditFinding]

  package init(
    scenario: String,
    scenarioHash: String,
    design: String,
    seed: UInt64,
    instances: Int,
    modelRevision: Int,
    digest: String,
    replay: String,
    endedAtSeconds: Double,
    isConverged: Bool,
    leftovers: [String],
    bookings: BookingNumbers,
    latency: LatencyNumbers,
    hubSpot: HubSpotNumbers,
    store: StoreNumbers,
    queues: [QueueNumbers],
    jobs: [JobNumbers],
    alerts: [AlertRecord],
    audit: [AuditFinding]
  ) {
    self.scenario = scenario
    self.scenarioHash = scenarioHash
    self.design = design
    self.seed = seed
    self.instances = instances
    self.modelRevision = modelRevision
    self.digest = digest
    self.replay = replay
    self.endedAtSeconds = endedAtSeconds
    self.isConverged = isConverged
    self.leftovers = leftovers
    self.bookings = bookings
    self.latency = latency
    self.hubSpot = hubSpot
    self.store = store
    self.queues = queues
    self.jobs = jobs
    self.alerts = alerts
    self.audit = audit
  }

  /// Nothing lost, nothing doubled, nothing left over.
  package var isSound: Bool { audit.isEmpty && isConverged }

  package enum CodingKeys: String, CodingKey {
    case scenario, design, seed, instances, digest, replay, leftovers, bookings, store, queues, jobs, alerts, audit
    case scenarioHash = "scenario_hash"
    case modelRevision = "model_revision"
    case endedAtSeconds = "ended_at_seconds"
    case isConverged = "converged"
    case latency
    case hubSpot = "hubspot"
  }
}

/// What became of the bookings that visitors wished for.
package struct BookingNumbers: Hashable, Sendable, Encodable {
  package var visitors = 0
  /// Wishes for a booking.
  package var offered = 0
  package var confirmed = 0
  package var confirmedAtFirstAttempt = 0
  /// Wishes that ended in a refusal, by its code.
  package var refused: [String: Int] = [:]
  /// Of the refused ones, those that the audit found lawful.
  package var refusedLawfully = 0
  /// Wishes that ended in a failure, their visitors not coming back at all.
  package var failed = 0
  /// Wishes given up after the last come-back.
  package var abandoned = 0
  package var inFlight = 0
  /// Requests that failed, by code; a visitor can have several.
  package var failedAttempts: [String: Int] = [:]
  package var attempts = 0
  package var cancelled = 0
  package var cancellationsRefused = 0
  package var cancellationsAbandoned = 0
  package var recovered: [String: Int] = [:]

  package init() {}

  /// Confirmed among those who could be; nil when nobody could.
  package var successShare: Double? { share(of: confirmed) }

  package var firstAttemptSuccessShare: Double? { share(of: confirmedAtFirstAttempt) }

  private func share(of count: Int) -> Double? {
    let possible = offered - refusedLawfully
    return possible > 0 ? Double(count) / Double(possible) : nil
  }

  package enum CodingKeys: String, CodingKey {
    case visitors, offered, confirmed, refused, failed, abandoned, attempts, cancelled, recovered
    case confirmedAtFirstAttempt = "confirmed_at_first_attempt"
    case refusedLawfully = "refused_lawfully"
    case inFlight = "in_flight"
    case failedAttempts = "failed_attempts"
    case cancellationsRefused = "cancellations_refused"
    case cancellationsAbandoned = "cancellations_abandoned"
    case success = "success_share"
    case firstAttemptSuccess = "first_attempt_success_share"
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(visitors, forKey: .visitors)
    try container.encode(offered, forKey: .offered)
    try container.encode(confirmed, forKey: .confirmed)
    try container.encode(confirmedAtFirstAttempt, forKey: .confirmedAtFirstAttempt)
    try container.encode(refused, forKey: .refused)
    try container.encode(refusedLawfully, forKey: .refusedLawfully)
    try container.encode(failed, forKey: .failed)
    try container.encode(abandoned, forKey: .abandoned)
    try container.encode(inFlight, forKey: .inFlight)
    try container.encode(failedAttempts, forKey: .failedAttempts)
    try container.encode(attempts, forKey: .attempts)
    try container.encode(cancelled, forKey: .cancelled)
    try container.encode(cancellationsRefused, forKey: .cancellationsRefused)
    try container.encode(cancellationsAbandoned, forKey: .cancellationsAbandoned)
    try container.encode(recovered, forKey: .recovered)
    try container.encode(successShare, forKey: .success)
    try container.encode(firstAttemptSuccessShare, forKey: .firstAttemptSuccess)
  }
}

/// Latencies, in milliseconds.
package struct LatencyNumbers: Hashable, Sendable, Encodable {
  /// From the intended sending of a request to its answer.
  package var responseAll: LatencySummary
  package var responseConfirmed: LatencySummary
  package var responseRefused: LatencySummary
  package var responseFailed: LatencySummary
  /// From the first intended request to the confirmation; those who never got one count as never.
  package var timeToBooking: LatencySummary
  /// From the confirmation to the last association's visibility in HubSpot; 0 when it was there before.
  package var associationDelay: LatencySummary
  /// From the confirmation to the note's visibility in HubSpot; 0 when it was there before.
  package var noteDelay: LatencySummary

  package init(
    responseAll: LatencySummary,
    responseConfirmed: LatencySummary,
    responseRefused: LatencySummary,
    responseFailed: LatencySummary,
    timeToBooking: LatencySummary,
    associationDelay: LatencySummary,
    noteDelay: LatencySummary
  ) {
    self.responseAll = responseAll
    self.responseConfirmed = responseConfirmed
    self.responseRefused = responseRefused
    self.responseFailed = responseFailed
    self.timeToBooking = timeToBooking
    self.associationDelay = associationDelay
    self.noteDelay = noteDelay
  }

  package enum CodingKeys: String, CodingKey {
    case responseAll = "response_time_all"
    case responseConfirmed = "response_time_confirmed"
    case responseRefused = "response_time_refused"
    case responseFailed = "response_time_failed"
    case timeToBooking = "time_to_booking"
    case associationDelay = "association_delay"
    case noteDelay = "note_delay"
  }
}

/// What the store was used for.
package struct StoreNumbers: Hashable, Sendable, Encodable {
  package var commands: Int
  package var keys: Int
  package var usedMemoryBytes: Int

  package init(commands: Int, keys: Int, usedMemoryBytes: Int) {
    self.commands = commands
    self.keys = keys
    self.usedMemoryBytes = usedMemoryBytes
  }

  package enum CodingKeys: String, CodingKey {
    case commands
    case keys = "keys_at_end"
    case usedMemoryBytes = "used_memory_at_end_bytes"
  }
}

package struct QueueNumbers: Hashable, Sendable, Encodable {
  package var name: String
  package var longest: Int
  package var lengthAtEnd: Int

  package init(name: String, longest: Int, lengthAtEnd: Int) {
    self.name = name
    self.longest = longest
    self.lengthAtEnd = lengthAtEnd
  }

  package enum CodingKeys: String, CodingKey {
    case name
    case longest = "longest_items"
    case lengthAtEnd = "at_end_items"
  }
}

package struct JobNumbers: Hashable, Sendable, Encodable {
  package var name: String
  package var passes: Int
  package var passesWithWork: Int

  package init(name: String, passes: Int, passesWithWork: Int) {
    self.name = name
    self.passes = passes
    self.passesWithWork = passesWithWork
  }

  package enum CodingKeys: String, CodingKey {
    case name, passes
    case passesWithWork = "passes_with_work"
  }
}

package struct AlertRecord: Hashable, Sendable, Encodable {
  package var atSeconds: Double
  package var severity: String
  package var name: String
  package var value: Int
  package var threshold: Int

  package init(atSeconds: Double, severity: String, name: String, value: Int, threshold: Int) {
    self.atSeconds = atSeconds
    self.severity = severity
    self.name = name
    self.value = value
    self.threshold = threshold
  }

  package enum CodingKeys: String, CodingKey {
    case atSeconds = "at_seconds"
    case severity, name, value, threshold
  }
}
