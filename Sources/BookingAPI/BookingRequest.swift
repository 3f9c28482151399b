package import HubSpotAPI

/// Books a seat. The same idempotency key never books twice: a repeated request resumes what an earlier one left
/// half-way, or repeats its answer.
package struct BookingRequest: Hashable, Sendable {
  package var key: IdempotencyKey
  package var contact: ObjectID
  package var exam: ObjectID
  /// The exam's date as the booking page shows it, `YYYY-MM-DD`; the exam's own record decides.
  package var examDate: String

  package init(key: IdempotencyKey, contact: ObjectID, exam: ObjectID, examDate: String) {
    self.key = key
    self.contact = contact
    self.exam = exam
    self.examDate = examDate
  }
}

extension BookingRequest: EndpointRequest {
  package typealias Reply = BookingOutcome

  package static let endpoint = Endpoint("create", .post, "/api/bookings/create", "Books a seat for a contact.")

  package var subject: ObjectID? { exam }

  package var json: JSONValue {
    .object([
      JSONValue.Member("idempotency_key", .string(key.text)),
      JSONValue.Member("contact_id", .string(contact.description)),
      JSONValue.Member("mock_exam_id", .string(exam.description)),
      JSONValue.Member("exam_date", .string(examDate)),
    ])
  }

  package init(json: JSONValue) throws(FieldProblem) {
    self.init(
      key: try json.idempotencyKey("idempotency_key"),
      contact: try json.id("contact_id"),
      exam: try json.id("mock_exam_id"),
      examDate: try json.text("exam_date")
    )
  }
}

/// The answer to a booking request.
package enum BookingOutcome: Hashable, Sendable {
  /// The seat is the contact's; the booking stands in HubSpot.
  case confirmed(booking: ObjectID)
  /// Taken into a queue; the visitor asks for the result later. No design of today answers so.
  case accepted(request: String)
  /// A lawful no: asking again changes nothing.
  case refused(RefusalReason)
  /// It did not work this time: the visitor should come back with the same key.
  case failed(RetryableReason)
}

extension BookingOutcome: EndpointReply {
  package var verdict: Verdict {
    switch self {
    case .confirmed: .done(Self.confirmedCode)
    case .accepted: .accepted
    case .refused(let reason): .refused(reason)
    case .failed(let reason): .failed(reason)
    }
  }

  package var details: [JSONValue.Member] {
    switch self {
    case .confirmed(let booking): [JSONValue.Member("booking_id", .string(booking.description))]
    case .accepted(let request): [JSONValue.Member("request_id", .string(request))]
    case .refused, .failed: []
    }
  }

  package init(json: JSONValue) throws(FieldProblem) {
    let code = try json.text("code")
    if let reason = RefusalReason(rawValue: code) {
      self = .refused(reason)
    } else if let reason = RetryableReason(rawValue: code) {
      self = .failed(reason)
    } else if code == Verdict.accepted.code {
      self = .accepted(request: try json.text("request_id"))
    } else if code == Self.confirmedCode {
      self = .confirmed(booking: try json.id("booking_id"))
    } else {
      throw FieldProblem("code", expected: "\(Self.confirmedCode), ACCEPTED, a refusal or a failure")
    }
  }

  private static let confirmedCode = "CONFIRMED"
}
