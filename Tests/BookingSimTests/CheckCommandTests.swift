import ArgumentParser
import BookingCore
import Foundation
import SimulationHarness
import Testing

@testable import booking_sim

@Suite("The command check")
struct CheckCommandTests {
  private func bench(updated: Bool = true) throws -> CheckBench { try CheckBench(isUpdated: updated) }

  @Test("writes a baseline, says what it has written, and passes against it from then on")
  func update() throws {
    let bench = try bench()
    #expect(
      bench.written.contains("b.json: 2 changes\n  two, phase1: added seeds 1-2\n  two, phase2: added seeds 1-2\n")
    )
    #expect(try bench.check("--baseline b.json") == 0)
    #expect(bench.written.hasPrefix("ok    two  phase1  seeds 1-2: sound, as the baseline, repeatable\n") == false)
    #expect(
      bench.written.contains("ok    two  phase1  seeds 1-2: sound, 1 threshold holds, as the baseline, repeatable\n")
    )
    #expect(bench.written.hasSuffix("\npass, exit code 0: everything holds\n"))
    let before = try bench.text("b.json")
    #expect(try bench.check("--baseline b.json --update") == 0)
    #expect(bench.written.hasSuffix("b.json: nothing has changed\n"))
    #expect(try bench.text("b.json") == before)
  }

  @Test("ends with 4 when a value is not the baseline's, and says what to do")
  func regression() throws {
    let bench = try bench()
    let text = try bench.text("b.json")
    try bench.write(text.replacing("\"confirmed\": [2, 2]", with: "\"confirmed\": [2, 3]"), to: "b.json")
    #expect(try bench.check("--baseline b.json") == 4)
    #expect(
      bench.written.contains(
        "regression: two, phase1: confirmed: expected 2.5, got 2 (-20.0 %), worse; means of seeds 1-2, 1 of them differs\n  replay: booking-sim run \(bench.path("two.yaml")) --design phase1 --seed 2\n"
      )
    )
    // Only what is asked for is judged.
    #expect(try bench.check("--baseline b.json --seeds 1") == 0)
    let tolerated = try bench.text("b.json").replacing(
      "\"tolerances\": {}",
      with: "\"tolerances\": {\"confirmed\": \"1\"}"
    )
    try bench.write(tolerated, to: "b.json")
    #expect(try bench.check("--baseline b.json") == 0)
    #expect(try bench.check("--baseline b.json --update") == 0)
    #expect(
      bench.written.hasSuffix(
        """
        b.json: 2 changes
          two, phase1, seed 2: confirmed 3 -> 2
          two, phase2, seed 2: confirmed 3 -> 2

        """
      )
    )
    #expect(try bench.text("b.json").contains("\"confirmed\": \"1\""))
  }

  @Test("ends with 3 when a threshold does not hold, even when there is no baseline, and with 3 rather than 4")
  func threshold() throws {
    let bench = try bench()
    let scenario = CheckBench.scenario + "  time_to_booking: p(99) < 1 ms\n"
    try bench.write(scenario, to: "two.yaml")
    #expect(try bench.check("two.yaml --designs phase1 --seeds 1") == 3)
    #expect(bench.written.contains("threshold: two, phase1: time_to_booking p(99): expected < 1 ms, got "))
    // Thresholds are no part of the scenario's hash: the baseline still fits.
    try bench.write(
      try bench.text("b.json").replacing("\"confirmed\": [2, 2]", with: "\"confirmed\": [0, 0]"),
      to: "b.json"
    )
    #expect(try bench.check("--baseline b.json") == 3)
    #expect(bench.written.contains("\nbesides: regression\n"))
  }

  @Test("ends with 1 when a run does not come to rest, whatever else is wrong, and makes no baseline of it")
  func unsound() throws {
    let bench = try bench()
    let before = try bench.text("b.json")
    // The day's quota ends between the associations and the notes.
    let lines = "  time_to_booking: p(99) < 1 ms\nhubspot: { daily_limit: 12 }\n"
    try bench.write(CheckBench.scenario + lines, to: "two.yaml")
    #expect(try bench.check("--baseline b.json") == 1)
    #expect(
      bench.written.contains(
        "integrity: two, phase2: integrity: expected nothing lost, doubled or left over, got not at rest: "
      )
    )
    #expect(bench.written.contains("\nbesides: baseline does not fit, threshold\n"))
    #expect(try bench.check("--baseline b.json --update") == 1)
    #expect(
      bench.remarks.hasSuffix("b.json is left as it was: runs are not sound or do not repeat; repair that first.\n")
    )
    #expect(try bench.text("b.json") == before)
  }

  @Test("is in the help, with its exit codes")
  func help() {
    #expect(BookingSim.helpMessage().contains("\n  check "))
    for text in [BookingSim.helpMessage(), BookingSim.helpMessage(for: CheckCommand.self)] {
      let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      for code in ["2 bad input", "3 threshold", "4 regression", "5 not deterministic"] {
        #expect(words.contains(code))
      }
    }
  }

  @Test("ends with 2 when the baseline is of another scenario, model, design or seed, and calls it no regression")
  func unfit() throws {
    let bench = try bench()
    let good = try bench.text("b.json")
    #expect(try bench.check("--baseline b.json --seeds 1-3") == 2)
    #expect(
      bench.written.contains("the baseline has no seed 3 of two with phase1; what that does to the numbers shows: ")
    )
    #expect(try bench.check("--baseline b.json --designs phase1,baseline") == 2)
    #expect(bench.written.contains("the baseline has no design baseline of two"))
    let revision = ScenarioRun.modelRevision
    try bench.write(good.replacing("\"model_revision\": \(revision)", with: "\"model_revision\": 0"), to: "b.json")
    #expect(try bench.check("--baseline b.json") == 2)
    #expect(bench.written.contains("the baseline is of model revision 0, this program of \(revision)"))
    try bench.write(good, to: "b.json")
    try bench.write(CheckBench.scenario.replacing("users: 2", with: "users: 3"), to: "two.yaml")
    #expect(try bench.check("--baseline b.json") == 2)
    #expect(bench.written.contains("two is not the scenario of the baseline"))
    #expect(!bench.written.contains("regression"))
    #expect(try bench.check("--baseline b.json --update --designs phase1") == 2)
    #expect(
      bench.remarks.hasSuffix("b.json: two has changed, but phase2 would stay of the old one; update all its designs.")
    )
    #expect(try bench.text("b.json") == good)
    #expect(try bench.check("--baseline b.json --update") == 0)
    #expect(try bench.check("--baseline b.json") == 0)
  }

  @Test("ends with 2 for input that cannot be used, with a message, and runs nothing")
  func badInput() throws {
    let bench = try bench(updated: false)
    #expect(try bench.check("--baseline b.json") == 2)
    #expect(bench.remarks.hasSuffix("b.json: there is no such file; expected a baseline. Write it with --update."))
    try bench.write("{", to: "b.json")
    #expect(try bench.check("two.yaml --baseline b.json") == 2)
    #expect(bench.remarks.contains("b.json:1: is no JSON: expected a name in quotes."))
    #expect(try bench.check("two.yaml --baseline b.json --update") == 2)
    #expect(try bench.check("none.yaml also-none.yaml") == 2)
    #expect(bench.remarks.split(separator: "\n").count == 2)
    #expect(try bench.check("two.yaml two.yaml") == 2)
    #expect(bench.remarks.contains("is given twice; expected each scenario once (two)."))
    #expect(try bench.check("two.yaml --designs phase9") == 2)
    #expect(try bench.check("two.yaml --junit no-such-directory/j.xml") == 2)
    try bench.write(CheckBench.scenario + "  \"success{design:phase9}\": rate > 1%\n", to: "two.yaml")
    #expect(try bench.check("two.yaml") == 2)
    #expect(bench.remarks.contains("thresholds.success{design:phase9} is for no design: There is no design \"phase9\""))
    #expect(bench.written.isEmpty)
  }

  @Test("refuses arguments that leave nothing to check")
  func arguments() {
    for arguments in [["check"], ["check", "x.yaml", "--update"], ["check", "x.yaml", "--seeds", "1-2000"]] {
      #expect(throws: (any Error).self) { try BookingSim.parseAsRoot(arguments) }
    }
  }

  @Test("writes JUnit XML, benchmarks and JSON, equal from run to run")
  func files() throws {
    let bench = try bench()
    #expect(try bench.check("--baseline b.json --junit 1.xml --benchmark-json 1.json --format json") == 0)
    let first = bench.written
    #expect(try bench.check("--baseline b.json --junit 2.xml --benchmark-json 2.json --format json") == 0)
    #expect(bench.written == first)
    // Only how long it took differs.
    let times = /\ time="[0-9.]+"/
    #expect(try bench.text("1.xml").replacing(times, with: "") == bench.text("2.xml").replacing(times, with: ""))
    #expect(try bench.text("1.xml").contains(/name="integrity" time="[0-9]+\.[0-9]{3}"/))
    #expect(try bench.text("1.json") == bench.text("2.json"))
    #expect(try bench.text("1.xml").contains("<testsuite name=\"two\" tests=\"8\" failures=\"0\""))
    #expect(try bench.text("1.json").contains("\"name\" : \"two / phase1 / calls_per_booking\""))
    #expect(first.contains("\"exit_code\" : 0"))
  }

  @Test("on GitHub appends to the summary of the job and writes annotations, nowhere else")
  func gitHub() throws {
    let bench = try bench()
    let scenario = CheckBench.scenario + "  time_to_booking: p(99) < 1 ms\n"
    try bench.write(scenario, to: "two.yaml")
    try bench.write("before\n", to: "summary.md")
    #expect(try bench.check("--baseline b.json") == 3)
    #expect(bench.remarks.isEmpty)
    #expect(try bench.text("summary.md") == "before\n")
    bench.environment = ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": bench.path("summary.md")]
    #expect(try bench.check("--baseline b.json") == 3)
    #expect(
      bench.remarks.split(separator: "\n").map { $0.prefix(9) }
        == ["::error f", "::error f"] + Array(repeating: "::notice ", count: DesignRegistry.all.count - 2)
    )
    #expect(bench.remarks.hasPrefix("::error file="))
    #expect(try bench.text("summary.md").hasPrefix("before\n## booking-sim check: threshold\n"))
    #expect(!bench.written.contains("::error"))
    // A summary that is nearly full already takes no more.
    try bench.write(String(repeating: "x", count: 512 * 1_024), to: "summary.md")
    #expect(try bench.check("--baseline b.json") == 3)
    #expect(try bench.text("summary.md").utf8.count == 512 * 1_024)
  }

  @Test("writes nothing when all is well and it is to be quiet, and as much as ever when it is not")
  func quiet() throws {
    let bench = try bench()
    bench.environment = ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": bench.path("summary.md")]
    try bench.write(CheckBench.scenario, to: "new.yaml")
    for arguments in ["", " --format json", " --diff", " --update"] {
      #expect(try bench.check("--baseline b.json --quiet" + arguments) == 0)
      #expect(bench.written.isEmpty, "\(arguments)")
      #expect(bench.remarks.isEmpty, "\(arguments)")
    }
    #expect(try bench.text("summary.md").contains("## booking-sim check: pass"))
    try bench.write(CheckBench.scenario + "  time_to_booking: p(99) < 1 ms\n", to: "two.yaml")
    #expect(try bench.check("--baseline b.json --quiet") == 3)
    #expect(bench.written.contains("threshold: two, phase1: "))
    #expect(bench.remarks.contains("::error"))
  }

  @Test("on GitHub keeps its verdict when the summary cannot be written")
  func noSummary() throws {
    let bench = try bench()
    bench.environment = ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": bench.path("no/such/summary.md")]
    #expect(try bench.check("--baseline b.json") == 0)
    #expect(bench.remarks.contains("\nThe summary of the job cannot be written to "))
  }
}
