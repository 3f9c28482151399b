import BookingCore
import Measures
import Results
import Scenarios
import SimulationHarness
import Testing

@testable import Experiments

@Suite("A check of a small scenario")
struct CheckStudyTests {
  private static let text = """
    scenario_version: 1
    summary: Two visitors
    load:
      arrivals: { users: 2, within_seconds: 1 }
    thresholds:
      success: rate >= 100%
      peak_demanded: value < 100
      "time_to_booking{design:phase2}": p(99) < 1 us

    """

  private func subject(_ text: String = text, name: String = "two") throws -> CheckPlan.Subject {
    let path = "scenarios/\(name).yaml"
    return CheckPlan.Subject(path: path, scenario: try ScenarioFile.parse(text: text, fileName: path))
  }

  private func plan(
    _ subjects: [CheckPlan.Subject],
    designs: [String]? = nil,
    seeds: ClosedRange<UInt64>? = nil,
    baseline: Baseline? = nil,
    isJudged: Bool = true
  ) throws -> CheckPlan {
    let designs = try designs?.map { try DesignRegistry.design($0) }
    return try CheckPlan(
      subjects,
      CheckPlan.Selection(designs: designs, seeds: seeds),
      baseline: baseline,
      isJudged: isJudged
    )
  }

  @Test("runs all designs and three seeds when nothing else is asked for, and the first seed of each twice")
  func usual() throws {
    let plan = try plan([try subject()])
    #expect(plan.cells.map(\.design) == DesignRegistry.all.map(\.name))
    #expect(plan.cells.allSatisfy { $0.seeds == [1, 2, 3] && $0.expectation == .none })
    #expect(CheckStudy(plan).runs == DesignRegistry.all.count * 4)
  }

  @Test("has for each design only the thresholds that are meant for it")
  func thresholds() throws {
    let counts = try plan([try subject()], designs: ["phase1", "phase2"]).cells.map(\.thresholds.count)
    #expect(counts == [2, 3])
  }

  @Test("passes against the baseline that was made of it, and fails against a changed one and a missed threshold")
  func against() throws {
    let first = try CheckStudy(plan([try subject()], designs: ["phase1"], seeds: 1...2)).result()
    #expect(first.verdict == .passed)
    var baseline = BaselineUpdate(of: nil, with: first).baseline
    let again = try plan([try subject()], baseline: baseline)
    #expect(again.cells.map(\.design) == ["phase1"])
    #expect(again.cells[0].seeds == [1, 2])
    let second = try CheckStudy(again).result(baseline: "b.json")
    #expect(second.verdict == .passed)
    #expect(second.cells[0].cases.count { $0.subject == .baseline } == 2)
    #expect(second.cells[0].cases.count { $0.subject == .determinism } == 1)
    baseline.scenarios["two"]?.designs["phase1"]?[2]?[0] = .number(1)
    let regressed = try CheckStudy(plan([try subject()], baseline: baseline)).result()
    #expect(regressed.verdict == .regressed)
    #expect(regressed.cells[0].cases.filter { $0.verdict == .regressed }.map(\.seed) == [2])
    let missed = try CheckStudy(plan([try subject()], designs: ["phase2"], seeds: 1...1)).result()
    #expect(missed.verdict == .thresholdMissed)
  }

  @Test("runs a seed that the baseline lacks, and does not judge it")
  func lacking() throws {
    let first = try CheckStudy(plan([try subject()], designs: ["phase1"], seeds: 1...1)).result()
    let baseline = BaselineUpdate(of: nil, with: first).baseline
    let more = try CheckStudy(plan([try subject()], seeds: 1...2, baseline: baseline)).result()
    #expect(more.cells[0].cases.filter { $0.verdict == .unfitBaseline }.map(\.seed) == [2])
  }

  @Test("for an update holds nothing against the baseline that it asks what to run")
  func update() throws {
    var baseline = Baseline(modelRevision: 0)
    baseline.scenarios["two"] = .init(path: "two.yaml", hash: "x", designs: ["phase2+seats=hubspot": [4: []]])
    baseline.scenarios["two"]?.designs = ["phase2": [4: []], "baseline": [5: []]]
    let plan = try plan([try subject()], baseline: baseline, isJudged: false)
    #expect(plan.cells.map(\.design) == ["baseline", "phase2"])
    #expect(plan.cells.map(\.seeds) == [[5], [4]])
    #expect(plan.cells.allSatisfy { $0.expectation == .none })
  }

  @Test("is refused for scenarios of one name")
  func names() throws {
    let (first, other) = (try subject(), CheckPlan.Subject(path: "other/two.yaml", scenario: try subject().scenario))
    #expect(throws: CheckPlanError.equalNames("two", "scenarios/two.yaml", "other/two.yaml")) {
      _ = try plan([first, other])
    }
    let twice = CheckPlanError.equalNames("two", "a/two.yaml", "a/two.yaml")
    #expect(twice.description == "a/two.yaml is given twice; expected each scenario once (two).")
  }

  @Test("is refused for thresholds of designs that do not exist, all of them at once")
  func designs() throws {
    let lines = "  \"share_429{design:phase9}\": rate < 1%\n  \"requests{design:phase1+x=y}\": count < 1\n"
    do {
      _ = try plan([try subject(Self.text + lines)])
      Issue.record("phase9 was taken for a design")
    } catch let error as CheckPlanError {
      let problems = error.description.split(separator: "\n")
      #expect(problems.count == 2)
      #expect(
        problems[0]
          == "scenarios/two.yaml: thresholds.share_429{design:phase9} is for no design: There is no design \"phase9\"; "
          + "expected one of \(DesignRegistry.all.map(\.name).joined(separator: ", ")). Did you mean phase1?"
      )
    }
  }
}
