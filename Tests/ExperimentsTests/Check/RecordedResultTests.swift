import Foundation
import Measures
import Results
import Settings
import Testing

@testable import Experiments

@Suite("The result of another check, read")
struct RecordedResultTests {
  private static let cells = [
    ExampleBaseline.cell("rush", "phase1"), ExampleBaseline.cell("rush", "phase2", seeds: [3]),
    ExampleBaseline.cell("idle", "phase1", hash: "bb"),
  ]

  /// What of a check's JSON is read.
  private struct Document: Encodable {
    let cases: [Int] = []
    let cells: [RecordedCell]
    let format = DataFormat.check.name
    let model_revision = 1
    let version = DataFormat.check.version
  }

  private func written(_ values: [MeasureValue] = ExampleBaseline.values(median: .never)) throws -> String {
    let cells = ExampleBaseline.result(Self.cells, values: values).cells.map(RecordedCell.init)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(Document(cells: cells)), as: UTF8.self)
  }

  private func read(_ text: String, modelRevision: Int = 1) throws -> Baseline {
    try RecordedResult.baseline(text, file: "main.json", modelRevision: modelRevision)
  }

  private func complaint(_ text: String, modelRevision: Int = 1) throws -> String {
    let error = #expect(throws: SettingsProblems.self) { _ = try read(text, modelRevision: modelRevision) }
    return error?.description ?? ""
  }

  @Test("has what that check got, every kind of value exact")
  func values() throws {
    let baseline = try read(try written())
    #expect(baseline.modelRevision == 1)
    #expect(baseline.scenarios.keys.sorted() == ["idle", "rush"])
    #expect(baseline.scenarios["idle"]?.hash == "bb")
    #expect(baseline.scenarios["rush"]?.path == "scenarios/rush.yaml")
    #expect(baseline.scenarios["rush"]?.designs["phase2"] == [3: ExampleBaseline.values(median: .never)])
    #expect(baseline.scenarios["rush"]?.designs["phase1"]?.keys.sorted() == [1, 2])
  }

  @Test("is refused with the place and what was expected when it is something else, or of something else")
  func refused() throws {
    #expect(try complaint("{").contains("main.json:1: is no JSON: "))
    #expect(try complaint("[]").contains("main.json: is no result of a check; expected what check --format json "))
    #expect(try complaint("{\"format\": 1}").contains("is no result of a check"))
    let good = try written()
    #expect(
      try complaint(good.replacing("\"version\" : 1", with: "\"version\" : 2"))
        .contains(": version is 2, of another version of this program; expected 1.")
    )
    #expect(
      try complaint(good.replacing("\"version\" : 1", with: "\"was\" : 1")).contains(
        "version is missing, as in a result of"
      )
    )
    let other = good.replacing("sim\\/check\"", with: "sim\\/run\"")
    #expect(other != good)
    #expect(try complaint(other).contains("format is no booking-sim/check; expected what check"))
    let twice = good.replacing("\"design\" : \"phase2\"", with: "\"design\" : \"phase1\"")
    #expect(try complaint(twice).contains("cells tell rush, phase1 or one of its seeds twice; expected each once."))
    #expect(
      try complaint(good, modelRevision: 2)
        .contains(": model_revision is 1, of another revision of the model; expected 2.")
    )
    #expect(try complaint(good.replacing("\"seeds\"", with: "\"seats\"")).contains("cells cannot be read ("))
    #expect(
      try complaint(good.replacing("\"requests count\" : [", with: "\"wishes\" : ["))
        .contains("cells has not a value of every measure for every seed (rush, phase1)")
    )
  }
}

@Suite("Runs beside a baseline or another result")
struct CheckComparisonTests {
  private func baseline(_ cells: [CheckCell], _ values: [MeasureValue]) -> Baseline {
    BaselineUpdate(of: nil, with: ExampleBaseline.result(cells, values: values)).baseline
  }

  @Test("has no change where all is the same, and passes")
  func equal() {
    let (cells, values) = ([ExampleBaseline.cell()], ExampleBaseline.values())
    let comparison = CheckComparison(
      ExampleBaseline.result(cells),
      updating: baseline(cells, values),
      at: "b.json"
    )
    #expect(comparison.changes.isEmpty)
    #expect(comparison.shifts.isEmpty)
    #expect(comparison.verdict == .passed)
  }

  @Test("compares the values also where the scenario or the model is another one, which a gate refuses to")
  func otherScenario() {
    let old = baseline([ExampleBaseline.cell(hash: "old")], ExampleBaseline.values(confirmed: 90))
    let result = ExampleBaseline.result([ExampleBaseline.cell(hash: "new")], modelRevision: 2)
    let comparison = CheckComparison(result, updating: old, at: "b.json")
    #expect(comparison.changes == [.revision(from: 1, to: 2), .scenario("rush", from: "old", to: "new")])
    #expect(comparison.shifts.map(\.measure.shortText) == ["confirmed"])
    #expect(comparison.verdict == .regressed)
  }

  @Test("passes when no measure is beyond its tolerance, and names what is within")
  func within() throws {
    let cells = [ExampleBaseline.cell()]
    var old = baseline(cells, ExampleBaseline.values(confirmed: 99))
    old.tolerances = [try ExampleBaseline.measure("confirmed"): try #require(Tolerance("1", for: .count))]
    let comparison = CheckComparison(ExampleBaseline.result(cells), updating: old, at: "b.json")
    #expect(comparison.verdict == .passed)
    #expect(comparison.within.count == 1)
  }

  @Test("of another result says also what only that one has, and takes tolerances from where they are given")
  func against() throws {
    let old = baseline(
      [ExampleBaseline.cell(), ExampleBaseline.cell("idle")],
      ExampleBaseline.values(confirmed: 99)
    )
    let result = ExampleBaseline.result([ExampleBaseline.cell(), ExampleBaseline.cell("new")])
    let confirmed = try ExampleBaseline.measure("confirmed")
    let tolerance = try #require(Tolerance("1", for: .count))
    let comparison = CheckComparison(result, against: old, at: "main.json", tolerances: [confirmed: tolerance])
    #expect(
      comparison.changes == [
        .added(BaselineChange.Place(scenario: "new", design: "phase1"), seeds: [1, 2]),
        .dropped(BaselineChange.Place(scenario: "idle", design: "phase1"), seeds: [1, 2]),
      ]
    )
    #expect(comparison.verdict == .passed)
    #expect(CheckComparison(result, against: old, at: "main.json").verdict == .regressed)
  }

  @Test("comes to what is wrong with the runs themselves before it comes to what changed")
  func unsound() {
    let cell = ExampleBaseline.cell()
    let old = baseline([cell], ExampleBaseline.values(confirmed: 99))
    let problem = CheckCase(.integrity, seed: 1, failures: [.problem("x")])
    let run = CheckedRun(seed: 1, digest: "d", values: ExampleBaseline.values())
    let result = CheckResult([CheckedCell(cell, runs: [run], cases: [problem])], modelRevision: 1)
    #expect(CheckComparison(result, updating: old, at: "b.json").verdict == .unsound)
  }
}
