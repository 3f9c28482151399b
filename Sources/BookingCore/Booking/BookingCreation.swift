import BookingAPI
import Composition
import HubSpotAPI

/// A booking from its reads to its confirmation: the order of its steps, and what each leaves behind for whoever
/// resumes it.
///
/// Nothing is confirmed before one script has closed the intent, sold the seat, remembered the answer and handed over
/// what is queued. Up to there the booking can be resumed or undone; from there on it stands.
struct BookingCreation {
  /// What a booking is put together from. A flow lists the roles that it uses, and with it they can be named.
  static let roles: [any RoleRow<CoreContext>] = [
    Roles.idempotency, Roles.reads, Roles.duplicates, Roles.seats, Roles.associations, Roles.notes,
  ]

  private let reads: any ReadPlan
  private let checks: ReadParts
  private let seats: any SeatLedger
  private let writing: BookingWriting
  private let associations: any AssociationWriting
  private let credits = CreditLedger()
  private let notes: any NoteWriting
  private let ledger: IntentLedger

  init(_ parts: DesignParts, _ context: CoreContext) {
    reads = parts[Roles.reads]
    seats = parts[Roles.seats]
    checks = ReadParts(idempotency: parts[Roles.idempotency], duplicates: parts[Roles.duplicates], seats: seats)
    writing = BookingWriting(context)
    associations = parts[Roles.associations]
    notes = parts[Roles.notes]
    ledger = IntentLedger(context)
  }

  /// - Returns: the confirmed booking.
  func run(_ work: RequestWork) async throws(Interruption) -> ObjectID {
    let contact: HubSpotObject?
    if work.has(.seat) {
      contact = try await resume(work)
    } else {
      contact = try await begin(work)
    }
    try await writing.write(for: work)
    let associations = try await associations.write(for: work)
    if let session = work.seatSession {
      try await seats.count(for: work, session)
      work.seatSession = nil
      try await seats.end(session, for: work)
    }
    if let contact {
      try await credits.charge(.init(contact, type: work.intent.creditType), for: work)
    }
    let note = try await notes.write(for: work)
    return try await confirm(work, [associations, note])
  }

  /// The reads and checks of a booking that has written nothing yet, up to the held seat.
  private func begin(_ work: RequestWork) async throws(Interruption) -> HubSpotObject {
    let facts = try await reads.read(for: work, checks)
    guard let session = work.seatSession else { preconditionFailure("the read plan did not open the seat session") }
    work.learn(facts.exam)
    guard CreditLedger.Balance(facts.contact, type: facts.exam.creditType).credits > 0 else {
      throw .refused(.noCredits)
    }
    try await seats.hold(facts.exam, for: work, session)
    work.knowUnwritten(true)
    return facts.contact
  }

  /// What a half-written booking still has to know: the exam while its counter is not written, the contact while it is
  /// not charged. The checks were made when the seat was held.
  ///
  /// - Returns: the contact, if it is still to be charged.
  private func resume(_ work: RequestWork) async throws(Interruption) -> HubSpotObject? {
    if !work.has(.counted) {
      let session = try await seats.begin(work.intent.exam, for: work)
      work.seatSession = session
      if seats.needsExamToCount {
        try await seats.hold(try await Reading.exam(work.intent.exam, work.client), for: work, session)
      }
    }
    guard !work.has(.charged) else { return nil }
    return try await Reading.contact(work.intent.contact, work.client)
  }

  private func confirm(_ work: RequestWork, _ queued: [StoreStep?]) async throws(Interruption) -> ObjectID {
    guard let booking = work.intent.booking else { preconditionFailure("a confirmation without a booking") }
    let steps = [seats.sell(work.intent), checks.duplicates.remember(work.intent)] + queued
    try await ledger.close(
      work.intent,
      under: work.claim,
      answer: .booked(booking),
      steps.compactMap(\.self)
    )
    return booking
  }
}
