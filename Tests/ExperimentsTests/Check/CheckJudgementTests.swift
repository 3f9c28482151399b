import Measures
import Results
import Testing

@testable import Experiments

@Suite("The judgement of a run")
struct CheckJudgementTests {
  private typealias Example = ExampleBaseline

  private func judged(
    against expectation: CheckCell.Expectation = .none,
    thresholds: [String] = [],
    tolerances: [Measure: Tolerance] = [:],
    _ run: CheckedRun
  ) throws -> CheckedCell {
    let cell = CheckCell(
      scenario: "rush",
      path: "rush.yaml",
      scenarioHash: "aa",
      design: "phase1",
      seeds: [1],
      thresholds: try thresholds.map { try Threshold(parsing: $0) },
      expectation: expectation
    )
    return CheckJudgement(tolerances: tolerances).judge(cell, [run])
  }

  private func run(
    _ values: [MeasureValue] = Example.values(),
    thresholds: [MeasureValue] = [],
    problems: [String] = [],
    repeated: String? = nil
  ) -> CheckedRun {
    CheckedRun(
      seed: 1,
      digest: "d1",
      repeatedDigest: repeated,
      problems: problems,
      values: values,
      thresholdValues: thresholds
    )
  }

  @Test("is a pass in every case when nothing is wrong, and has only the cases that there are")
  func passed() throws {
    #expect(try judged(run()).cases.map(\.subject) == [.integrity])
    let all = try judged(
      against: .values([1: Example.values()]),
      thresholds: ["success rate > 99%"],
      run(thresholds: [.share(events: 100, trials: 100)], repeated: "d1")
    )
    #expect(all.cases.count == 4)
    #expect(all.verdict == .passed)
  }

  @Test("names everything that the audit found")
  func unsound() throws {
    let checked = try judged(run(problems: ["doubled_note: x", "not at rest: y"]))
    #expect(checked.verdict == .unsound)
    #expect(checked.cases[0].outcome == .failed([.problem("doubled_note: x"), .problem("not at rest: y")]))
  }

  @Test("of a threshold has both sides of its edge, and fails where nothing was reached or observed")
  func thresholds() throws {
    let bound = "time_to_booking p(95) < 5 s"
    #expect(try judged(thresholds: [bound], run(thresholds: [.number(4_999.999)])).verdict == .passed)
    for value in [MeasureValue.number(5_000), .never, .missing] {
      let checked = try judged(thresholds: [bound], run(thresholds: [value]))
      #expect(checked.verdict == .thresholdMissed)
      #expect(checked.cases[1].outcome == .failed([.missed(try Threshold(parsing: bound), got: value)]))
    }
  }

  @Test("against a baseline is exact unless a tolerance says otherwise")
  func exact() throws {
    let expected = CheckCell.Expectation.values([1: Example.values()])
    let got = Example.values(median: .number(1_000.000001))
    let median = try Example.measure("time_to_booking med")
    let difference = MeasureDifference(median, expected: .number(1_000), got: .number(1_000.000001))
    let checked = try judged(against: expected, run(got))
    #expect(checked.verdict == .regressed)
    #expect(checked.cases.last?.outcome == .failed([.differs(difference)]))
    // A share of the same size from other counts is another result.
    let other = Example.values(refused429: 50).map {
      $0 == .share(events: 50, trials: 100) ? .share(events: 1, trials: 2) : $0
    }
    #expect(try judged(against: expected, run(other)).verdict == .regressed)
  }

  @Test("within a tolerance passes and keeps what has moved; beyond it fails")
  func tolerance() throws {
    let median = try Example.measure("time_to_booking med")
    let five = try #require(Tolerance("5%", for: .milliseconds))
    func judged(_ value: MeasureValue) throws -> CheckCase.Outcome? {
      try self.judged(
        against: .values([1: Example.values()]),
        tolerances: [median: five],
        run(Example.values(median: value))
      ).cases.last?.outcome
    }
    func difference(_ value: MeasureValue) -> MeasureDifference {
      MeasureDifference(median, expected: .number(1_000), got: value, tolerance: five)
    }
    #expect(try judged(.number(1_050)) == .passed(moved: [difference(.number(1_050))]))
    #expect(try judged(.number(950)) == .passed(moved: [difference(.number(950))]))
    #expect(try judged(.number(1_050.001)) == .failed([.differs(difference(.number(1_050.001)))]))
    #expect(try judged(.never) == .failed([.differs(difference(.never))]))
    #expect(try judged(.number(1_000)) == .passed(moved: []))
  }

  @Test("has no regression where the baseline does not fit or lacks the seed")
  func unfit() throws {
    let unfit = try judged(against: .unfit("another scenario"), run(Example.values(confirmed: 0)))
    #expect(unfit.verdict == .unfitBaseline)
    #expect(unfit.cases.last?.outcome == .unjudged("another scenario"))
    let lacking = try judged(against: .values([2: Example.values()]), run())
    #expect(lacking.verdict == .unfitBaseline)
    #expect(lacking.cases.last?.outcome == .unjudged("the baseline has no seed 1 of rush with phase1"))
  }

  @Test("of a run that was repeated compares the digests")
  func determinism() throws {
    #expect(try judged(run(repeated: "d1")).verdict == .passed)
    let checked = try judged(run(repeated: "d2"))
    #expect(checked.verdict == .unrepeatable)
    #expect(checked.cases.last?.outcome == .failed([.digests(first: "d1", second: "d2")]))
  }
}

@Suite("What a baseline expects of a cell")
struct BaselineExpectationTests {
  private typealias Example = ExampleBaseline

  private func expectation(_ cell: CheckCell, modelRevision: Int = 1) -> CheckCell.Expectation {
    BaselineUpdate(of: nil, with: Example.result([Example.cell()])).baseline
      .expectation(of: cell, modelRevision: modelRevision)
  }

  @Test("are its values when model, scenario and design are the same")
  func fits() {
    #expect(expectation(Example.cell()) == .values([1: Example.values(), 2: Example.values()]))
  }

  @Test("is nothing, for a reason, when any of them is another")
  func unfit() {
    #expect(
      expectation(Example.cell(), modelRevision: 2)
        == .unfit("the baseline is of model revision 1, this program of 2")
    )
    #expect(expectation(Example.cell("idle")) == .unfit("the baseline has no scenario idle"))
    #expect(
      expectation(Example.cell(hash: "bb"))
        == .unfit("rush is not the scenario of the baseline: it was aa, it is bb")
    )
    #expect(expectation(Example.cell("rush", "phase2")) == .unfit("the baseline has no design phase2 of rush"))
  }
}
