import Measures
import Testing

@testable import Results

@Suite("The verdict of a check")
struct CheckResultTests {
  private static let cell = CheckCell(
    scenario: "rush",
    path: "rush.yaml",
    scenarioHash: "0",
    design: "phase1",
    seeds: [1]
  )

  private static func threshold() throws -> CheckCase.Subject {
    .threshold(try Threshold(parsing: "success rate > 99%"))
  }

  private static func result(_ cases: [CheckCase]) -> CheckResult {
    CheckResult([CheckedCell(cell, runs: [], cases: cases)], modelRevision: 1)
  }

  @Test("is a pass when every case passed, with measures that moved or without, and when there is none")
  func passed() {
    let passed = CheckCase(.baseline, seed: 1, .passed(moved: []))
    #expect(Self.result([passed, CheckCase(.integrity, seed: 1, failures: [])]).verdict == .passed)
    #expect(Self.result([]).verdict == .passed)
  }

  @Test("of each kind of failure has its exit code")
  func codes() throws {
    let failure = [CheckFailure.problem("x")]
    #expect(Self.result([CheckCase(.integrity, seed: 1, failures: failure)]).verdict.rawValue == 1)
    #expect(Self.result([CheckCase(.baseline, seed: 1, .unjudged("x"))]).verdict.rawValue == 2)
    #expect(Self.result([CheckCase(try Self.threshold(), seed: 1, failures: failure)]).verdict.rawValue == 3)
    #expect(Self.result([CheckCase(.baseline, seed: 1, failures: failure)]).verdict.rawValue == 4)
    #expect(Self.result([CheckCase(.determinism, seed: 1, failures: failure)]).verdict.rawValue == 5)
  }

  @Test("is what has the lowest exit code of all that failed, over all cells")
  func lowest() throws {
    let failure = [CheckFailure.problem("x")]
    let late = CheckCase(.determinism, seed: 1, failures: failure)
    let regressed = CheckCase(.baseline, seed: 1, failures: failure)
    let missed = CheckCase(try Self.threshold(), seed: 1, failures: failure)
    let unfit = CheckCase(.baseline, seed: 1, .unjudged("x"))
    let unsound = CheckCase(.integrity, seed: 1, failures: failure)
    var cases: [CheckCase] = [CheckCase(.integrity, seed: 2, failures: [])]
    for (next, code) in [(late, 5), (regressed, 4), (missed, 3), (unfit, 2), (unsound, 1)] {
      cases.append(next)
      #expect(Self.result(cases).verdict.rawValue == code)
      let cells = cases.map { CheckedCell(Self.cell, runs: [], cases: [$0]) }
      #expect(CheckResult(cells, modelRevision: 1).verdict.rawValue == code)
    }
  }

  @Test("keeps a baseline from being made of runs that are not sound or do not repeat, and of no others")
  func fit() throws {
    let failure = [CheckFailure.problem("x")]
    #expect(Self.result([CheckCase(try Self.threshold(), seed: 1, failures: failure)]).isFitForBaseline)
    #expect(!Self.result([CheckCase(.integrity, seed: 1, failures: failure)]).isFitForBaseline)
    #expect(!Self.result([CheckCase(.determinism, seed: 1, failures: failure)]).isFitForBaseline)
  }
}

@Suite("A measure that differs")
struct MeasureDifferenceTests {
  private func isImprovement(_ measure: String, _ before: MeasureValue, _ after: MeasureValue) throws -> Bool? {
    MeasureDifference(try Measure(parsing: measure), expected: before, got: after).isImprovement
  }

  @Test("is better or worse as its metric has it")
  func direction() throws {
    #expect(try isImprovement("requests", .number(5), .number(4)) == true)
    #expect(try isImprovement("requests", .number(5), .number(6)) == false)
    #expect(try isImprovement("confirmed", .number(5), .number(6)) == true)
    #expect(try isImprovement("confirmed", .number(5), .number(4)) == false)
  }

  @Test("is neither where nobody can tell")
  func neither() throws {
    #expect(try isImprovement("refused", .number(5), .number(6)) == nil)
    #expect(try isImprovement("share_429", .share(events: 1, trials: 2), .share(events: 2, trials: 4)) == nil)
    #expect(try isImprovement("requests", .number(5), .missing) == nil)
  }

  @Test("is worse when it is reached no more, and better when it is reached at last")
  func never() throws {
    #expect(try isImprovement("time_to_booking med", .number(5), .never) == false)
    #expect(try isImprovement("time_to_booking med", .never, .number(5)) == true)
  }
}
