package import HubSpotAPI

/// Books a seat. The same idempotency key never books twice: a repeated request resumes what an earlier one left
/// half-way, or repeats its answer.
package struct BookingRequest: Hashable, Sendable {
  package var key: IdempotencyKey
  package var contact: ObjectID
  package var exam: ObjectID
  /// The exam's date as the booking page shows it, `YYYY-MM-DD`; the exam's own record decides.
  package var examDate: String
  /// Among requests that wait in a queue; nothing else looks at it.
  package var priority: BookingPriority

  package init(
    key: IdempotencyKey,
    contact: ObjectID,
    exam: ObjectID,
    examDate: String,
    priority: BookingPriority = .normal
  ) {
    self.key = key
    self.contact = contact
    self.exam = exam
    self.examDate = examDate
    self.priority = priority
  }
}

/// Who goes first among requests that wait.
package enum BookingPriority: String, Hashable, Sendable, CaseIterable {
  case normal, high
}

extension BookingRequest: EndpointRequest {
  package typealias Reply = BookingOutcome

  package static let endpoint = Endpoint("create", .post, "/api/bookings/create", "Books a seat for a contact.")

  package var subject: ObjectID? { exam }

  package var json: JSONValue {
    let members = [
      JSONValue.Member("idempotency_key", .string(key.text)),
      JSONValue.Member("contact_id", .string(contact.description)),
      JSONValue.Member("mock_exam_id", .string(exam.description)),
      JSONValue.Member("exam_date", .string(examDate)),
    ]
    // A form without the field means the same.
    return .object(members + (priority == .normal ? [] : [JSONValue.Member("priority", .string(priority.rawValue))]))
  }

  package init(json: JSONValue) throws(FieldProblem) {
    guard let priority = BookingPriority(rawValue: try json.text("priority", or: BookingPriority.normal.rawValue))
    else {
      let known = BookingPriority.allCases.map(\.rawValue).joined(separator: " or ")
      throw FieldProblem("priority", expected: known)
    }
    self.init(
      key: try json.idempotencyKey("idempotency_key"),
      contact: try json.id("contact_id"),
      exam: try json.id("mock_exam_id"),
      examDate: try json.text("exam_date"),
      priority: priority
    )
  }
}

/// The answer to a booking request.
package enum BookingOutcome: Hashable, Sendable {
  /// The seat is the contact's; the booking stands in HubSpot.
  case confirmed(booking: ObjectID)
  /// Taken into a queue; the visitor asks for the result later (`QueueStatusRequest`).
  case accepted(QueuePlace)
  /// The queue is full, and nothing was begun: the visitor should come back with the same key, and no sooner than this.
  case turnedAway(comeBackAfter: Duration)
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
    case .turnedAway: .failed(.overloaded)
    case .refused(let reason): .refused(reason)
    case .failed(let reason): .failed(reason)
    }
  }

  package var details: [JSONValue.Member] {
    switch self {
    case .confirmed(let booking): [JSONValue.Member("booking_id", .string(booking.description))]
    case .accepted(let place): place.members
    case .turnedAway(let duration):
      [JSONValue.Member("come_back_after_seconds", .integer(Int64(duration.seconds(.up))))]
    case .refused, .failed: []
    }
  }

  package init(json: JSONValue) throws(FieldProblem) {
    let code = try json.text("code")
    if let reason = RefusalReason(rawValue: code) {
      self = .refused(reason)
    } else if json["come_back_after_seconds"] != nil {
      self = .turnedAway(comeBackAfter: .seconds(try json.number("come_back_after_seconds", in: 0...Int.max)))
    } else if let reason = RetryableReason(rawValue: code) {
      self = .failed(reason)
    } else if code == Verdict.accepted.code {
      self = .accepted(try QueuePlace(json: json))
    } else if code == Self.confirmedCode {
      self = .confirmed(booking: try json.id("booking_id"))
    } else {
      throw FieldProblem("code", expected: "\(Self.confirmedCode), ACCEPTED, a refusal or a failure")
    }
  }

  private static let confirmedCode = "CONFIRMED"
}
