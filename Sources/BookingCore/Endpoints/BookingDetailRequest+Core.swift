import BookingAPI
import HubSpotAPI
import Ports

extension BookingDetailRequest: AnsweredRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> BookingDetailOutcome {
    try await BookingDetailOutcome.found { () async throws(Interruption) in
      .found(try await booking(engine, engine.context.client(for: origin)))
    }
  }

  /// A booking of somebody else is answered as one that there is not, remembered or read.
  private func booking(_ engine: BookingEngine, _ client: CRMClient) async throws(Interruption) -> ListedBooking {
    let owned = try await engine.parts[Roles.cache].value(.booking(booking), for: client.origin) {
      () async throws(Interruption) in
      try await BookingDetails(engine.parts, client).booking(booking)
    }
    guard owned.contact == contact else { throw .refused(.bookingNotFound) }
    return owned.booking
  }
}
