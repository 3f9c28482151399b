import BookingCore
import Foundation
import Measures
import Results
import Settings
import Testing

@testable import Experiments

@Suite("The file of a baseline")
struct BaselineTextTests {
  private func baseline() throws -> Baseline {
    let update = BaselineUpdate(
      of: nil,
      with: ExampleBaseline.result([ExampleBaseline.cell(), ExampleBaseline.cell("idle", "baseline", seeds: [7])])
    )
    var baseline = update.baseline
    let median = try ExampleBaseline.measure("time_to_booking med")
    baseline.tolerances[median] = Tolerance("5%", for: .milliseconds)
    baseline.scenarios["rush"]?.designs["phase1"]?[2] = ExampleBaseline.values(median: .never)
    return baseline
  }

  private func problems(_ text: String) -> [String] {
    do {
      _ = try Baseline(text: text, file: "b.json")
      return []
    } catch { return error.problems.map(\.description) }
  }

  /// The problems of the good file with one text in it replaced, without their lines.
  private func problems(replacing old: String, with new: String) throws -> [String] {
    let text = try baseline().text
    try #require(text.contains(old), "\(old)")
    return problems(text.replacing(old, with: new)).map { $0.replacing(/^b.json:[0-9]+:/, with: "b.json:") }
  }

  @Test("has a line for each measure with the values of all seeds, sorted, and is read back as it was")
  func text() throws {
    let baseline = try baseline()
    #expect(try Baseline(text: baseline.text, file: "b.json") == baseline)
    #expect(baseline.text == (try self.baseline().text))
    let lines = baseline.text.split(separator: "\n").map(String.init)
    #expect(lines.prefix(3) == ["{", "  \"format\": 1,", "  \"model_revision\": 1,"])
    #expect(lines.contains("          \"seeds\": [1, 2],"))
    #expect(lines.contains("            \"confirmed\": [100, 100],"))
    #expect(lines.contains("            \"first_attempt_success\": [null, null],"))
    #expect(lines.contains("            \"share_429\": [[50, 100], [50, 100]],"))
    #expect(lines.contains("            \"time_to_booking med\": [1000, \"never\"],"))
    #expect(lines.contains("      \"path\": \"scenarios/rush.yaml\""))
    #expect(lines.suffix(4) == ["  \"tolerances\": {", "    \"time_to_booking med\": \"5%\"", "  }", "}"])
    let rows = lines.filter { $0.hasPrefix("            \"") }.prefix(MeasureSet.baseline.count)
    #expect(rows.sorted() == Array(rows))
  }

  @Test("is JSON for any reader")
  func json() throws {
    let object = try JSONSerialization.jsonObject(with: Data(try baseline().text.utf8))
    let root = try #require(object as? [String: Any])
    #expect(root.keys.sorted() == ["format", "model_revision", "scenarios", "tolerances"])
    let empty = Baseline(modelRevision: 3)
    #expect(try Baseline(text: empty.text, file: "b.json") == empty)
  }

  @Test("keeps every bit of a number")
  func bits() throws {
    var baseline = Baseline(modelRevision: 1)
    for number in [0.1 + 0.2, 1e300, 5e-300, 20.026666666666667, 9_007_199_254_740_992] {
      let values = ExampleBaseline.values(median: .number(number))
      baseline.scenarios["rush"] = .init(path: "rush.yaml", hash: "aa", designs: ["phase1": [.max: values]])
      #expect(try Baseline(text: baseline.text, file: "b.json") == baseline, "\(number)")
    }
  }

