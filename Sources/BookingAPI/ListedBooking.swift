package import HubSpotAPI

/// A booking as a list shows it.
package struct ListedBooking: Hashable, Sendable {
  package let id: ObjectID
  /// nil when the booking's exam does not exist any more.
  package let exam: ObjectID?
  /// `YYYY-MM-DD`.
  package let examDate: String
  package let creditType: String
  package let isActive: Bool
  /// How many seats the exam has; nil when it does not exist any more.
  package let capacity: Int?

  package init(
    id: ObjectID,
    exam: ObjectID?,
    examDate: String,
    creditType: String,
    isActive: Bool,
    capacity: Int?
  ) {
    self.id = id
    self.exam = exam
    self.examDate = examDate
    self.creditType = creditType
    self.isActive = isActive
    self.capacity = capacity
  }
}

extension ListedBooking {
  var json: JSONValue {
    var members = [
      JSONValue.Member("booking_id", .string(id.description)), JSONValue.Member("exam_date", .string(examDate)),
      JSONValue.Member("credit_type", .string(creditType)), JSONValue.Member("active", .bool(isActive)),
    ]
    if let exam { members.append(JSONValue.Member("mock_exam_id", .string(exam.description))) }
    if let capacity { members.append(JSONValue.Member("capacity", .integer(Int64(capacity)))) }
    return .object(members)
  }

  init(json: JSONValue) throws(FieldProblem) {
    self.init(
      id: try json.id("booking_id"),
      exam: json["mock_exam_id"] == nil ? nil : try json.id("mock_exam_id"),
      examDate: try json.text("exam_date"),
      creditType: try json.text("credit_type"),
      isActive: try json.flag("active"),
      capacity: json["capacity"] == nil ? nil : try json.number("capacity", in: 0...Int.max)
    )
  }
}
