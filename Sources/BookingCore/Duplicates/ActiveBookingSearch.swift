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
    return try await confirm(.id(hit.id), client)
  }

  /// The active booking under a key (an id, or the unique slot); nil when there is none.
  package func confirm(_ key: ObjectQuery.Key, _ client: CRMClient) async throws(Interruption) -> ObjectID? {
    guard let booking = try await read(key, client) else { return nil }
    // A booking of a key that was never answered is somebody's unfinished work.
    guard try await ledger.isBooked(booking.key) else { throw .failed(.busy) }
    return booking.id
  }

  /// An active booking, and the idempotency key that wrote it.
  package struct Found: Hashable, Sendable {
    package let id: ObjectID
    package let key: String
  }

  package func read(_ key: ObjectQuery.Key, _ client: CRMClient) async throws(Interruption) -> Found? {
    let query = ObjectQuery(
      BookingSchema.bookings,
      key,
      properties: [BookingSchema.Booking.status, BookingSchema.Booking.idempotencyKey]
    )
    guard let booking = try await client.read(query, Labels.bookingRead),
      booking[BookingSchema.Booking.status] == BookingSchema.Status.active.rawValue
    else { return nil }
    return Found(id: booking.id, key: booking[BookingSchema.Booking.idempotencyKey] ?? "")
  }
}
