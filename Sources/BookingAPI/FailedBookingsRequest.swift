package import HubSpotAPI

/// Lists the queued requests that have failed for good, and sends them again if that is asked for: an operator's page.
package struct FailedBookingsRequest: Hashable, Sendable {
  /// Whether all of them wait anew.
  package var sendsAgain: Bool
  /// The header `Authorization`, which is to be `Bearer` and the secret that jobs are called with; nil when there is none.
  package var authorization: String?

  package init(sendsAgain: Bool = false, authorization: String? = nil) {
    self.sendsAgain = sendsAgain
    self.authorization = authorization
  }
}

extension FailedBookingsRequest: EndpointRequest {
  package typealias Reply = LookUpOutcome<FailedBookings>

  package static let endpoint = Endpoint(
    "queue-failed",
    .post,
    "/api/admin/bookings/failed",
    "Lists the queued booking requests that have failed, and sends them again."
  )

  package var subject: ObjectID? { nil }

  package var json: JSONValue {
    var members = [JSONValue.Member("send_again", .bool(sendsAgain))]
    if let authorization { members.append(JSONValue.Member("authorization", .string(authorization))) }
    return .object(members)
  }

  package init(json: JSONValue) throws(FieldProblem) {
    self.init(
      sendsAgain: try json.flag("send_again", or: false),
      authorization: json["authorization"] == nil ? nil : try json.text("authorization")
    )
  }
}

/// Requests that have failed, longest ago first.
package struct FailedBookings: FoundContent {
  package static let code = "FAILED_BOOKINGS"

  package struct Failure: Hashable, Sendable {
    package let request: RequestID
    package let reason: RetryableReason
    /// How often it was tried.
    package let tries: Int

    package init(request: RequestID, reason: RetryableReason, tries: Int) {
      self.request = request
      self.reason = reason
      self.tries = tries
    }
  }

  package let failures: [Failure]
  /// Whether they wait anew.
  package let sentAgain: Bool

  package init(failures: [Failure], sentAgain: Bool) {
    self.failures = failures
    self.sentAgain = sentAgain
  }

  package var members: [JSONValue.Member] {
    let list = failures.map { failure in
      JSONValue.object([
        JSONValue.Member("request_id", .string(failure.request.description)),
        JSONValue.Member("reason", .string(failure.reason.rawValue)),
        JSONValue.Member("tries", .integer(Int64(failure.tries))),
      ])
    }
    return [JSONValue.Member("failures", .array(list)), JSONValue.Member("sent_again", .bool(sentAgain))]
  }

  package init(json: JSONValue) throws(FieldProblem) {
    var failures: [Failure] = []
    for element in try json.elements("failures") {
      guard let reason = RetryableReason(rawValue: try element.text("reason")) else {
        throw FieldProblem("reason", expected: "a failure")
      }
      let tries = try element.number("tries", in: 0...Int.max)
      failures.append(Failure(request: try element.requestID("request_id"), reason: reason, tries: tries))
    }
    self.init(failures: failures, sentAgain: try json.flag("sent_again"))
  }
}
