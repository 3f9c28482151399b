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
    let lists = [
      BookingListRequest(contact: .id(contact)),
      BookingListRequest(
        contact: .student(id: "S1", email: "a@b.c"),
        filter: .past,
        limit: 100,
        cursor: "c",
        withCredits: true
      ),
    ]
    for list in lists { #expect(try BookingListRequest(json: list.json) == list) }
    let detail = BookingDetailRequest(contact: contact, booking: ObjectID(99))
    #expect(try BookingDetailRequest(json: detail.json) == detail)
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
      .confirmed(booking: ObjectID(5)), .accepted(.example), .turnedAway(comeBackAfter: .seconds(50)),
      .refused(.examFull), .failed(.timeout),
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

  @Test("reads back what lists and details say, with and without what may be missing")
  func listsRoundTrip() throws {
    let full = ListedBooking(
      id: ObjectID(5),
      exam: ObjectID(3),
      examDate: "2025-11-03",
      creditType: "mini",
      isActive: true,
      capacity: 8
    )
    let bare = ListedBooking(
      id: ObjectID(6),
      exam: nil,
      examDate: "2025-11-03",
      creditType: "",
      isActive: false,
      capacity: nil
    )
    let replies: [BookingListOutcome] = [
      .listed(BookingPage(bookings: [full, bare], cursor: "c", credits: ["mini": 0, "clinical": 3])),
      .listed(BookingPage(bookings: [], cursor: nil)), .refused(.invalidCursor), .failed(.busy),
    ]
    for reply in replies { #expect(try BookingListOutcome(json: reply.json) == reply) }
    for reply: BookingDetailOutcome in [.found(full), .refused(.bookingNotFound), .failed(.timeout)] {
      #expect(try BookingDetailOutcome(json: reply.json) == reply)
    }
  }

  @Test("asks for credits of one type or of all, and reads back what it is told")
  func creditsRoundTrip() throws {
    for request in [
      CreditCheckRequest(contact: .id(ObjectID(17))),
      CreditCheckRequest(contact: .student(id: "S1", email: "a@b.c"), creditType: "mini"),
    ] {
      #expect(try CreditCheckRequest(json: request.json) == request)
    }
    let replies: [CreditCheckOutcome] = [
      .told(["clinical": 3, "mini": 0]), .refused(.unknownCreditType), .failed(.crmUnavailable),
    ]
    for reply in replies { #expect(try CreditCheckOutcome(json: reply.json) == reply) }
  }

  @Test("refuses a list of an unknown filter, of a page that is no number from 1 to 100, of nobody")
  func listFields() {
    let contact = JSONValue.Member("contact_id", .string("17"))
    let wrong: [(String, [JSONValue.Member])] = [
      ("filter", [contact, .init("filter", .string("nearby"))]), ("limit", [contact, .init("limit", .integer(0))]),
      ("limit", [contact, .init("limit", .integer(10_000))]), ("limit", [contact, .init("limit", .string("10"))]),
      ("credits", [contact, .init("credits", .integer(1))]), ("student_id", []),
      ("email", [.init("student_id", .string("S1"))]),
      ("email", [.init("student_id", .string("S1")), .init("email", .string(""))]),
    ]
    for (field, members) in wrong {
      let problem = #expect(throws: FieldProblem.self) { try BookingListRequest(json: .object(members)) }
      #expect(problem?.field == field)
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
