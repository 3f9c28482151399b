import BookingAPI
import HubSpotAPI

/// A booking from its reads to its confirmation: the order of its steps, and what each leaves behind for whoever
/// resumes it.
///
/// Nothing is confirmed before one script has closed the intent, sold the seat, remembered the answer and handed over
/// what is queued. Up to there the booking can be resumed or undone; from there on it stands.
struct BookingCreation {
  private let parts: DesignParts
  private let credits: CreditLedger
  private let ledger: IntentLedger

  init(_ engine: BookingEngine) {
    parts = engine.parts
    credits = engine.credits
    ledger = engine.ledger
  }

  /// - Returns: the confirmed booking.
  func run(_ work: RequestWork) async throws(Interruption) -> ObjectID {
    let contact: HubSpotObject?
    if work.has(.seat) {
      contact = try await resume(work)
    } else {
      contact = try await begin(work)
    }
    try await parts.writing.write(for: work)
    let associations = try await parts.associations.write(for: work)
    if let session = work.seatSession {
      try await parts.seats.count(for: work, session)
      work.seatSession = nil
      try await parts.seats.end(session, for: work)
    }
    if let contact {
      try await credits.charge(.init(contact, type: work.intent.creditType), for: work)
    }
    let note = try await parts.notes.write(for: work)
    return try await confirm(work, [associations, note])
  }

  /// The reads and checks of a booking that has written nothing yet, up to the held seat.
  private func begin(_ work: RequestWork) async throws(Interruption) -> HubSpotObject {
    let facts = try await parts.reads.read(
      for: work,
      ReadParts(idempotency: parts.idempotency, duplicates: parts.duplicates, seats: parts.seats)
    )
    guard let session = work.seatSession else { preconditionFailure("the read plan did not open the seat session") }
    work.learn(facts.exam)
    guard CreditLedger.Balance(facts.contact, type: facts.exam.creditType).credits > 0 else {
      throw .refused(.noCredits)
    }
    try await parts.seats.hold(facts.exam, for: work, session)
    work.knowUnwritten(true)
    return facts.contact
  }

  /// What a half-written booking still has to know: the exam while its counter is not written, the contact while it is
  /// not charged. The checks were made when the seat was held.
  ///
  /// - Returns: the contact, if it is still to be charged.
  private func resume(_ work: RequestWork) async throws(Interruption) -> HubSpotObject? {
    if !work.has(.counted) {
      let session = try await parts.seats.begin(work.intent.exam, for: work)
      work.seatSession = session
      if parts.seats.needsExamToCount {
        try await parts.seats.hold(try await Reading.exam(work.intent.exam, work.client), for: work, session)
      }
    }
    guard !work.has(.charged) else { return nil }
    return try await Reading.contact(work.intent.contact, work.client)
  }

  private func confirm(_ work: RequestWork, _ queued: [StoreStep?]) async throws(Interruption) -> ObjectID {
    guard let booking = work.intent.booking else { preconditionFailure("a confirmation without a booking") }
    let steps = [parts.seats.sell(work.intent), parts.duplicates.remember(work.intent)] + queued
    try await ledger.close(
      work.intent,
      under: work.claim,
      answer: .booked(booking),
      steps.compactMap(\.self)
    )
    return booking
  }
}
