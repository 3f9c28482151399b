import BookingCore
import Measures
import Results
import Scenarios
import SimulationHarness
import SyncScenarios
import SyncSimulation
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
    return CheckPlan.Subject(path: path, scenario: .booking(try ScenarioFile.parse(text: text, fileName: path)))
  }

  private func plan(
    _ subjects: [CheckPlan.Subject],
    designs: [String]? = nil,
    seeds: ClosedRange<UInt64>? = nil,
    baseline: Baseline? = nil,
    isJudged: Bool = true
  ) throws -> CheckPlan {
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

@Suite("A check of a sync")
struct SyncCheckTests {
  private static let text = """
    scenario_version: 1
    product: bulk-sync
    summary: "A thousand records"
    designs: [batched, batched-paced]
    source: { records: 1000 }
    thresholds:
      success: rate == 100%
      "duration{design:batched}": value < 1 ms
    """

  private func subject() throws -> CheckPlan.Subject {
    let scenario = try SyncScenarioFile.parse(text: Self.text, fileName: "sync/few.yaml")
    guard case .sample(let sample) = scenario.source else { throw CheckPlanError.unknownDesigns([]) }
    return CheckPlan.Subject(path: "sync/few.yaml", scenario: .bulkSync(scenario, .sample(sample)))
  }

  private func result(_ selection: CheckPlan.Selection = .init(seeds: 1...2), _ baseline: Baseline? = nil) throws
    -> CheckResult
  {
    let plan = try CheckPlan([try subject()], selection, baseline: baseline, isJudged: baseline != nil)
    return try CheckStudy(plan).result(baseline: baseline.map { _ in "b.json" })
  }

  @Test("judges integrity, thresholds and determinism, with the command that repeats a run")
  func judged() throws {
    let cells = try result().cells
    #expect(
      cells.map(\.cell.design) == ["batched", "batched-paced"] && cells.map(\.verdict) == [.thresholdMissed, .passed]
    )
    #expect(cells[0].cell.replay(seed: 2) == "booking-sim sync sync/few.yaml --designs batched --seed 2")
    #expect(
      cells.allSatisfy { cell in cell.runs.allSatisfy { $0.values.count == MeasureSet.baseline(of: .bulkSync).count } }
    )
  }

  @Test("its baseline is written with its product, read again, and held against it")
  func baseline() throws {
    let made = BaselineUpdate(of: nil, with: try result()).baseline
    #expect(made.text.contains("\"product\": \"bulk-sync\""))
    let read = try Baseline(text: made.text, file: "b.json")
    #expect(read == made)
    #expect(try result(.init(), read).cells.map(\.verdict) == [.thresholdMissed, .passed])
    var changed = read
    changed.scenarios["few"]?.designs["batched-paced"]?[1]?[0] = .number(1)
    #expect(try result(.init(), changed).cells.map(\.verdict) == [.thresholdMissed, .regressed])
  }

  @Test("tolerances of a baseline are of the product that has the measure")
  func tolerances() throws {
    let made = BaselineUpdate(of: nil, with: try result()).baseline
    let text = made.text.replacing(
      "\"tolerances\": {}",
      with: "\"tolerances\": { \"duration\": \"2 s\", \"requests\": \"5%\" }"
    )
    let read = try Baseline(text: text, file: "b.json")
    #expect(read.tolerances.keys.map(\.metric.name).sorted() == ["duration", "requests"])
    var changed = read
    let duration = try #require(read.scenarios["few"]?.designs["batched-paced"]?[1]?[0].number)
    changed.scenarios["few"]?.designs["batched-paced"]?[1]?[0] = .number(duration + 1.9)
    #expect(try result(.init(), changed).cells[1].verdict == .passed)
  }

  @Test("a baseline of the other product under its name does not fit, and is replaced whole")
  func otherProduct() throws {
    let made = BaselineUpdate(of: nil, with: try result()).baseline
    let text = "scenario_version: 1\nsummary: Two\nload: { arrivals: { users: 2, within_seconds: 1 } }\n"
    let bookings = CheckPlan.Subject(
      path: "sync/few.yaml",
      scenario: .booking(try ScenarioFile.parse(text: text, fileName: "sync/few.yaml"))
    )
    let plan = try CheckPlan([bookings], .init(seeds: 1...1), baseline: made, isJudged: true)
    #expect(plan.cells.count > 1)
    let held = try CheckStudy(plan).result(baseline: "b.json")
    #expect(held.verdict == .unfitBaseline)
    let cells = plan.cells
    #expect(BaselineUpdate.objection(to: cells, in: made, modelRevision: made.modelRevision) == nil)
    let update = BaselineUpdate(of: made, with: held)
    #expect(update.baseline.scenarios["few"]?.product == .booking)
    #expect(update.baseline.scenarios["few"]?.designs["batched"] == nil)
  }

  @Test("designs of the other product alone are refused, with those that there are")
  func otherDesigns() throws {
    let error = #expect(throws: CheckPlanError.self) { try result(.init(designs: ["phase2"], seeds: 1...1)) }
    #expect(
      error?.description.contains("none of its designs is asked for (phase2); expected some of one-by-one") == true
    )
    let both = try result(.init(designs: ["phase2", "batched"], seeds: 1...1))
    #expect(both.cells.map(\.cell.design) == ["batched"])
  }
}
