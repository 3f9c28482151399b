import BookingAPI
import HubSpotAPI
import Testing

@Suite("An endpoint of the booking API")
struct EndpointTests {
  private let key: IdempotencyKey

  init() throws { key = try #require(IdempotencyKey("v1.0.1")) }

  @Test("has a name of its own, and a method and path of its own")
  func endpointsDiffer() {
    let endpoints = BookingAPI.endpoints
    #expect(Set(endpoints.map(\.name)).isSuperset(of: ["browse", "create", "cancel"]))
    #expect(Set(endpoints.map(\.name)).count == endpoints.count)
    #expect(Set(endpoints.map { "\($0.method.rawValue) \($0.path)" }).count == endpoints.count)
  }

  @Test("writes its request as JSON and reads it back")
  func requestsRoundTrip() throws {
    let (contact, exam) = (ObjectID(17), ObjectID(3))
    let browse = BrowseRequest(contact: contact, exam: exam, examDate: "2025-11-03")
    let create = BookingRequest(key: key, contact: contact, exam: exam, examDate: "2025-11-03")
    let cancel = CancellationRequest(key: key, contact: contact, booking: ObjectID(99))
    #expect(try BrowseRequest(json: browse.json) == browse)
    #expect(try BookingRequest(json: create.json) == create)
    #expect(try CancellationRequest(json: cancel.json) == cancel)
    #expect(
      create.json.text
        == #"{"idempotency_key":"v1.0.1","contact_id":"17","mock_exam_id":"3","exam_date":"2025-11-03"}"#
    )
  }

  @Test("names in its path only fields that its request has")
  func pathsNameFields() {
    let requests: [any EndpointRequest] = [
      BrowseRequest(contact: ObjectID(17), exam: ObjectID(3), examDate: "2025-11-03"),
      BookingRequest(key: key, contact: ObjectID(17), exam: ObjectID(3), examDate: "2025-11-03"),
      CancellationRequest(key: key, contact: ObjectID(17), booking: ObjectID(99)),
    ]
    for request in requests {
      for part in type(of: request).endpoint.path.split(separator: "/") where part.hasPrefix("{") {
        #expect(request.json[String(part.dropFirst().dropLast())] != nil)
      }
    }
  }

  @Test(
    "reads back every reply that it can give",
    arguments: [
      .confirmed(booking: ObjectID(5)), .accepted(request: "r1"), .refused(.examFull), .failed(.timeout),
    ] as [BookingOutcome]
  )
  func bookingRepliesRoundTrip(_ reply: BookingOutcome) throws {
    #expect(try BookingOutcome(json: reply.json) == reply)
  }

  @Test("reads back the replies of the others")
  func otherRepliesRoundTrip() throws {
    for reply: BrowseOutcome in [.free, .alreadyBooked, .failed(.busy)] {
      #expect(try BrowseOutcome(json: reply.json) == reply)
    }
    for reply: CancellationOutcome in [.cancelled, .refused(.bookingNotFound), .failed(.crmUnavailable)] {
      #expect(try CancellationOutcome(json: reply.json) == reply)
    }
  }

  @Test("says which field is wrong and what it expected there")
  func problems() throws {
    let fields: [(String, JSONValue)] = [
      ("idempotency_key", .string("k")), ("contact_id", .string("17")), ("booking_id", .string("99")),
    ]
    for (wrong, value) in [("contact_id", "-1"), ("booking_id", "x"), ("idempotency_key", "a b")] {
      let members = fields.map { JSONValue.Member($0.0, $0.0 == wrong ? .string(value) : $0.1) }
      let problem = #expect(throws: FieldProblem.self) { try CancellationRequest(json: .object(members)) }
      #expect(problem?.field == wrong)
    }
    let problem = #expect(throws: FieldProblem.self) { try BrowseRequest(json: .object([])) }
    #expect(problem?.description == "contact_id: expected a text")
    #expect(throws: FieldProblem("code", expected: "CANCELLED, a refusal or a failure")) {
      try CancellationOutcome(json: .object([JSONValue.Member("code", .string("CONFIRMED"))]))
    }
  }

  @Test("gives each reply the code that reports count it by", arguments: RetryableReason.allCases)
  func failures(_ reason: RetryableReason) {
    #expect(BookingOutcome.failed(reason).verdict.code == reason.rawValue)
    #expect(BrowseOutcome.failed(reason).verdict == .failed(reason))
    #expect(CancellationOutcome.failed(reason).verdict == .failed(reason))
  }
}
