package import HubSpotAPI

/// Shows one booking of a contact with its exam.
package struct BookingDetailRequest: Hashable, Sendable {
  package var contact: ObjectID
  package var booking: ObjectID

  package init(contact: ObjectID, booking: ObjectID) {
    self.contact = contact
    self.booking = booking
  }
}

extension BookingDetailRequest: EndpointRequest {
  package typealias Reply = BookingDetailOutcome

  package static let endpoint = Endpoint(
    "detail",
    .get,
    "/api/bookings/{booking_id}",
    "A booking of a contact, with its exam."
  )

  package var subject: ObjectID? { booking }

  package var json: JSONValue {
    .object([
      JSONValue.Member("contact_id", .string(contact.description)),
      JSONValue.Member("booking_id", .string(booking.description)),
    ])
  }

  package init(json: JSONValue) throws(FieldProblem) {
    self.init(contact: try json.id("contact_id"), booking: try json.id("booking_id"))
  }
}

/// The answer to a request for a booking. A booking of somebody else is answered as one that there is not.
package enum BookingDetailOutcome: Hashable, Sendable {
  case found(ListedBooking)
  case refused(RefusalReason)
  case failed(RetryableReason)
}

extension BookingDetailOutcome: EndpointReply {
  package var verdict: Verdict {
    switch self {
    case .found: .answered(Self.foundCode)
    case .refused(let reason): .refused(reason)
    case .failed(let reason): .failed(reason)
    }
  }

  package var details: [JSONValue.Member] {
    guard case .found(let booking) = self else { return [] }
    return [JSONValue.Member("booking", booking.json)]
  }

  package init(json: JSONValue) throws(FieldProblem) {
    let code = try json.text("code")
    if let reason = RefusalReason(rawValue: code) {
      self = .refused(reason)
    } else if let reason = RetryableReason(rawValue: code) {
      self = .failed(reason)
    } else if code == Self.foundCode {
      guard let booking = json["booking"] else { throw FieldProblem("booking", expected: "a booking") }
      self = .found(try ListedBooking(json: booking))
    } else {
      throw FieldProblem("code", expected: "\(Self.foundCode), a refusal or a failure")
    }
  }

  private static let foundCode = "FOUND"
}
