import Measures
import Results
import Testing

@testable import Reports

@Suite("Why a promise came out as it did")
struct PromiseReasonTests {
  private let any = ExampleClaims.range(atLeast: (0, "0"))

  private func reason(_ measure: String, _ value: MeasureValue, _ causes: Causes) throws -> String {
    let promise = try ExampleClaims.promise(measure, any)
    return PromiseReason(PromiseResult(promise, [value, value], others: [], causes: .booking(causes))).text
  }

  @Test("names the limit that refused most, the demand against it, and the retries")
  func limit() throws {
    #expect(
      try reason("share_429", .share(events: 1, trials: 4), ExampleClaims.crowded)
        == "SECONDLY refused most (75 % of 100 429s): 193 searches demanded in 1 s against 5; "
        + "41 % of the requests were retries"
    )
  }

  @Test("names the calls' own time for a time that no limit has touched")
  func ownTime() throws {
    let text = "nothing was refused; 70 calls in 10 s against 100"
    let time = "; the calls' own time decides: 9.0 of them for a booking, 250.0 ms each, 2.25 s in all"
    #expect(try reason("response_time med", .number(2_300), ExampleClaims.calm) == text + time)
    #expect(try !reason("response_time med", .number(2_300), ExampleClaims.crowded).contains("own time"))
    #expect(try reason("success", .share(events: 1, trials: 1), ExampleClaims.calm) == text)
  }

  @Test("names the interval of the job that a delay waits for, whether anything was refused or not")
  func worker() throws {
    let passes = "the job associations passes every 5.0 s"
    #expect(try reason("association_delay p(95)", .number(4_800), ExampleClaims.calm).hasSuffix(passes))
    #expect(try reason("association_delay p(95)", .number(4_800), ExampleClaims.crowded).hasSuffix(passes))
    #expect(try !reason("note_delay p(95)", .number(4_800), ExampleClaims.calm).contains("passes"))
  }

  @Test("breaks a demand down to what each wish asks for, beside the limit if there is one")
  func demand() throws {
    #expect(
      try reason("peak_demanded{bucket:search}", .number(193), ExampleClaims.crowded)
        == "1.9 searches for each of 100 wishes fall into the busiest 1 s; the limit is 5"
    )
    #expect(
      try reason("peak_demanded{bucket:all_calls}", .number(900), ExampleClaims.crowded)
        == "9.0 calls for each of 100 wishes fall into the busiest 10 s"
    )
  }

  @Test("breaks memory down to what each booking leaves")
  func memory() throws {
    #expect(
      try reason("store_memory", .number(19_200), ExampleClaims.calm).hasSuffix("192 bytes for each of 100 bookings")
    )
  }

  @Test("shows what a difference is the difference of")
  func difference() throws {
    let promise = try ExampleClaims.promise("requests", any, .lessThan("baseline"))
    let result = PromiseResult(
      promise,
      [.number(100), .number(100)],
      others: [.number(200), .number(200)],
      causes: .booking(ExampleClaims.calm)
    )
    #expect(PromiseReason(result).text.hasPrefix("100 against 200 with baseline; nothing was refused"))
  }

  @Test("says what would decide where nothing is decided")
  func undecided() throws {
    func text(atLeast bound: Double) throws -> String {
      let promise = try ExampleClaims.promise("requests", ExampleClaims.range(atLeast: (bound, "")))
      let values = (1...20).map { MeasureValue.number(Double($0)) }
      return PromiseReason(PromiseResult(promise, values, others: [], causes: .booking(ExampleClaims.calm))).text
    }
    #expect(try text(atLeast: 13.5).hasSuffix("; about 45 seeds would decide"))
    #expect(try text(atLeast: 10.5).hasSuffix("; it lies on the bound: no number of seeds in sight would decide"))
  }

  @Test("names the design that is missing")
  func missing() throws {
    let promise = try ExampleClaims.promise("success", any, design: "phase2+admission=queue")
    let text = PromiseReason(PromiseResult(untestable: promise)).text
    #expect(text == "phase2+admission=queue cannot be made yet: a part of it does not exist")
  }
}

@Suite("Where a verdict turns, in words")
struct TurnTextTests {
  private func text(_ trials: (Double, ClaimVerdict)...) -> String {
    TurnResult(key: "x", trials: trials.map { TurnResult.Trial($0.0, $0.1) }, resolution: 1).text
  }

  @Test("is told from the least value to the greatest")
  func spans() {
    #expect(text((0, .fails), (79, .fails), (80, .holds), (100, .holds)) == "fails up to 79, holds from 80 on")
    #expect(text((0, .fails), (1.5, .undecided), (3, .holds)) == "fails at 0, undecided at 1.5, holds at 3")
    #expect(
      text((0, .fails), (1, .fails), (2, .holds), (4, .holds), (5, .fails), (6, .fails))
        == "fails up to 1, holds from 2 to 4, fails from 5 on"
    )
  }

  @Test("says so when it does not")
  func constant() {
    #expect(text((0, .fails), (50, .fails), (100, .fails)) == "fails at every value tried, 0 to 100")
  }
}
