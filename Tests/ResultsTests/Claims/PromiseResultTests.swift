import Measures
import Statistics
import Testing

@testable import Results

extension ClaimedRange {
  /// A range whose ends are allowed.
  fileprivate static func from(_ lower: Double?, to upper: Double?) -> ClaimedRange {
    ClaimedRange(
      lower: lower.map { Bound($0, isIncluded: true, text: "\($0)") },
      upper: upper.map { Bound($0, isIncluded: true, text: "\($0)") }
    )
  }

  /// A range whose ends are not.
  fileprivate static func above(_ lower: Double?, below upper: Double?) -> ClaimedRange {
    ClaimedRange(
      lower: lower.map { Bound($0, isIncluded: false, text: "\($0)") },
      upper: upper.map { Bound($0, isIncluded: false, text: "\($0)") }
    )
  }
}

@Suite("A promised range")
struct ClaimedRangeTests {
  private func verdict(_ range: ClaimedRange, _ lower: Double, _ upper: Double) -> ClaimVerdict {
    range.verdict(on: ConfidenceInterval(lower: lower, upper: upper))
  }

  @Test("holds as long as the whole interval is in it, its ends included")
  func holds() {
    #expect(verdict(.from(10, to: 20), 10, 20) == .holds)
    #expect(verdict(.from(10, to: 20), 9.99, 20) == .undecided)
    #expect(verdict(.from(10, to: 20), 10, 20.01) == .undecided)
    #expect(verdict(.from(nil, to: 20), -500, 20) == .holds)
    #expect(verdict(.from(10, to: nil), 10, 500) == .holds)
  }

  @Test("fails as soon as nothing of the interval is in it")
  func fails() {
    #expect(verdict(.from(10, to: 20), 5, 9.99) == .fails)
    #expect(verdict(.from(10, to: 20), 5, 10) == .undecided)
    #expect(verdict(.from(10, to: 20), 20, 25) == .undecided)
    #expect(verdict(.from(10, to: 20), 20.01, 25) == .fails)
    #expect(verdict(.from(10, to: 20), 5, 25) == .undecided)
  }

  @Test("does not have its ends where it says above and below")
  func open() {
    #expect(verdict(.above(10, below: 20), 10.01, 19.99) == .holds)
    #expect(verdict(.above(10, below: 20), 10, 19) == .undecided)
    #expect(verdict(.above(10, below: 20), 11, 20) == .undecided)
    #expect(verdict(.above(10, below: 20), 5, 10) == .fails)
    #expect(verdict(.above(10, below: 20), 20, 25) == .fails)
  }

  @Test("is empty when no value is left")
  func empty() {
    #expect(ClaimedRange.from(20, to: 10).isEmpty)
    #expect(!ClaimedRange.from(10, to: 10).isEmpty)
    #expect(ClaimedRange.above(10, below: 10).isEmpty)
  }
}

@Suite("A promise put to the test")
struct PromiseResultTests {
  private func result(
    _ measure: String,
    _ range: ClaimedRange,
    _ values: [MeasureValue],
    _ comparison: Claim.Comparison? = nil,
    others: [MeasureValue] = []
  ) throws -> PromiseResult {
    let promise = Claim.Promise(
      measure: try Measure(parsing: measure),
      design: "phase1",
      comparison: comparison,
      range: range
    )
    return PromiseResult(promise, values, others: others, causes: nil)
  }

  private func numbers(_ numbers: Double...) -> [MeasureValue] { numbers.map { .number($0) } }

  @Test("is judged by the 95 % interval of the median")
  func median() throws {
    // The 6th and the 15th of 1 to 20.
    let values = (1...20).map { MeasureValue.number(Double($0)) }
    #expect(try result("requests", .from(6, to: 15), values).verdict == .holds)
    #expect(try result("requests", .from(6.1, to: 15), values).verdict == .undecided)
    #expect(try result("requests", .from(15, to: nil), values).verdict == .undecided)
    #expect(try result("requests", .from(15.1, to: nil), values).verdict == .fails)
  }

  @Test("is judged by what runs span that are too few for an interval")
  func few() throws {
    #expect(try result("requests", .from(10, to: 12), numbers(10, 12)).verdict == .holds)
    #expect(try result("requests", .from(11, to: 12), numbers(10, 12)).verdict == .undecided)
    #expect(try result("requests", .from(13, to: nil), numbers(10, 12)).verdict == .fails)
  }

  @Test("says how many seeds would decide: the width shrinks with their root")
  func seedsToDecide() throws {
    // The median is 10.5, the interval reaches 4.5 up, the bound is 3 from the median: 20 x (4.5 / 3)^2 = 45.
    let values = (1...20).map { MeasureValue.number(Double($0)) }
    #expect(try result("requests", .from(nil, to: 13.5), values).seedsToDecide == 45)
    #expect(try result("requests", .from(nil, to: 10.5), values).seedsToDecide == nil)
    #expect(try result("requests", .from(nil, to: 50), values).seedsToDecide == nil)
  }

  @Test("is judged by the value itself when every run gave the same, or there was but one")
  func point() throws {
    #expect(try result("requests", .from(nil, to: 900), numbers(900, 900)).verdict == .holds)
    #expect(try result("requests", .above(nil, below: 900), numbers(900, 900)).verdict == .fails)
    #expect(try result("requests", .from(nil, to: 900), numbers(900)).verdict == .holds)
    #expect(try result("requests", .from(nil, to: 899), numbers(900)).verdict == .fails)
  }

