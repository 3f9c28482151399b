import BookingAPI
package import HubSpotAPI
import Ports

/// Searches HubSpot for a contact's active booking on a date, and believes only what a read by id confirms.
///
/// The index lags: it may show a booking that was cancelled a moment ago, or one that its own request has since undone.
/// The visitor must not be refused for those, so a hit is read by id, which sees every write at once.
package struct ActiveBookingSearch: Sendable {
  private let ledger: IntentLedger

  package init(_ context: CoreContext) { ledger = IntentLedger(context) }

  /// - Returns: the active booking; nil when there is none.
  /// - Throws: `.failed(.busy)` when there is one that is not confirmed yet: it may still be undone.
  package func find(_ contact: ObjectID, date: String, _ client: CRMClient) async throws(Interruption) -> ObjectID? {
    let search = ObjectSearch(
      BookingSchema.bookings,
      filterGroups: [
        [
          .init(BookingSchema.Booking.contact, .equals(contact.description)),
          .init(BookingSchema.Booking.examDate, .equals(date)),
          .init(BookingSchema.Booking.status, .equals(BookingSchema.Status.active.rawValue)),
        ]
      ],
      limit: 1
    )
    guard let hit = try await client.search(search, Labels.duplicateSearch).objects.first else { return nil }
    return try await confirm(hit.id, of: contact, client)
  }

  /// - Returns: the booking if it is active, nil otherwise.
  /// - Throws: `.failed(.busy)` when the contact's unfinished request wrote it.
  private func confirm(_ id: ObjectID, of contact: ObjectID, _ client: CRMClient) async throws(Interruption)
    -> ObjectID?
  {
    guard let booking = try await read(.id(id), client), booking.isActive else { return nil }
    guard try await !ledger.isUnfinished(booking.key, of: contact) else { throw .failed(.busy) }
    return booking.id
  }

  /// A booking, and the idempotency key that wrote it.
  package struct Found: Hashable, Sendable {
    package let id: ObjectID
    package let key: String
    package let isActive: Bool
  }

  /// The booking under a key (an id, or the unique slot), active or not; nil when there is none.
  package func read(_ key: ObjectQuery.Key, _ client: CRMClient) async throws(Interruption) -> Found? {
    let query = ObjectQuery(
      BookingSchema.bookings,
      key,
      properties: [BookingSchema.Booking.status, BookingSchema.Booking.idempotencyKey]
    )
    guard let booking = try await client.read(query, Labels.bookingRead) else { return nil }
    return Found(
      id: booking.id,
      key: booking[BookingSchema.Booking.idempotencyKey] ?? "",
      isActive: booking[BookingSchema.Booking.status] == BookingSchema.Status.active.rawValue
    )
  }
}