  @Test("that is no JSON is refused at its line")
  func noJSON() {
    let hint = " Expected a baseline, which check --update writes."
    #expect(problems("") == ["b.json:1: is no JSON: expected a value.\(hint)"])
    #expect(problems("{\n<<<<<<< HEAD\n}") == ["b.json:2: is no JSON: expected a name in quotes.\(hint)"])
    #expect(problems("{\"format\": 1,\n}") == ["b.json:2: is no JSON: expected a name in quotes.\(hint)"])
    #expect(problems("{}\n{}") == ["b.json:2: is no JSON: expected the end after the value.\(hint)"])
    #expect(
      problems("{\"a\": 1,\n\n\"a\": 2}") == [
        "b.json:3: is no JSON: \"a\" is given again; expected each name once.\(hint)"
      ]
    )
    #expect(problems("\n[]") == ["b.json:2: is a list of 0; expected an object, as check --update writes it."])
  }

  @Test("of another format is refused, and nothing else of it is judged")
  func format() {
    #expect(
      problems("{\n\"format\": 2, \"news\": 1}") == [
        "b.json:2: format is 2, of another version of this program; expected 1. Write the file anew: move it away and "
          + "run check with --update."
      ]
    )
    #expect(problems("{}") == ["b.json:1: format is missing; expected a whole number."])
    #expect(
      problems("{\"format\": \"booking-sim/check\"}") == [
        "b.json:1: format is booking-sim/check; expected a baseline. A result of check is compared with --against."
      ]
    )
    #expect(problems("{\"format\": \"1\"}") == ["b.json:1: format is \"1\"; expected a whole number."])
  }

  @Test("with wrong keys and types is refused, all of them at once, each at its line")
  func types() {
    let text = """
      {"format": 1, "model_revision": true, "tolerance": {},
       "scenarios": {
        "rush": {"path": "other.yaml",
         "hash": 5, "designs": [1]},
        "idle": 7, "two": {}}, "tolerances": []}
      """
    #expect(
      problems(text) == [
        "b.json:1: model_revision is true; expected a whole number.",
        "b.json:1: tolerance is not a known key. Did you mean tolerances?",
        "b.json:3: scenarios.rush.path is \"other.yaml\"; expected the path of a file that is called rush.yaml.",
        "b.json:4: scenarios.rush.designs is a list of 1; expected an object.",
        "b.json:4: scenarios.rush.hash is 5; expected a text.",
        "b.json:5: scenarios.idle is 7; expected an object.",
        "b.json:5: scenarios.two.designs is missing; expected an object.",
        "b.json:5: scenarios.two.hash is missing; expected a text.",
        "b.json:5: scenarios.two.path is missing; expected a text.",
        "b.json:5: tolerances is a list of 0; expected an object.",
      ]
    )
  }

  @Test("with a design that does not exist is refused")
  func design() throws {
    #expect(
      try problems(replacing: "\"phase1\"", with: "\"phase9\"") == [
        "b.json: scenarios.rush.designs.phase9 is no design: There is no design \"phase9\"; expected one of "
          + DesignRegistry.all.map(\.name).joined(separator: ", ") + "."
      ]
    )
  }

  @Test("with a measure that does not exist, is none of a baseline, or is missing is refused")
  func measures() throws {
    let unknown = try problems(replacing: "\"peak_sent\": [0.5, 0.5]", with: "\"peak_snt\": [0.5, 0.5]")
    #expect(unknown.count == 2)
    #expect(
      unknown[0]
        == "b.json: scenarios.rush.designs.phase1.values.peak_sent is missing; expected a list of 2 values. Run check with --update."
    )
    #expect(
      unknown[1].hasPrefix(
        "b.json: scenarios.rush.designs.phase1.values.peak_snt is no measure of a baseline, at letter 1: there is no "
          + "metric peak_snt; did you mean peak_sent?"
      )
    )
    let foreign = try problems(replacing: "\"peak_sent\": [0.5, 0.5]", with: "\"alerts\": [0.5, 0.5]")
    #expect(
      foreign.last?.hasPrefix(
        "b.json: scenarios.rush.designs.phase1.values.alerts is no measure of a baseline; expected one of confirmed,"
      ) == true
    )
  }

  @Test("with values that are none is refused at each of them")
  func values() throws {
    #expect(
      try problems(replacing: "\"confirmed\": [100, 100]", with: "\"confirmed\": [\"100\", [1, 2]]") == [
        "b.json: scenarios.rush.designs.phase1.values.confirmed[0] is \"100\"; expected a number, \"never\" or null.",
        "b.json: scenarios.rush.designs.phase1.values.confirmed[1] is a list of 2; expected a number, \"never\" or null.",
      ]
    )
    for share in ["0.5", "[1]", "[2, 1]", "[0, 0]", "[-1, 2]", "[1.5, 2]"] {
      let found = try problems(replacing: "\"share_429\": [[50, 100], ", with: "\"share_429\": [\(share), ")
      #expect(found.count == 1 && found[0].hasSuffix("; expected [events, trials], \"never\" or null."), "\(found)")
    }
    #expect(
      try problems(replacing: "\"confirmed\": [100, 100]", with: "\"confirmed\": [100]") == [
        "b.json: scenarios.rush.designs.phase1.values.confirmed is a list of 1; expected a list of 2 values, one for each seed."
      ]
    )
  }

  @Test("with seeds that are none or not ascending is refused", arguments: ["[2, 1]", "[1, 1]"])
  func seeds(_ seeds: String) throws {
    #expect(
      try problems(replacing: "\"seeds\": [1, 2]", with: "\"seeds\": \(seeds)") == [
        "b.json: scenarios.rush.designs.phase1.seeds is not ascending; expected each seed once, the smallest first."
      ]
    )
    #expect(
      try problems(replacing: "\"seeds\": [7]", with: "\"seeds\": []").contains(
        "b.json: scenarios.idle.designs.baseline.seeds is a list of 0; expected a list of seeds."
      )
    )
  }

  @Test("with tolerances that are none is refused, in the words of the measure's unit")
  func tolerances() throws {
    let head = "b.json: tolerances.time_to_booking med"
    #expect(
      try problems(replacing: "\"5%\"", with: "\"five\"") == [
        "\(head) is \"five\"; expected a percentage or a time, such as \"5%\" or \"200 ms\"."
      ]
    )
    #expect(try problems(replacing: "\"5%\"", with: "5").count == 1)
    #expect(
      try problems(replacing: "\"time_to_booking med\": \"5%\"", with: "\"share_429\": \"3\"") == [
        "b.json: tolerances.share_429 is \"3\"; expected a percentage of the value or percentage points, such as \"5%\" or \"2 points\"."
      ]
    )
    // Misspelt, and nearest to a measure that only the sync has.
    let misspelt = try problems(replacing: "\"time_to_booking med\": \"5%\"", with: "\"queue_dpth\": \"5%\"")
    #expect(misspelt.count == 1 && misspelt.first?.contains("queue_depth") == true, "\(misspelt)")
    let twice = "\"requests\": \"5%\", \"requests count\": \"5%\""
    #expect(
      try problems(replacing: "\"time_to_booking med\": \"5%\"", with: twice) == [
        "b.json: tolerances.requests count is given again as another name of requests; expected each measure once."
      ]
    )
  }
}
