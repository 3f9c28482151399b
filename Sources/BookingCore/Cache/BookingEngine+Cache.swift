import BookingAPI
import HubSpotAPI
import Ports

// What is written is forgotten, and what is known of it then is remembered, before anybody is told.

extension BookingEngine {
  /// Carries out something that may change what is remembered of these subjects, whatever becomes of it.
  func changing<Output>(
    _ subjects: [CacheSubject],
    _ body: () async throws(Interruption) -> Output
  ) async throws(Interruption) -> Output {
    let outcome: Result<Output, Interruption>
    do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
    if case .failure(.instanceGone) = outcome { throw .instanceGone }
    try await parts[Roles.cache].forget(subjects)
    return try outcome.get()
  }

  /// Remembers a booking as it has been written; one that an earlier request has begun is read when somebody asks.
  func remember(_ booking: ObjectID, of work: RequestWork, since begunAt: Timestamp) async throws(Interruption) {
    // An exam that was remembered may be older than what has been forgotten since.
    guard let exam = work.exam, !exam.isRemembered else { return }
    let listed = ListedBooking(
      id: booking,
      exam: exam.id,
      examDate: work.intent.examDate,
      creditType: work.intent.creditType,
      isActive: true,
      capacity: exam.capacity
    )
    let owned = OwnedBooking(of: work.intent.contact, listed)
    try await parts[Roles.cache].keep(owned.record, under: .booking(booking), askedAt: begunAt)
  }
}
