package import HubSpotAPI

/// Lists the exams of a type that can be booked, with the seats that are left.
package struct ExamAvailabilityRequest: Hashable, Sendable {
  package var type: String
  /// Whether seats are counted for this answer where the design does not know them better.
  package var isRealTime: Bool

  package init(type: String, isRealTime: Bool = false) {
    self.type = type
    self.isRealTime = isRealTime
  }
}

extension ExamAvailabilityRequest: EndpointRequest {
  package typealias Reply = LookUpOutcome<AvailableExams>

  package static let endpoint = Endpoint(
    "available",
    .get,
    "/api/mock-exams/available",
    "The exams of a type that can be booked, with their seats."
  )

  package var subject: ObjectID? { nil }

  package var json: JSONValue {
    .object([JSONValue.Member("mock_type", .string(type)), JSONValue.Member("realtime", .bool(isRealTime))])
  }

  package init(json: JSONValue) throws(FieldProblem) {
    self.init(type: try json.text("mock_type"), isRealTime: try json.flag("realtime", or: false))
  }
}

/// Lists the mock discussions that can be booked, with the seats that are left.
package struct DiscussionAvailabilityRequest: Hashable, Sendable {
  package var isRealTime: Bool

  package init(isRealTime: Bool = false) { self.isRealTime = isRealTime }
}

extension DiscussionAvailabilityRequest: EndpointRequest {
  package typealias Reply = LookUpOutcome<AvailableExams>

  package static let endpoint = Endpoint(
    "discussions",
    .get,
    "/api/mock-discussions/available",
    "The mock discussions that can be booked, with their seats."
  )

  package var subject: ObjectID? { nil }

  package var json: JSONValue { .object([JSONValue.Member("realtime", .bool(isRealTime))]) }

  package init(json: JSONValue) throws(FieldProblem) {
    self.init(isRealTime: try json.flag("realtime", or: false))
  }
}

/// Exams that can be booked, by date and id.
package struct AvailableExams: FoundContent {
  package static let code = "AVAILABLE"
  package let exams: [ExamAvailability]

  package init(_ exams: [ExamAvailability]) { self.exams = exams }

  package var members: [JSONValue.Member] { [JSONValue.Member("exams", .array(exams.map(\.json)))] }

  package init(json: JSONValue) throws(FieldProblem) {
    var exams: [ExamAvailability] = []
    for element in try json.elements("exams") { exams.append(try ExamAvailability(json: element)) }
    self.init(exams)
  }
}

/// An exam with its seats.
package struct ExamAvailability: Hashable, Sendable {
  /// How the page shows an exam.
  package enum Status: String, Hashable, Sendable {
    case full, limited, available
  }

  /// With so few seats left an exam is shown as limited.
  package static let fewSeats = 3

  package let exam: ObjectID
  /// `YYYY-MM-DD`.
  package let date: String
  package let type: String
  package let capacity: Int
  package let taken: Int

  package init(exam: ObjectID, date: String, type: String, capacity: Int, taken: Int) {
    self.exam = exam
    self.date = date
    self.type = type
    self.capacity = capacity
    self.taken = taken
  }

  package var seatsLeft: Int { max(0, capacity - taken) }

  package var status: Status { seatsLeft == 0 ? .full : seatsLeft <= Self.fewSeats ? .limited : .available }

  fileprivate var json: JSONValue {
    .object([
      JSONValue.Member("mock_exam_id", .string(exam.description)), JSONValue.Member("exam_date", .string(date)),
      JSONValue.Member("mock_type", .string(type)), JSONValue.Member("capacity", .integer(Int64(capacity))),
      JSONValue.Member("total_bookings", .integer(Int64(taken))),
      JSONValue.Member("available_slots", .integer(Int64(seatsLeft))),
      JSONValue.Member("status", .string(status.rawValue)),
    ])
  }

  fileprivate init(json: JSONValue) throws(FieldProblem) {
    self.init(
      exam: try json.id("mock_exam_id"),
      date: try json.text("exam_date"),
      type: try json.text("mock_type"),
      capacity: try json.number("capacity", in: 0...Int.max),
      taken: try json.number("total_bookings", in: 0...Int.max)
    )
  }
}
