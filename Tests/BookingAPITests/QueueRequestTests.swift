import BookingAPI
import HubSpotAPI
import Testing

@Suite("The requests of those who wait in the queue")
struct QueueRequestTests {
  private static let contact = ObjectID(17)

  @Test("name a queued request by its contact and its key, and read the name back")
  func names() throws {
    let id = try #require(RequestID("17:form-1"))
    #expect(id.contact == Self.contact)
    #expect(id.key.text == "form-1")
    #expect(id.description == "17:form-1")
    for wrong in ["", "17", ":form-1", "17:", "x:form-1", "17:form 1", "17:a:b"] { #expect(RequestID(wrong) == nil) }
  }

  @Test("round-trip as JSON")
  func requests() throws {
    let id = QueuePlace.example.request
    let status = QueueStatusRequest(contact: Self.contact, request: id)
    #expect(try QueueStatusRequest(json: status.json) == status)
    let withdrawal = QueueWithdrawalRequest(contact: Self.contact, request: id)
    #expect(try QueueWithdrawalRequest(json: withdrawal.json) == withdrawal)
    for again in [true, false] {
      let failed = FailedBookingsRequest(sendsAgain: again, authorization: again ? "Bearer x" : nil)
      #expect(try FailedBookingsRequest(json: failed.json) == failed)
    }
  }

  @Test(
    "have replies that round-trip as JSON",
    arguments: [
      .found(.waiting(.example)), .found(.serving), .found(.confirmed(booking: ObjectID(9))),
      .found(.refused(.examFull)),
      .found(.failed(.timeout)), .found(.withdrawn), .refused(.requestNotFound), .failed(.timeout),
    ] as [LookUpOutcome<QueueStatus>]
  )
  func statuses(_ reply: LookUpOutcome<QueueStatus>) throws {
    #expect(try LookUpOutcome<QueueStatus>(json: reply.json) == reply)
  }

  @Test("tell an operator what has failed, and why")
  func failures() throws {
    let failure = FailedBookings.Failure(request: QueuePlace.example.request, reason: .crmUnavailable, tries: 4)
    let reply = LookUpOutcome<FailedBookings>.found(FailedBookings(failures: [failure], sentAgain: false))
    #expect(try LookUpOutcome<FailedBookings>(json: reply.json) == reply)
  }

  @Test("tell a wait in whole seconds, rounded up")
  func wholeSeconds() {
    let id = QueuePlace.example.request
    #expect(QueuePlace(request: id, position: 1, estimate: .milliseconds(1_001)).estimate == .seconds(2))
    #expect(QueuePlace(request: id, position: 1, estimate: .seconds(2)).estimate == .seconds(2))
    let away = BookingOutcome.turnedAway(comeBackAfter: .milliseconds(4_001))
    #expect(away.json["come_back_after_seconds"] == .integer(5))
    #expect(away.verdict.status == 503)
  }

  @Test("say what was expected of a priority that there is not, and of a name that is none")
  func wrongFields() throws {
    var members = [
      JSONValue.Member("idempotency_key", .string("k")), JSONValue.Member("contact_id", .string("17")),
      JSONValue.Member("mock_exam_id", .string("3")), JSONValue.Member("exam_date", .string("2025-11-03")),
    ]
    #expect(try BookingRequest(json: .object(members)).priority == .normal)
    members.append(JSONValue.Member("priority", .string("urgent")))
    #expect(throws: FieldProblem("priority", expected: "normal or high")) {
      try BookingRequest(json: .object(members))
    }
    let status = JSONValue.object([
      JSONValue.Member("contact_id", .string("17")), JSONValue.Member("request_id", .string("nonsense")),
    ])
    #expect(throws: FieldProblem.self) { try QueueStatusRequest(json: status) }
  }
}

extension QueuePlace {
  static let example: QueuePlace = {
    guard let id = RequestID("17:form-1") else { preconditionFailure("17:form-1 names no request") }
    return QueuePlace(request: id, position: 7, estimate: .seconds(30))
  }()
}
