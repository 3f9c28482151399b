import BookingAPI
import HubSpotAPI

/// Writes the booking object, once: HubSpot itself refuses a second active booking of the same contact and date, and a
/// create whose outcome was not known is found again that way.
package struct BookingWriting: Sendable {
  private let search: ActiveBookingSearch
  private let associations: any AssociationWriting
  private let exams: any ExamDetails
  private let credits: any CreditLedger

  init(_ parts: DesignParts, _ context: CoreContext) {
    search = ActiveBookingSearch(context)
    associations = parts[Roles.associations]
    exams = parts[Roles.exams]
    credits = parts[Roles.credits]
  }

  /// Writes the booking of `work`'s intent, or finds the one that an earlier request has written for it.
  ///
  /// - Throws: `.refused(.duplicateBooking)` when the contact has another active booking on the date.
  package func write(for work: RequestWork) async throws(Interruption) {
    guard work.intent.booking == nil else { return }
    let booking =
      switch try await create(for: work) {
      case .created(let id): id
      case .conflict: try await find(work)
      case .rejected:
        // What is remembered of exam and contact may be past: the next try asks again.
        await exams.doubt(work.intent.exam)
        try await credits.doubt(work.intent.contact)
        throw .failed(.crmUnavailable)
      }
    try await work.record { $0.booking = booking }
  }

  /// A create that HubSpot has refused had no effect: nobody has to look for its booking.
  private func create(for work: RequestWork) async throws(Interruption) -> CRMClient.Creation {
    let wasUnwritten = work.isKnownUnwritten
    work.knowUnwritten(false)
    do {
      let input = input(work.intent)
      let creation = try await work.client.create(input, Labels.bookingCreate)
      if case .created = creation, !input.associations.isEmpty { work.knowAssociatedInline() }
      if creation == .rejected { work.knowUnwritten(wasUnwritten) }
      return creation
    } catch {
      if error == .failed(.crmUnavailable) { work.knowUnwritten(wasUnwritten) }
      throw error
    }
  }

  /// Takes the booking of an unfinished intent out of HubSpot again.
  package func undo(for work: RequestWork) async throws(Interruption) {
    guard work.has(.writing) else { return }
    let written =
      if let known = work.intent.booking { known } else { try await findOwn(work) }
    if let written {
      try await work.client.archive(ObjectReference(BookingSchema.bookings, written), Labels.bookingArchive)
    }
    try await work.record {
      $0.booking = nil
      $0.progress.remove(.writing)
    }
  }

  /// Marks a booking as cancelled and frees its slot.
  package func cancel(for work: RequestWork) async throws(Interruption) {
    guard let booking = work.intent.booking else { preconditionFailure("a cancellation without its booking") }
    // A booking that somebody has archived meanwhile is cancelled enough.
    _ = try await work.client.update(
      ObjectReference(BookingSchema.bookings, booking),
      [
        Property(BookingSchema.Booking.status, BookingSchema.Status.cancelled.rawValue),
        Property(BookingSchema.Booking.activeSlot, ""),
      ],
      Labels.bookingUpdate
    )
  }

  private func find(_ work: RequestWork) async throws(Interruption) -> ObjectID {
    guard let found = try await search.read(Self.slot(work.intent), work.client) else {
      // The slot was taken a moment ago and is free again: the next try will get it.
      throw .failed(.busy)
    }
    guard found.isActive else {
      // Cancelled by hand, which leaves the slot taken: freed here, for the next try.
      let slot = Property(BookingSchema.Booking.activeSlot, "")
      _ = try await work.client.update(
        ObjectReference(BookingSchema.bookings, found.id),
        [slot],
        Labels.bookingUpdate
      )
      throw .failed(.busy)
    }
    if found.key == work.intent.key.text { return found.id }
    // The slot is another booking's, so ours was not written.
    try await work.record { $0.progress.remove(.writing) }
    throw .refused(.duplicateBooking)
  }

  private func findOwn(_ work: RequestWork) async throws(Interruption) -> ObjectID? {
    guard let found = try await search.read(Self.slot(work.intent), work.client) else { return nil }
    return found.key == work.intent.key.text ? found.id : nil
  }

  private static func slot(_ intent: Intent) -> ObjectQuery.Key {
    .unique(
      property: BookingSchema.Booking.activeSlot,
      value: BookingSchema.activeSlot(contact: intent.contact, date: intent.examDate)
    )
  }

  private func input(_ intent: Intent) -> ObjectInput {
    ObjectInput(
      BookingSchema.bookings,
      properties: [
        Property(BookingSchema.Booking.contact, intent.contact.description),
        Property(BookingSchema.Booking.exam, intent.exam.description),
        Property(BookingSchema.Booking.examDate, intent.examDate),
        Property(BookingSchema.Booking.creditType, intent.creditType),
        Property(BookingSchema.Booking.status, BookingSchema.Status.active.rawValue),
        Property(BookingSchema.Booking.idempotencyKey, intent.key.text),
        Property(
          BookingSchema.Booking.activeSlot,
          BookingSchema.activeSlot(contact: intent.contact, date: intent.examDate)
        ),
      ],
      associations: associations.inline(intent)
    )
  }
}
