/// What became of the bookings that visitors wished for.
package struct BookingNumbers: Hashable, Sendable, Codable {
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
  /// Wishes whose visitors took their request out of the queue.
  package var withdrawn = 0
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
    let possible = offered - refusedLawfully - withdrawn
    return possible > 0 ? Double(count) / Double(possible) : nil
  }

  package enum CodingKeys: String, CodingKey {
    case visitors, offered, confirmed, refused, failed, abandoned, withdrawn, attempts, cancelled, recovered
    case confirmedAtFirstAttempt = "confirmed_at_first_attempt"
    case refusedLawfully = "refused_lawfully"
    case inFlight = "in_flight"
    case failedAttempts = "failed_attempts"
    case cancellationsRefused = "cancellations_refused"
    case cancellationsAbandoned = "cancellations_abandoned"
  }

  /// What is computed from the others: written for readers of the JSON, and not read back.
  private enum DerivedKeys: String, CodingKey {
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
    try container.encode(withdrawn, forKey: .withdrawn)
    try container.encode(inFlight, forKey: .inFlight)
    try container.encode(failedAttempts, forKey: .failedAttempts)
    try container.encode(attempts, forKey: .attempts)
    try container.encode(cancelled, forKey: .cancelled)
    try container.encode(cancellationsRefused, forKey: .cancellationsRefused)
    try container.encode(cancellationsAbandoned, forKey: .cancellationsAbandoned)
    try container.encode(recovered, forKey: .recovered)
    var derived = encoder.container(keyedBy: DerivedKeys.self)
    try derived.encode(successShare, forKey: .success)
    try derived.encode(firstAttemptSuccessShare, forKey: .firstAttemptSuccess)
  }
}
