package import HubSpotAPI

/// Counts the bookings of exams and corrects the counts of their seats that are wrong.
package struct CapacitySyncRequest: Hashable, Sendable {
  /// The most exams that can be named.
  package static let mostExams = 100

  /// nil for all that can be booked.
  package var exams: [ObjectID]?

  package init(exams: [ObjectID]? = nil) { self.exams = exams }
}

extension CapacitySyncRequest: EndpointRequest {
  package typealias Reply = LookUpOutcome<SyncedCapacity>

  package static let endpoint = Endpoint(
    "sync",
    .post,
    "/api/mock-exams/sync-capacity",
    "Corrects the counts of taken seats that are wrong."
  )

  package var subject: ObjectID? { nil }

  package var json: JSONValue {
    guard let exams else { return .object([]) }
    return .object([JSONValue.Member("mock_exam_ids", .array(exams.map { .string($0.description) }))])
  }

  package init(json: JSONValue) throws(FieldProblem) {
    guard json["mock_exam_ids"] != nil else {
      self.init()
      return
    }
    let elements = try json.elements("mock_exam_ids")
    guard (1...Self.mostExams).contains(elements.count) else {
      throw FieldProblem("mock_exam_ids", expected: "1 to \(Self.mostExams) ids")
    }
    var exams: [ObjectID] = []
    for element in elements {
      guard case .string(let text) = element, let id = ObjectID(text) else {
        throw FieldProblem("mock_exam_ids", expected: "ids, such as \"17\"")
      }
      exams.append(id)
    }
    self.init(exams: exams)
  }
}

/// What became of a recount.
package struct SyncedCapacity: FoundContent {
  package static let code = "SYNCED"
  /// Exams that were looked at.
  package let exams: Int
  /// Exams whose count was wrong and is right now. A count that is in motion, or not wholly read, is left as it is.
  package let corrected: Int

  package init(exams: Int, corrected: Int) {
    self.exams = exams
    self.corrected = corrected
  }

  package var members: [JSONValue.Member] {
    [JSONValue.Member("exams", .integer(Int64(exams))), JSONValue.Member("corrected", .integer(Int64(corrected)))]
  }

  package init(json: JSONValue) throws(FieldProblem) {
    self.init(
      exams: try json.number("exams", in: 0...Int.max),
      corrected: try json.number("corrected", in: 0...Int.max)
    )
  }
}
