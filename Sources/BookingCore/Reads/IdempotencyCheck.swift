import BookingAPI
package import Composition
import HubSpotAPI
import Ports

/// Looks whether a key has been booked before, beyond what the claim on the intent has already answered.
package protocol IdempotencyCheck: Sendable {
  /// - Throws: `.alreadyBooked` when it has.
  func check(_ intent: Intent, _ client: CRMClient) async throws(Interruption)
}

extension Roles {
  /// Looks whether a key has been booked before.
  package static let idempotency = Role<CoreContext, any IdempotencyCheck>("idempotency", [.search, .store])
}

extension Part where Context == CoreContext, Service == any IdempotencyCheck {
  package static var search: Self { Part("search") { SearchIdempotencyCheck($0) } }
  package static var store: Self { Part("store") { _ in StoreIdempotencyCheck() } }
}

/// Asks HubSpot's search (baseline and phase 1). The store's record of answers comes first and is never behind the
/// index; what the search adds is a booking whose answer the store has lost.
package struct SearchIdempotencyCheck: IdempotencyCheck {
  private let search: ActiveBookingSearch

  package init(_ context: CoreContext) { search = ActiveBookingSearch(context) }

  package func check(_ intent: Intent, _ client: CRMClient) async throws(Interruption) {
    let search = ObjectSearch(
      BookingSchema.bookings,
      filterGroups: [
        [
          .init(BookingSchema.Booking.idempotencyKey, .equals(intent.key.text)),
          .init(BookingSchema.Booking.contact, .equals(intent.contact.description)),
        ]
      ],
      properties: [BookingSchema.Booking.status],
      limit: 1
    )
    guard let hit = try await client.search(search, Labels.idempotencySearch).objects.first,
      hit[BookingSchema.Booking.status] == BookingSchema.Status.active.rawValue
    else { return }
    guard let booking = try await self.search.read(.id(hit.id), client), booking.isActive else { return }
    throw .alreadyBooked(booking.id)
  }
}

/// The store's record of answers is enough (phase 2): no call.
package struct StoreIdempotencyCheck: IdempotencyCheck {
  package init() {}

  package func check(_ intent: Intent, _ client: CRMClient) async throws(Interruption) {}
}
