import BookingAPI
import HubSpotAPI
import Ports

/// A cancellation from its check to its answer. Once the booking is marked as cancelled there is no way back: whoever
/// finds it unfinished finishes it.
struct BookingCancellation {
  private let duplicates: any DuplicateDetection
  private let seats: any SeatLedger
  private let writing: BookingWriting
  private let credits: any CreditLedger
  private let notes: any NoteWriting
  private let ledger: IntentLedger

  init(_ parts: DesignParts, _ context: CoreContext) {
    duplicates = parts[Roles.duplicates]
    seats = parts[Roles.seats]
    credits = parts[Roles.credits]
    writing = BookingWriting(parts, context)
    notes = parts[Roles.notes]
    ledger = IntentLedger(context)
  }

  func run(_ work: RequestWork) async throws(Interruption) {
    if !work.has(.writing) { try await begin(work) }
    if !work.has(.seat) {
      try await writing.cancel(for: work)
      try await seats.giveBack(for: work)
    }
    try await credits.giveBack(for: work)
    let note = try await notes.write(for: work)
    try await ledger.close(
      work.intent,
      under: work.claim,
      answer: .cancelled,
      [duplicates.forget(work.intent), note].compactMap(\.self)
    )
  }

  /// Reads the booking, and records what the following steps need to know of it.
  private func begin(_ work: RequestWork) async throws(Interruption) {
    guard let id = work.intent.booking else { preconditionFailure("a cancellation without its booking") }
    try await work.open(seats, credits)
    let names = BookingSchema.Booking.self
    let query = ObjectQuery(
      BookingSchema.bookings,
      .id(id),
      properties: [names.contact, names.exam, names.examDate, names.creditType, names.status]
    )
    guard let booking = try await work.client.read(query, Labels.bookingRead),
      booking[names.contact] == work.intent.contact.description,
      booking[names.status] == BookingSchema.Status.active.rawValue,
      let exam = booking[names.exam].flatMap({ ObjectID($0) })
    else { throw .refused(.bookingNotFound) }
    var marked = work.intent
    marked.exam = exam
    let returning = seats.expectReturn(marked)
    try await work.record {
      $0.exam = exam
      $0.examDate = booking[names.examDate] ?? ""
      $0.creditType = booking[names.creditType] ?? ""
      $0.progress.insert(.writing)
    } unless: { (store) throws(StoreError) in
      try returning(store)
      return nil
    }
  }
}
