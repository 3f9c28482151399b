package import HubSpotAPI

/// One thing that the booking API can be asked for: what a request needs to be routed, counted and written down, and
/// nothing of what is behind it.
package struct Endpoint: Hashable, Sendable {
  package enum Method: String, Hashable, Sendable {
    case get = "GET"
    case post = "POST"
    case delete = "DELETE"
  }

  /// Stable and short: what reports, tags and rows call it.
  package let name: String
  package let method: Method
  /// `/api/bookings/{booking_id}`: a name in braces is a field of the request.
  package let path: String
  /// One sentence for lists.
  package let summary: String

  package init(_ name: String, _ method: Method, _ path: String, _ summary: String) {
    self.name = name
    self.method = method
    self.path = path
    self.summary = summary
  }
}

/// A request of the booking API. Whatever stands between visitors and the core (the host, its deadline, a recorder, an
/// HTTP front) is written once against this, and knows no endpoint.
package protocol EndpointRequest: Hashable, Sendable {
  associatedtype Reply: EndpointReply

  static var endpoint: Endpoint { get }

  /// What the request is about, an exam or a booking; nil when it is about none.
  var subject: ObjectID? { get }

  /// Its fields as an object. Those that the path names are among them.
  var json: JSONValue { get }

  /// - Throws: `FieldProblem` when a field is missing or is not what it should be. Fields that the request does not
  ///   know are passed over.
  init(json: JSONValue) throws(FieldProblem)
}

/// The answer of an endpoint.
package protocol EndpointReply: Hashable, Sendable {
  /// The answer when the request did not work this time. Whoever stands in front of the core answers with it, too.
  static func failed(_ reason: RetryableReason) -> Self

  var verdict: Verdict { get }

  /// What the answer says beside its verdict.
  var details: [JSONValue.Member] { get }

  /// Reads what `json` has written.
  ///
  /// - Throws: `FieldProblem` when the code is none of this endpoint's, or a detail is missing.
  init(json: JSONValue) throws(FieldProblem)
}

extension EndpointReply {
  /// `{"code":"CONFIRMED","booking_id":"17"}`.
  package var json: JSONValue { .object([JSONValue.Member("code", .string(verdict.code))] + details) }
}

/// How a request ended, in the words that all endpoints share.
package enum Verdict: Hashable, Sendable {
  /// What was asked for is done, and stands: `CONFIRMED`, `CANCELLED`.
  case done(String)
  /// Taken into a queue.
  case accepted
  /// Looked up; nothing has changed: `FREE`, `ALREADY_BOOKED`.
  case answered(String)
  case refused(RefusalReason)
  case failed(RetryableReason)

  /// `CONFIRMED`, `EXAM_FULL`, `TIMEOUT`, ...
  package var code: String {
    switch self {
    case .done(let code), .answered(let code): code
    case .accepted: "ACCEPTED"
    case .refused(let reason): reason.rawValue
    case .failed(let reason): reason.rawValue
    }
  }

  /// The status code of the answer.
  package var status: Int {
    switch self {
    case .done, .answered: 200
    case .accepted: 202
    case .refused(let reason): reason.status
    case .failed(let reason): reason.status
    }
  }
}

/// What is wrong with a field of a request or a reply.
///
/// An HTTP front answers it with 400.
package struct FieldProblem: Error, Hashable, Sendable, CustomStringConvertible {
  package let field: String
  package let expected: String

  package init(_ field: String, expected: String) {
    self.field = field
    self.expected = expected
  }

  package var description: String { "\(field): expected \(expected)" }
}

extension JSONValue {
  /// A text among the members of an object.
  func text(_ field: String) throws(FieldProblem) -> String {
    guard case .string(let text) = self[field] else { throw FieldProblem(field, expected: "a text") }
    return text
  }

  /// An id, which JSON carries as a text.
  func id(_ field: String) throws(FieldProblem) -> ObjectID {
    guard let id = ObjectID(try text(field)) else { throw FieldProblem(field, expected: "an id, such as \"17\"") }
    return id
  }

  func idempotencyKey(_ field: String) throws(FieldProblem) -> IdempotencyKey {
    guard let key = IdempotencyKey(try text(field)) else {
      throw FieldProblem(field, expected: "1 to 64 characters out of A-Z a-z 0-9 . _ -")
    }
    return key
  }
}
