import BookingAPI
import HubSpotAPI

/// A booking with its exam and its contact, as pages show it.
struct BookingDetails: Sendable {
  private let lists: any BookingLists
  private let client: CRMClient

  init(_ parts: DesignParts, _ client: CRMClient) {
    lists = parts[Roles.lists]
    self.client = client
  }

  /// - Throws: `.refused(.bookingNotFound)` when there is none, or it says no contact of its own.
  func booking(_ id: ObjectID) async throws(Interruption) -> OwnedBooking {
    let query = ObjectQuery(
      BookingSchema.bookings,
      .id(id),
      properties: ListedBooking.properties + [BookingSchema.Booking.contact]
    )
    guard let object = try await client.read(query, Labels.bookingRead),
      let contact = object[BookingSchema.Booking.contact].flatMap({ ObjectID($0) }),
      let found = try await lists.listed([object], client).first
    else { throw .refused(.bookingNotFound) }
    return OwnedBooking(of: contact, found)
  }
}
