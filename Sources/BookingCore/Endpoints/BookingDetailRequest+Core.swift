import BookingAPI
import HubSpotAPI
import Ports

extension BookingDetailRequest: AnsweredRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> BookingDetailOutcome {
    try await BookingDetailOutcome.found { () async throws(Interruption) in
      .found(try await booking(engine, engine.context.client(for: origin)))
    }
  }

  private func booking(_ engine: BookingEngine, _ client: CRMClient) async throws(Interruption) -> ListedBooking {
    let query = ObjectQuery(
      BookingSchema.bookings,
      .id(booking),
      properties: ListedBooking.properties + [BookingSchema.Booking.contact]
    )
    guard let object = try await client.read(query, Labels.bookingRead),
      object[BookingSchema.Booking.contact] == contact.description,
      let found = try await engine.parts[Roles.lists].listed([object], client).first
    else { throw .refused(.bookingNotFound) }
    return found
  }
}
