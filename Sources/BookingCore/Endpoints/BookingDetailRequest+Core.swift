import BookingAPI
import HubSpotAPI
import Ports

extension BookingDetailRequest: AnsweredRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> BookingDetailOutcome {
    do {
      let client = engine.context.client(for: origin)
      let query = ObjectQuery(
        BookingSchema.bookings,
        .id(booking),
        properties: ListedBooking.properties + [BookingSchema.Booking.contact]
      )
      guard let object = try await client.read(query, Labels.bookingRead),
        object[BookingSchema.Booking.contact] == contact.description,
        let found = try await engine.parts[Roles.lists].listed([object], client).first
      else { return .refused(.bookingNotFound) }
      return .found(found)
    } catch {
      switch error {
      case .instanceGone: throw InstanceGone()
      case .refused(let reason): return .refused(reason)
      case .failed(let reason): return .failed(reason)
      case .alreadyBooked: preconditionFailure("looking at a booking books nothing")
      }
    }
  }
}
