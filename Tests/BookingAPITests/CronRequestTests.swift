import BookingAPI
import HubSpotAPI
import Testing

@Suite("A call of a job")
struct CronRequestTests {
  @Test("is written as JSON and read back, with and without its header")
  func requests() throws {
    for authorization in ["Bearer a", "", nil] {
      let call = CronRequest(job: "sync-counters", authorization: authorization)
      #expect(try CronRequest(json: call.json) == call)
      #expect(call.subject == nil)
    }
    #expect(
      CronRequest(job: "recovery", authorization: "Bearer a").json.text
        == #"{"job":"recovery","authorization":"Bearer a"}"#
    )
    let problem = #expect(throws: FieldProblem.self) {
      try CronRequest(json: .object([.init("authorization", .string("Bearer a"))]))
    }
    #expect(problem?.field == "job")
  }

  @Test("goes to the job that its path names")
  func path() {
    let endpoint = CronRequest.endpoint
    #expect(endpoint.method == .post)
    #expect(endpoint.path == "/api/cron/{job}")
    #expect(BookingAPI.endpoints.contains(endpoint))
  }

  @Test("is answered with the status that its outcome has, and the answer is read back")
  func outcomes() throws {
    let outcomes: [(CronOutcome, Int)] = [
      (.done, 200), (.nothingToDo, 200), (.refused(.cronNotConfigured), 503), (.refused(.authorizationMissing), 401),
      (.refused(.authorizationWrong), 401), (.refused(.jobNotFound), 404), (.failed(.busy), 409),
      (.failed(.timeout), 504),
    ]
    for (outcome, status) in outcomes {
      #expect(outcome.verdict.status == status)
      #expect(try CronOutcome(json: outcome.json) == outcome)
    }
    let problem = #expect(throws: FieldProblem.self) {
      try CronOutcome(json: .object([.init("code", .string("ACCEPTED"))]))
    }
    #expect(problem?.field == "code")
  }
}
