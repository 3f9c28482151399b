package import HubSpotAPI

/// Looks whether a contact could book an exam, as the booking page does before the visitor decides. What the core
/// learns may be remembered (a design with a duplicate cache warms it here).
package struct BrowseRequest: Hashable, Sendable {
  package var contact: ObjectID
  package var exam: ObjectID
  /// The exam's date, `YYYY-MM-DD`, which the page shows.
  package var examDate: String

  package init(contact: ObjectID, exam: ObjectID, examDate: String) {
    self.contact = contact
    self.exam = exam
    self.examDate = examDate
  }
}

extension BrowseRequest: EndpointRequest {
  package typealias Reply = BrowseOutcome

  package static let endpoint = Endpoint(
    "browse",
    .get,
    "/api/mock-exams/{mock_exam_id}/eligibility",
    "Whether a contact could book an exam."
  )

  package var subject: ObjectID? { exam }

  package var json: JSONValue {
    .object([
      JSONValue.Member("contact_id", .string(contact.description)),
      JSONValue.Member("mock_exam_id", .string(exam.description)),
      JSONValue.Member("exam_date", .string(examDate)),
    ])
  }

  package init(json: JSONValue) throws(FieldProblem) {
    self.init(
      contact: try json.id("contact_id"),
      exam: try json.id("mock_exam_id"),
      examDate: try json.text("exam_date")
    )
  }
}

package enum BrowseOutcome: Hashable, Sendable {
  case free
  case alreadyBooked
  case failed(RetryableReason)
}

extension BrowseOutcome: EndpointReply {
  package var verdict: Verdict {
    switch self {
    case .free: .answered("FREE")
    case .alreadyBooked: .answered("ALREADY_BOOKED")
    case .failed(let reason): .failed(reason)
    }
  }

  package var details: [JSONValue.Member] { [] }

  package init(json: JSONValue) throws(FieldProblem) {
    let code = try json.text("code")
    if code == Self.free.verdict.code {
      self = .free
    } else if code == Self.alreadyBooked.verdict.code {
      self = .alreadyBooked
    } else if let reason = RetryableReason(rawValue: code) {
      self = .failed(reason)
    } else {
      throw FieldProblem("code", expected: "FREE, ALREADY_BOOKED or a failure")
    }
  }
}
