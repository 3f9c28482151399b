package import HubSpotAPI

/// Takes a booking request out of the queue, as long as nobody works on it.
package struct QueueWithdrawalRequest: Hashable, Sendable {
  package var contact: ObjectID
  package var request: RequestID

  package init(contact: ObjectID, request: RequestID) {
    self.contact = contact
    self.request = request
  }
}

extension QueueWithdrawalRequest: EndpointRequest {
  package typealias Reply = LookUpOutcome<WithdrawnRequest>

  package static let endpoint = Endpoint(
    "queue-withdraw",
    .delete,
    "/api/bookings/queue/{request_id}",
    "Takes a booking request out of the queue."
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

/// A request that will not be served.
package struct WithdrawnRequest: FoundContent {
  package static let code = "WITHDRAWN"
  package let request: RequestID

  package init(request: RequestID) { self.request = request }

  package var members: [JSONValue.Member] { [JSONValue.Member("request_id", .string(request.description))] }

  package init(json: JSONValue) throws(FieldProblem) { self.init(request: try json.requestID("request_id")) }
}
