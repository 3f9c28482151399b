import LiteralTimes
import Testing
import VirtualTime

@testable import Measures

@Suite("The text of a measure or threshold")
struct MeasureParserTests {
  @Test(
    "is written back in one form",
    arguments: [
      ("time_to_booking p(99) < 2 s", "time_to_booking p(99) < 2 s"),
      ("  time_to_booking   p( 99.9 )<2000 ", "time_to_booking p(99.9) < 2000"),
      ("share_429 < 1 %", "share_429 rate < 1 %"),
      ("success > 99%", "success rate > 99%"),
      ("share_429{policy:SECONDLY, call:exam_read} rate<=0.5", "share_429{call:exam_read,policy:SECONDLY} rate <= 0.5"),
      ("hubspot_time{window:0s..10s} med === 3", "hubspot_time{window:0s..10s} med == 3"),
      ("requests count != 7", "requests count != 7"),
      ("peak_sent >= 1e3", "peak_sent value >= 1e3"),
      ("requests{design:phase2} rate > 5", "requests{design:phase2} rate > 5"),
    ]
  )
  func canonical(_ text: String, _ expected: String) throws {
    #expect(try Threshold(parsing: text).description == expected)
    #expect(try Threshold(parsing: expected).description == expected)
  }

  @Test(
    "has a bound in milliseconds for times, where a bare number is milliseconds, and a share for rates",
    arguments: [
      ("time_to_booking med < 2000", 2_000), ("time_to_booking med < 2000ms", 2_000),
      ("time_to_booking med < 2 s", 2_000),
      ("time_to_booking med < 1.5 m", 90_000), ("time_to_booking med < 1 h", 3_600_000),
      ("time_to_booking med < 500us", 0.5), ("success > 99 %", 0.99), ("success > 0.99", 0.99),
      ("success <= 1", 1), ("success <= 100 %", 1), ("success >= 0", 0),
      ("success > 0.7 %", 0.007), ("requests < 1e2", 100), ("time_to_booking med < 1e1s", 10_000),
    ] as [(String, Double)]
  )
  func bounds(_ text: String, _ bound: Double) throws {
    #expect(try Threshold(parsing: text).bound == bound)
  }

  @Test(
    "that is wrong is told with the place and what was expected",
    arguments: [
      ("time_to_boking p(99) < 2 s", 0, "there is no metric time_to_boking; did you mean time_to_booking?"),
      ("success{cal:x} > 1 %", 8, "success has no tag cal"),
      ("share_429{cal:x} > 1 %", 10, "share_429 has no tag cal; did you mean call?"),
      ("share_429{call} > 1 %", 14, "the tag call has no value"),
      ("share_429{call:} > 1 %", 15, "the tag call has no value"),
      ("share_429{call:x > 1 %", 22, "the tags do not end; expected , or }."),
      ("time_to_booking < 2 s", 16, "time_to_booking has no aggregate; expected avg, min, max, med or p(N)."),
      ("time_to_booking rate < 2 s", 16, "time_to_booking has no rate; expected avg, min, max, med or p(N)."),
      ("time_to_booking p99 < 2 s", 16, "there is no aggregate p99"),
      ("time_to_booking p < 2 s", 18, "p has no number; expected p(N) with N from 0 to 100."),
      ("time_to_booking p(101) < 2 s", 18, "p has no number from 0 to 100"),
      ("time_to_booking p(99.99999999) < 2 s", 18, "p(99.99999999) is too fine; expected at most 7 digits"),
      ("time_to_booking p(99 < 2 s", 21, "p( does not end; expected )."),
      ("time_to_booking p(99) 2 s", 22, "there is no comparison after p(99); expected <, <=, >, >=, == or !=."),
      ("time_to_booking p(99) < s", 24, "there is no number; expected one after the comparison."),
      ("time_to_booking p(99) < 2 %", 26, "the bound is 2 %; expected a number with us, ms, s, m, h or no unit."),
      ("success > 99 s", 13, "the bound is 99 s; expected a number with % or no unit."),
      ("requests < 5 s", 13, "the bound is 5 s; expected a number with no unit."),
      ("success > 99 % and more", 15, "there is and more too much; expected the end."),
      ("success > 99 %, share_429 < 1 %", 14, "there is more than one threshold here; expected the end."),
      ("hubspot_time{window:10s..5s} med < 1", 20, "the window is 10s..5s; expected two times, the smaller first"),
      ("peak_sent{window:0s..1s} < 1", 10, "peak_sent has no tag window"),
      ("", 0, "there is no metric; expected a name like time_to_booking."),
    ]
  )
  func errors(_ text: String, _ offset: Int, _ message: String) {
    let error = #expect(throws: MeasureSyntaxError.self) { try Threshold(parsing: text) }
    #expect(error?.offset == offset)
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test("that is wrong is shown with a mark under the place")
  func mark() {
    let error = #expect(throws: MeasureSyntaxError.self) { try Threshold(parsing: "success ~ 1 %") }
    #expect(
      error?.description == """
        at letter 9: there is no comparison after rate; expected <, <=, >, >=, == or !=.
          success ~ 1 %
                  ^
        """
    )
  }

