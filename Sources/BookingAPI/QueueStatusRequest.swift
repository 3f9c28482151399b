package import HubSpotAPI

/// Asks what has become of a booking request that was taken into the queue.
package struct QueueStatusRequest: Hashable, Sendable {
  package var contact: ObjectID
  package var request: RequestID

  package init(contact: ObjectID, request: RequestID) {
    self.contact = contact
    self.request = request
  }
}

extension QueueStatusRequest: EndpointRequest {
  package typealias Reply = LookUpOutcome<QueueStatus>

  package static let endpoint = Endpoint(
    "queue-status",
    .get,
    "/api/bookings/queue-status",
    "Tells what has become of a booking request that waits in the queue."
  )

  package var subject: ObjectID? { nil }

  package var json: JSONValue {
    .object([
      JSONValue.Member("contact_id", .string(contact.description)),
      JSONValue.Member("request_id", .string(request.description)),
    ])
  }

  package init(json: JSONValue) throws(FieldProblem) {
    self.init(contact: try json.id("contact_id"), request: try json.requestID("request_id"))
  }
}

/// What has become of a queued request. What has ended is told until the lifetime of answers is over.
package enum QueueStatus: Hashable, Sendable {
  case waiting(QueuePlace)
  /// Somebody works on it.
  case serving
  case confirmed(booking: ObjectID)
  case refused(RefusalReason)
  /// It did not work, however often it was tried. Sent again with the same key it waits anew.
  case failed(RetryableReason)
  /// Its visitor has taken it out.
  case withdrawn
}

extension QueueStatus: FoundContent {
  package static let code = "QUEUE_STATUS"

  private static let words = (
    waiting: "WAITING", serving: "SERVING", confirmed: "CONFIRMED", refused: "REFUSED", failed: "FAILED",
    withdrawn: "WITHDRAWN"
  )

  package var members: [JSONValue.Member] {
    func status(_ word: String, _ more: [JSONValue.Member] = []) -> [JSONValue.Member] {
      [JSONValue.Member("status", .string(word))] + more
    }
    return switch self {
    case .waiting(let place): status(Self.words.waiting, place.members)
    case .serving: status(Self.words.serving)
    case .confirmed(let booking):
      status(Self.words.confirmed, [JSONValue.Member("booking_id", .string(booking.description))])
    case .refused(let reason): status(Self.words.refused, [JSONValue.Member("reason", .string(reason.rawValue))])
    case .failed(let reason): status(Self.words.failed, [JSONValue.Member("reason", .string(reason.rawValue))])
    case .withdrawn: status(Self.words.withdrawn)
    }
  }

  package init(json: JSONValue) throws(FieldProblem) {
    switch try json.text("status") {
    case Self.words.waiting: self = .waiting(try QueuePlace(json: json))
    case Self.words.serving: self = .serving
    case Self.words.confirmed: self = .confirmed(booking: try json.id("booking_id"))
    case Self.words.refused:
      guard let reason = RefusalReason(rawValue: try json.text("reason")) else {
        throw FieldProblem("reason", expected: "a refusal")
      }
      self = .refused(reason)
    case Self.words.failed:
      guard let reason = RetryableReason(rawValue: try json.text("reason")) else {
        throw FieldProblem("reason", expected: "a failure")
      }
      self = .failed(reason)
    case Self.words.withdrawn: self = .withdrawn
    default:
      throw FieldProblem("status", expected: "WAITING, SERVING, CONFIRMED, REFUSED, FAILED or WITHDRAWN")
    }
  }
}
