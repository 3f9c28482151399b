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
    Roles.admission, Roles.idempotency, Roles.reads, Roles.duplicates, Roles.exams, Roles.seats, Roles.credits,
    Roles.associations,
    Roles.notes,
  ]

  private let admission: any Admission
  private let reads: any ReadPlan
  private let checks: ReadParts
  private let seats: any SeatLedger
  private let writing: BookingWriting
  private let associations: any AssociationWriting
  private let credits: any CreditLedger
  private let notes: any NoteWriting
  private let ledger: IntentLedger

  init(_ parts: DesignParts, _ context: CoreContext) {
    admission = parts[Roles.admission]
    reads = parts[Roles.reads]
    seats = parts[Roles.seats]
    credits = parts[Roles.credits]
    checks = ReadParts(parts)
    writing = BookingWriting(parts, context)
    associations = parts[Roles.associations]
    notes = parts[Roles.notes]
    ledger = IntentLedger(context)
  }

  /// - Returns: the confirmed booking.
  func run(_ work: RequestWork) async throws(Interruption) -> ObjectID {
    let booking = AdmittedBooking(work)
    // What an earlier request has begun is finished without being asked about.
    if !work.has(.seat) { try await admission.enter(booking) }
    do {
      let booked = try await carryOut(work, booking)
      await admission.leave(booking)
      return booked
    } catch {
      await admission.leave(booking)
      throw error
    }
  }

  private func carryOut(_ work: RequestWork, _ booking: AdmittedBooking) async throws(Interruption) -> ObjectID {
    let balance: CreditBalance?
    if work.has(.seat) {
      balance = try await resume(work)
    } else {
      balance = try await begin(work)
    }
    await admission.write(booking)
    try await writing.write(for: work)
    let associations = try await associations.write(for: work)
    if let session = work.seatSession {
      try await seats.count(for: work, session)
      work.seatSession = nil
      try await seats.end(session, for: work)
    }
    let charge = try await credits.charge(balance, for: work)
    let note = try await notes.write(for: work)
    return try await confirm(work, [charge, associations, note])
  }

  /// The reads and checks of a booking that has written nothing yet, up to the held seat.
  private func begin(_ work: RequestWork) async throws(Interruption) -> CreditBalance {
    try await work.open(seats, credits)
    let facts = try await reads.read(for: work, checks)
    guard let session = work.seatSession else { preconditionFailure("the read plan did not open the seat session") }
    work.learn(facts.exam)
    guard facts.credits.credits(of: facts.exam.creditType) > 0 else { throw .refused(.noCredits) }
    try await seats.hold(facts.exam, for: work, session)
    work.knowUnwritten(true)
    return facts.credits
  }

  /// What a half-written booking still has to know: the exam while its counter is not written, the credits while they are
  /// not charged. The checks were made when the seat was held.
  ///
  /// - Returns: what the contact has, if it is still to be charged and the ledger needs that.
  private func resume(_ work: RequestWork) async throws(Interruption) -> CreditBalance? {
    if !work.has(.counted) {
      let session = try await seats.begin(work.intent.exam, for: work)
      work.seatSession = session
      if seats.needsExamToCount {
        try await seats.hold(try await Reading.exam(work.intent.exam, work.client), for: work, session)
      }
    }
    guard credits.needsBalanceToCharge, !work.has(.charged) else { return nil }
    return try await credits.balance(of: work.intent.contact, work.client)
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
