import HubSpotAPI

/// One read after the other, in the order of phase 1, section 2.2: idempotency, duplicates, exam, enrolment, contact.
package struct SequentialReads: ReadPlan {
  package enum Enrolment: Sendable {
    /// Searched for, its result not used: the call that phase 1 removes.
    case searched
    case left
  }

  private let enrolment: Enrolment

  package init(enrolment: Enrolment) { self.enrolment = enrolment }

  package func read(for work: RequestWork, _ parts: ReadParts) async throws(Interruption) -> BookingFacts {
    let (intent, client) = (work.intent, work.client)
    try await parts.idempotency.check(intent, client)
    try await parts.duplicates.check(intent.contact, date: intent.examDate, client)
    work.seatSession = try await parts.seats.begin(intent.exam, for: work)
    let exam = try await parts.exams.exam(intent.exam, client)
    if enrolment == .searched { try await searchEnrolment(intent.contact, client) }
    return BookingFacts(exam: exam, credits: try await parts.credits.balance(of: intent.contact, client))
  }

  /// The search's failure has never failed a booking ("continuing without it"), and still costs its call.
  private func searchEnrolment(_ contact: ObjectID, _ client: CRMClient) async throws(Interruption) {
    let search = ObjectSearch(
      BookingSchema.enrolments,
      filterGroups: [
        [
          .init(BookingSchema.Booking.contact, .equals(contact.description)),
          .init("enrolment_status", .equals("Registered")),
        ]
      ],
      limit: 1
    )
    do {
      _ = try await client.search(search, Labels.enrolmentSearch)
    } catch {
      if case .instanceGone = error { throw error }
    }
  }
}