  @Test("fails when its percentile was not reached in a single run")
  func notReached() throws {
    let values: [MeasureValue] = [.number(10), .never]
    #expect(try result("time_to_booking p(95)", .from(nil, to: 1_000), values).verdict == .fails)
    #expect(try result("time_to_booking p(95)", .from(1, to: nil), values).verdict == .fails)
  }

  @Test("is undecided when there was nothing to measure")
  func nothing() throws {
    #expect(try result("note_delay p(95)", .from(nil, to: 10), [.missing, .missing]).verdict == .undecided)
  }

  @Test("of a share that was never seen is judged by 0")
  func neverSeen() throws {
    let none = Array(repeating: MeasureValue.share(events: 0, trials: 1_500), count: 6)
    #expect(try result("share_429", .above(nil, below: 0.001), none).verdict == .holds)
  }

  @Test("of a count that is 0 in every run is judged by 0")
  func zero() throws {
    #expect(try result("integrity_findings", .from(nil, to: 0), numbers(0, 0)).verdict == .holds)
    #expect(try result("integrity_findings", .from(1, to: nil), numbers(0, 0)).verdict == .fails)
  }

  @Test("to be less than another design is judged by the differences, seed by seed")
  func less() throws {
    // Both vary widely, their difference does not.
    let (own, others) = (numbers(100, 900), numbers(400, 1_200))
    let saved = try result("requests", .from(300, to: nil), own, .lessThan("baseline"), others: others)
    #expect(saved.verdict == .holds)
    #expect(try result("requests", .from(301, to: nil), own, .lessThan("baseline"), others: others).verdict == .fails)
    #expect(try result("requests", .from(300, to: nil), own, .moreThan("baseline"), others: others).verdict == .fails)
    #expect(try result("requests", .from(nil, to: -300), own, .moreThan("baseline"), others: others).verdict == .holds)
  }

  @Test("to be less than another design fails where one of both was not reached")
  func lessUnreached() throws {
    let found = try result(
      "time_to_booking p(95)",
      .from(0, to: nil),
      [.number(1), .number(1)],
      .lessThan("baseline"),
      others: [.number(2), .never]
    )
    #expect(found.verdict == .fails)
  }

  @Test("is near a bound within 10 % of it, on either side; a bound of 0 has no such distance")
  func near() throws {
    func isNear(_ value: Double, _ range: ClaimedRange) throws -> Bool {
      try result("requests", range, numbers(value, value)).isNearBound
    }
    #expect(try isNear(66, .from(60, to: nil)) && isNear(54, .from(60, to: nil)))
    #expect(try !isNear(66.1, .from(60, to: nil)) && !isNear(53.9, .from(60, to: nil)))
    #expect(try isNear(75, .from(10, to: 80)))
    #expect(try !isNear(0, .from(nil, to: 0)))
  }

  @Test("of a design that does not exist is not yet testable")
  func untestable() throws {
    let measure = try Measure(parsing: "success")
    let promise = Claim.Promise(measure: measure, design: "phase9", range: .from(0.95, to: nil))
    #expect(PromiseResult(untestable: promise).verdict == .notYetTestable)
  }
}

@Suite("A claim of several promises")
struct ClaimVerdictTests {
  @Test("holds when all of them do")
  func holds() {
    #expect(ClaimVerdict.all([.holds, .holds]) == .holds)
  }

  @Test("fails when one does, then is undecided, then not yet testable")
  func order() {
    #expect(ClaimVerdict.all([.holds, .notYetTestable, .undecided, .fails]) == .fails)
    #expect(ClaimVerdict.all([.holds, .notYetTestable, .undecided]) == .undecided)
    #expect(ClaimVerdict.all([.holds, .notYetTestable]) == .notYetTestable)
  }
}

@Suite("The search for the value at which a verdict turns")
struct TurnResultTests {
  private func turn(_ trials: [(Double, ClaimVerdict)], resolution: Double = 1) -> TurnResult {
    TurnResult(key: "x", trials: trials.map { TurnResult.Trial($0.0, $0.1) }, resolution: resolution)
  }

  @Test("tries the middle between neighbours whose verdicts differ")
  func middle() {
    #expect(turn([(0, .fails), (50, .fails), (100, .holds)]).next == [75])
    #expect(turn([(75, .holds), (50, .fails)]).next == [62])
  }

  @Test("ends where they are as near as was asked for")
  func end() {
    #expect(turn([(61, .fails), (62, .holds)]).next.isEmpty)
    #expect(turn([(60, .fails), (62, .holds)]).next == [61])
    #expect(turn([(0, .holds), (100, .holds)]).next.isEmpty)
  }

  @Test("goes on at both ends of what is undecided")
  func undecided() {
    #expect(turn([(0, .fails), (10, .undecided), (20, .holds)]).next == [5, 15])
  }

  @Test("keeps to steps that are no binary fractions")
  func decimals() {
    #expect(turn([(0.1, .holds), (0.5, .fails)], resolution: 0.1).next == [0.3])
    #expect(turn([(0.2, .holds), (0.3, .fails)], resolution: 0.1).next.isEmpty)
  }

  @Test("gives the values with the same verdict together")
  func spans() {
    let spans = turn([(3, .holds), (0, .fails), (1, .fails), (2, .undecided)]).spans
    #expect(spans.map(\.verdict) == [.fails, .undecided, .holds])
    #expect(spans.map(\.first) == [0, 2, 3])
    #expect(spans.map(\.last) == [1, 2, 3])
  }
}
