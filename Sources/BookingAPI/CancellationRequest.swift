package import HubSpotAPI

/// Cancels a booking and returns its seat and credit, each exactly once.
package struct CancellationRequest: Hashable, Sendable {
  package var key: IdempotencyKey
  package var contact: ObjectID
  package var booking: ObjectID

  package init(key: IdempotencyKey, contact: ObjectID, booking: ObjectID) {
    self.key = key
    self.contact = contact
    self.booking = booking
  }
}

extension CancellationRequest: EndpointRequest {
  package typealias Reply = CancellationOutcome

  package static let endpoint = Endpoint(
    "cancel",
    .delete,
    "/api/bookings/{booking_id}",
    "Cancels a booking of a contact."
  )

  package var subject: ObjectID? { booking }

  package var json: JSONValue {
    .object([
      JSONValue.Member("idempotency_key", .string(key.text)),
      JSONValue.Member("contact_id", .string(contact.description)),
      JSONValue.Member("booking_id", .string(booking.description)),
    ])
  }

  package init(json: JSONValue) throws(FieldProblem) {
    self.init(
      key: try json.idempotencyKey("idempotency_key"),
      contact: try json.id("contact_id"),
      booking: try json.id("booking_id")
    )
  }
}

/// The answer to a cancellation request.
package enum CancellationOutcome: Hashable, Sendable {
  case cancelled
  case refused(RefusalReason)
  case failed(RetryableReason)
}

extension CancellationOutcome: EndpointReply {
  package var verdict: Verdict {
    switch self {
    case .cancelled: .done("CANCELLED")
    case .refused(let reason): .refused(reason)
    case .failed(let reason): .failed(reason)
    }
  }

  package var details: [JSONValue.Member] { [] }

  package init(json: JSONValue) throws(FieldProblem) {
    let code = try json.text("code")
    if let reason = RefusalReason(rawValue: code) {
      self = .refused(reason)
    } else if let reason = RetryableReason(rawValue: code) {
      self = .failed(reason)
    } else if code == Self.cancelled.verdict.code {
      self = .cancelled
    } else {
      throw FieldProblem("code", expected: "CANCELLED, a refusal or a failure")
    }
  }
}
