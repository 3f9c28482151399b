import BookingAPI
import HubSpotAPI
import Testing

@Suite("A question of the booking API")
struct LookUpTests {
  @Test("for exams, for a recount and for what is remembered is written as JSON and read back")
  func roundTrips() throws {
    for request in [
      ExamAvailabilityRequest(type: "mini"), ExamAvailabilityRequest(type: "", isRealTime: true),
    ] {
      #expect(try ExamAvailabilityRequest(json: request.json) == request)
    }
    for request in [DiscussionAvailabilityRequest(), DiscussionAvailabilityRequest(isRealTime: true)] {
      #expect(try DiscussionAvailabilityRequest(json: request.json) == request)
    }
    for request in [CapacitySyncRequest(), CapacitySyncRequest(exams: [ObjectID(17), ObjectID(4)])] {
      #expect(try CapacitySyncRequest(json: request.json) == request)
    }
    let exam = ExamAvailability(exam: ObjectID(17), date: "2025-11-03", type: "mini", capacity: 12, taken: 13)
    for reply: LookUpOutcome<AvailableExams> in [
      .found(AvailableExams([exam])), .found(AvailableExams([])), .refused(.unknownExamType), .failed(.timeout),
    ] {
      #expect(try LookUpOutcome<AvailableExams>(json: reply.json) == reply)
    }
    let synced = LookUpOutcome.found(SyncedCapacity(exams: 3, corrected: 1))
    #expect(try LookUpOutcome<SyncedCapacity>(json: synced.json) == synced)
    var told = ToldCacheStatistics()
    (told.keys, told.hits, told.misses) = (["lists": 2], ["lists": 3], ["absent": 1])
    (told.evictions, told.bytes, told.limit) = (4, 5, 6)
    let statistics = LookUpOutcome.found(told)
    #expect(try LookUpOutcome<ToldCacheStatistics>(json: statistics.json) == statistics)
    #expect(told.hitRate == 75)
    #expect(ToldCacheStatistics().hitRate == nil)
  }

  @Test("for a recount names 1 to 100 exams, or none for all")
  func recounts() {
    let lists: [[JSONValue]] = [
      [], Array(repeating: .string("17"), count: 101), [.integer(17)], [.string("x")],
    ]
    for list in lists {
      let problem = #expect(throws: FieldProblem.self) {
        try CapacitySyncRequest(json: .object([.init("mock_exam_ids", .array(list))]))
      }
      #expect(problem?.field == "mock_exam_ids")
    }
    #expect(throws: FieldProblem.self) { try ExamAvailabilityRequest(json: .object([])) }
  }

  @Test("that is refused, or did not work, has a status that says on whose account")
  func statuses() {
    for reason in RefusalReason.allCases {
      let status = Verdict.refused(reason).status
      let isOurs = [.webhooksNotConfigured, .cronNotConfigured].contains(reason)
      #expect((400..<500).contains(status) != isOurs, "\(reason)")
    }
    #expect(RefusalReason.bookingNotFound.status == 404)
    #expect(RefusalReason.invalidPage.status == 400)
    #expect(RefusalReason.invalidCursor.status == 400)
    #expect(RefusalReason.unknownExamType.status == 400)
    #expect(RefusalReason.examFull.status == 409)
    #expect(RetryableReason.allCases.map(\.status) == [409, 503, 503, 504])
    #expect(Verdict.done("X").status == 200)
    #expect(Verdict.accepted.status == 202)
  }
}
