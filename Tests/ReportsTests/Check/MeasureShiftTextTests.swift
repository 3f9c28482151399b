import Measures
import Results
import Testing

@testable import Reports

@Suite("A measure that moved, over all seeds, in words")
struct MeasureShiftTextTests {
  private func text(
    _ measure: String,
    _ values: [(MeasureValue, MeasureValue)],
    tolerance: String? = nil
  ) throws -> String? {
    try ExampleCheck.shift(measure, values, tolerance: tolerance)?.text
  }

  @Test("has the means over the seeds, and how many of these differ")
  func means() throws {
    #expect(
      try text("requests", [(.number(100), .number(110)), (.number(200), .number(200)), (.number(300), .number(310))])
        == "requests: expected 200, got 206.7 (+3.3 %), worse; means of seeds 1-3, 2 of them differ"
    )
    #expect(
      try text("requests", [(.number(100), .number(110)), (.number(200), .number(201))], tolerance: "5%")
        == "requests: expected 150 within 5%, got 155.5 (+3.7 %), worse; means of seeds 1-2, 1 beyond"
    )
  }

  @Test("tells shares apart by points, and changes too small to be seen with every digit")
  func small() throws {
    #expect(
      try text("share_429", [(.share(events: 1, trials: 2), .share(events: 1, trials: 4))])
        == "share_429: expected 50.0 % (1 of 2), got 25.0 % (1 of 4) (-25.0 points), better; seed 1"
    )
    #expect(
      try text("time_to_booking med", [(.number(1_000), .number(1_000.25)), (.number(1_000), .number(1_000))])
        == "time_to_booking med: expected 1.0000 s, got 1.0001 s (under 0.1 %), worse; means of seeds 1-2, 1 of them differs"
    )
  }

  @Test("says how many seeds do not get there or have nothing to observe")
  func special() throws {
    #expect(
      try text("time_to_booking med", [(.number(900), .never), (.number(900), .number(900))])
        == "time_to_booking med: expected 900.0 ms, got not reached in 1 of 2, worse; means of seeds 1-2, 1 of them differs"
    )
    #expect(
      try text("time_to_booking med", [(.never, .missing), (.never, .missing)])
        == "time_to_booking med: expected not reached, got nothing observed, changed; means of seeds 1-2"
    )
    #expect(try text("requests", [(.number(0), .number(5))]) == "requests: expected 0, got 5, worse; seed 1")
  }

  @Test("has the change under a seed with its interval from six seeds on, not from five")
  func interval() throws {
    func shift(_ seeds: Int) throws -> String? {
      try text("requests", (1...seeds).map { (.number(100), .number(Double(100 + $0))) })
    }
    #expect(try shift(5)?.contains("under a seed") == false)
    #expect(try shift(6)?.hasSuffix("; means of seeds 1-6; under a seed by 3.5 (1.0 to 6.0)") == true)
  }
}
