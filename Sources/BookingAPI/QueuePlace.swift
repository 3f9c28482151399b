package import HubSpotAPI

/// Names a booking request that waits in a queue: the same intention of the same contact has the same name, however often it
/// is sent.
package struct RequestID: Hashable, Sendable, CustomStringConvertible {
  package let contact: ObjectID
  package let key: IdempotencyKey

  package init(contact: ObjectID, key: IdempotencyKey) {
    self.contact = contact
    self.key = key
  }

  /// Reads what `description` writes; nil for anything else.
  package init?(_ text: String) {
    let fields = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 2, let contact = ObjectID(fields[0]), let key = IdempotencyKey(fields[1]) else { return nil }
    self.init(contact: contact, key: key)
  }

  package var description: String { "\(contact):\(key)" }
}

/// Where a request waits.
package struct QueuePlace: Hashable, Sendable {
  package let request: RequestID
  /// From 1: how many are served before this one is, itself included. Requests of a higher priority may still come before it.
  package let position: Int
  /// Until it has been served, as far as can be told; in whole seconds.
  package let estimate: Duration

  package init(request: RequestID, position: Int, estimate: Duration) {
    self.request = request
    self.position = position
    self.estimate = .seconds(estimate.seconds(.up))
  }

  package var members: [JSONValue.Member] {
    [
      JSONValue.Member("request_id", .string(request.description)),
      JSONValue.Member("queue_position", .integer(Int64(position))),
      JSONValue.Member("estimated_wait_seconds", .integer(estimate.seconds(.up))),
    ]
  }

  /// Reads what `members` has written.
  package init(json: JSONValue) throws(FieldProblem) {
    self.init(
      request: try json.requestID("request_id"),
      position: try json.number("queue_position", in: 1...Int.max),
      estimate: .seconds(try json.number("estimated_wait_seconds", in: 0...Int.max))
    )
  }
}

extension JSONValue {
  func requestID(_ field: String) throws(FieldProblem) -> RequestID {
    guard let id = RequestID(try text(field)) else {
      throw FieldProblem(field, expected: "the request_id of an earlier answer, such as \"17:form-1\"")
    }
    return id
  }
}

extension Duration {
  enum Rounding { case up }

  /// Whole seconds.
  func seconds(_: Rounding) -> Int64 {
    let (seconds, rest) = components
    return rest > 0 ? seconds + 1 : seconds
  }
}