  @Test("can be a list, whose commas are not those of tags")
  func lists() throws {
    let list = try Threshold.list(
      parsing: "time_to_booking p(99) < 2 s, share_429{policy:BURST,bucket:search} < 1 %, success > 99 %"
    )
    #expect(list.map(\.measure.metric.name) == ["time_to_booking", "share_429", "success"])
    #expect(throws: MeasureSyntaxError.self) { try Threshold.list(parsing: "success > 1 %,") }
    #expect(throws: MeasureSyntaxError.self) { try Threshold.list(parsing: " ") }
  }

  @Test("can come in k6's two parts, whose errors are about the part that is wrong")
  func parts() throws {
    #expect(
      try Threshold(metric: "time_to_booking", expression: "p(99)<2000ms").description
        == "time_to_booking p(99) < 2000ms"
    )
    let metric = #expect(throws: MeasureSyntaxError.self) { try Threshold(metric: "nonesuch", expression: "p(99)<1") }
    #expect(metric?.text == "nonesuch")
    let expression = #expect(throws: MeasureSyntaxError.self) {
      try Threshold(metric: "success", expression: "p(99)<1")
    }
    #expect(expression?.text == "p(99)<1")
    #expect(expression?.offset == 0)
  }
}

@Suite("A threshold")
struct ThresholdTests {
  @Test(
    "holds on its own side of the bound",
    arguments: [
      ("<", true, false, false), ("<=", true, true, false), (">", false, false, true), (">=", false, true, true),
      ("==", false, true, false), ("!=", true, false, true),
    ]
  )
  func sides(_ comparison: String, _ below: Bool, _ at: Bool, _ above: Bool) throws {
    let threshold = try Threshold(parsing: "time_to_booking med \(comparison) 2 s")
    #expect(threshold.holds(.number(2_000.0.nextDown)) == below)
    #expect(threshold.holds(.number(2_000)) == at)
    #expect(threshold.holds(.number(2_000.0.nextUp)) == above)
  }

  @Test("compares shares with the bound that percent is written for")
  func shares() throws {
    let threshold = try Threshold(parsing: "share_429 <= 0.7 %")
    #expect(threshold.holds(.share(events: 7, trials: 1_000)))
    #expect(!threshold.holds(.share(events: 8, trials: 1_000)))
  }

  @Test("is not kept by what was never reached or never observed", arguments: ["<", ">", "!="])
  func absent(_ comparison: String) throws {
    let threshold = try Threshold(parsing: "time_to_booking med \(comparison) 2 s")
    #expect(!threshold.holds(.never))
    #expect(!threshold.holds(.missing))
  }

  @Test("concerns every design, or the one it names")
  func designs() throws {
    let all = try Threshold(parsing: "success > 1 %")
    #expect(all.concerns(design: "phase1") && all.concerns(design: "phase2"))
    let one = try Threshold(parsing: "success{design:phase2} > 1 %")
    #expect(!one.concerns(design: "phase1") && one.concerns(design: "phase2"))
  }

  @Test("is narrowed to a window unless it has one or can have none")
  func narrowing() throws {
    let window: Range<VirtualInstant> = 60_000_000_000..<360_000_000_000
    #expect(
      try Threshold(parsing: "success > 1 %").within(window).description == "success{window:60s..360s} rate > 1 %"
    )
    #expect(
      try Threshold(parsing: "success{window:0s..1s} > 1 %").within(window).description
        == "success{window:0s..1s} rate > 1 %"
    )
    #expect(try Threshold(parsing: "peak_sent < 1").within(window).description == "peak_sent value < 1")
  }
}

@Suite("The aggregates of lengths of time")
struct ObservationsTests {
  @Test("are nearest rank, exact to the nanosecond")
  func percentiles() {
    let times = (1...1_000).map { VirtualSpan(Int64($0) * 1_000_000 + 1) }.reversed()
    let observations = Observations.durations(Durations(Array(times)))
    #expect(observations.value(.percentile(99.9)) == .number(999.000001))
    #expect(observations.value(.percentile(100)) == .number(1_000.000001))
    #expect(observations.value(.percentile(0)) == .number(1.000001))
    #expect(observations.value(.median) == .number(500.000001))
  }

  @Test("count who never got there after everybody else")
  func never() {
    let observations = Observations.durations(Durations([1_000_000], never: 1))
    #expect(observations.value(.median) == .number(1))
    #expect(observations.value(.percentile(50.1)) == .never)
    #expect(Observations.durations(Durations(never: 1)).value(.least) == .never)
    #expect(Observations.durations(Durations()).value(.median) == .missing)
  }
}
