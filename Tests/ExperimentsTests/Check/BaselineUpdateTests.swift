import Measures
import Results
import Testing

@testable import Experiments

@Suite("The update of a baseline")
struct BaselineUpdateTests {
  private typealias Example = ExampleBaseline

  private static let place = BaselineChange.Place(scenario: "rush", design: "phase1")

  /// `rush` with two designs under two seeds, and `idle`.
  private func old() throws -> Baseline {
    let cells = [Example.cell(), Example.cell("rush", "phase2"), Example.cell("idle", "phase1")]
    var baseline = BaselineUpdate(of: nil, with: Example.result(cells)).baseline
    baseline.tolerances[try Example.measure("requests")] = Tolerance("5%", for: .count)
    return baseline
  }

  @Test("of none makes one of everything that was run")
  func first() {
    let update = BaselineUpdate(of: nil, with: Example.result([Example.cell()], modelRevision: 4))
    #expect(update.baseline.modelRevision == 4)
    #expect(update.baseline.scenarios["rush"]?.designs["phase1"]?[2] == Example.values())
    #expect(update.changes == [.added(Self.place, seeds: [1, 2])])
  }

  @Test("with the same results changes nothing")
  func same() throws {
    let update = BaselineUpdate(of: try old(), with: Example.result([Example.cell()]))
    #expect(update.changes.isEmpty)
    #expect(update.baseline == (try old()))
  }

  @Test("changes what was run and leaves the rest, tolerances included")
  func some() throws {
    let new = Example.values(confirmed: 99)
    let update = BaselineUpdate(of: try old(), with: Example.result([Example.cell(seeds: [2, 3])], values: new))
    let difference = MeasureDifference(try Example.measure("confirmed"), expected: .number(100), got: .number(99))
    #expect(update.changes == [.added(Self.place, seeds: [3]), .value(Self.place, seed: 2, difference)])
    var expected = try old()
    expected.scenarios["rush"]?.designs["phase1"]?[2] = new
    expected.scenarios["rush"]?.designs["phase1"]?[3] = new
    #expect(update.baseline == expected)
    #expect(!update.baseline.tolerances.isEmpty)
  }

  @Test("for another scenario of the same name replaces its results and drops seeds that were not run")
  func otherScenario() throws {
    let cells = [Example.cell(hash: "bb", seeds: [1]), Example.cell("rush", "phase2", hash: "bb")]
    let update = BaselineUpdate(of: try old(), with: Example.result(cells))
    #expect(update.changes == [.scenario("rush", from: "aa", to: "bb"), .dropped(Self.place, seeds: [2])])
    #expect(update.baseline.scenarios["rush"]?.hash == "bb")
    #expect(update.baseline.scenarios["rush"]?.designs["phase1"]?.keys.sorted() == [1])
    #expect(update.baseline.scenarios["rush"]?.designs["phase2"]?.keys.sorted() == [1, 2])
    #expect(update.baseline.scenarios["idle"] == (try old().scenarios["idle"]))
  }

  @Test("for another model says so")
  func otherModel() throws {
    let cells = [Example.cell(), Example.cell("rush", "phase2"), Example.cell("idle", "phase1")]
    let update = BaselineUpdate(of: try old(), with: Example.result(cells, modelRevision: 2))
    #expect(update.changes == [.revision(from: 1, to: 2)])
    #expect(update.baseline.modelRevision == 2)
  }

  @Test("follows a scenario whose file has moved")
  func path() throws {
    var baseline = try old()
    baseline.scenarios["rush"]?.path = "old/rush.yaml"
    let update = BaselineUpdate(of: baseline, with: Example.result([Example.cell()]))
    #expect(update.changes == [.path(scenario: "rush", from: "old/rush.yaml", to: "scenarios/rush.yaml")])
    #expect(update.baseline == (try old()))
  }

  @Test("of a part is refused when the rest would stay of another scenario or model")
  func objections() throws {
    func objection(_ cells: [CheckCell], revision: Int = 1) throws -> String? {
      BaselineUpdate.objection(to: cells, in: try old(), modelRevision: revision)
    }
    #expect(try objection([Example.cell()]) == nil)
    #expect(
      try objection([Example.cell(hash: "bb")])
        == "rush has changed, but phase2 would stay of the old one; update all its designs"
    )
    #expect(try objection([Example.cell(hash: "bb"), Example.cell("rush", "phase2", hash: "bb")]) == nil)
    #expect(
      try objection([Example.cell(), Example.cell("rush", "phase2")], revision: 2)
        == "the baseline is of model revision 1 and this program of 2, but idle with phase1 would stay of the old one; "
        + "update all of it"
    )
    let all = [Example.cell(), Example.cell("rush", "phase2"), Example.cell("idle", "phase1")]
    #expect(try objection(all, revision: 2) == nil)
    #expect(BaselineUpdate.objection(to: [Example.cell()], in: nil, modelRevision: 2) == nil)
  }
}
