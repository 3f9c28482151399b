import ArgumentParser
import Foundation
import SimulationHarness
import Testing

@testable import booking_sim

@Suite("The command check --diff")
struct CheckDiffTests {
  @Test("ends with 0 and says so when an update would change nothing")
  func equal() throws {
    let bench = try CheckBench(isUpdated: true)
    let before = try bench.text("b.json")
    #expect(try bench.check("--baseline b.json --diff") == 0)
    #expect(
      bench.written.contains(
        "b.json would change; nothing is written.\n".replacing("b.json", with: bench.path("b.json"))
      )
    )
    #expect(bench.written.contains("equal, exit code 0: Every measure that both have is as in"))
    #expect(try bench.text("b.json") == before)
  }

  @Test("shows what another scenario does to the numbers, which the gate refuses to judge, and writes nothing")
  func scenario() throws {
    let bench = try CheckBench(isUpdated: true)
    let before = try bench.text("b.json")
    try bench.write(CheckBench.scenario.replacing("users: 2", with: "users: 3"), to: "two.yaml")
    #expect(try bench.check("--baseline b.json") == 2)
    let command = "booking-sim check --baseline \(bench.path("b.json")) --diff"
    #expect(bench.written.contains(command))
    // The command that it names, as it is.
    #expect(try bench.check("--baseline b.json --diff") == 4)
    #expect(bench.written.contains("two: another scenario, "))
    #expect(bench.written.contains(/better +two +phase1 +confirmed +2 +3 +\+50\.0 % +2 of 2/))
    #expect(bench.written.contains("changed, exit code 4: "))
    #expect(try bench.text("b.json") == before)
    #expect(try bench.check("--baseline b.json --update") == 0)
    #expect(try bench.check("--baseline b.json --diff") == 0)
  }

  @Test("is named for what was asked, for all of the baseline where an update refuses a part of it")
  func command() throws {
    let bench = try CheckBench(isUpdated: true)
    #expect(try bench.check("two.yaml --baseline b.json --designs baseline,phase1 --seeds 1-3") == 2)
    let (scenario, baseline) = (bench.path("two.yaml"), bench.path("b.json"))
    #expect(
      bench.written.contains(
        "booking-sim check \(scenario) --designs baseline,phase1 --seeds 1-3 --baseline \(baseline) --diff"
      )
    )
    try bench.write(CheckBench.scenario.replacing("users: 2", with: "users: 3"), to: "two.yaml")
    #expect(try bench.check("two.yaml --baseline b.json --designs phase1") == 2)
    #expect(bench.written.contains("booking-sim check --baseline \(baseline) --diff"))
    #expect(try bench.check("two.yaml --baseline b.json --designs phase1 --diff") == 2)
    #expect(bench.remarks.hasSuffix("phase2 would stay of the old one; update all its designs."))
  }

  @Test("shows what another model does to the numbers, and ends with 0 when it is nothing")
  func model() throws {
    let bench = try CheckBench(isUpdated: true)
    let old = "\"model_revision\": \(ScenarioRun.modelRevision)"
    try bench.write(try bench.text("b.json").replacing(old, with: "\"model_revision\": 0"), to: "b.json")
    #expect(try bench.check("--baseline b.json") == 2)
    #expect(bench.written.contains(" --diff"))
    #expect(try bench.check("--baseline b.json --diff") == 0)
    #expect(bench.written.contains("model revision 0 -> \(ScenarioRun.modelRevision)\n"))
    #expect(bench.written.contains("no change beyond tolerance, exit code 0: "))
  }

  @Test("says what is wrong with the runs before it says what changed, with their exit code")
  func unsound() throws {
    let bench = try CheckBench(isUpdated: true)
    try bench.write(CheckBench.scenario + "hubspot: { daily_limit: 12 }\n", to: "two.yaml")
    #expect(try bench.check("--baseline b.json --diff") == 1)
    #expect(bench.written.contains("integrity: two, phase2: "))
    try bench.write(CheckBench.scenario + "  time_to_booking: p(99) < 1 ms\n", to: "two.yaml")
    #expect(try bench.check("--baseline b.json --diff") == 3)
  }

  @Test("is one screen, as all that a check writes, unless all is asked for")
  func screen() throws {
    let bench = try CheckBench(isUpdated: true)
    try bench.write(CheckBench.scenario.replacing("users: 2", with: "users: 3"), to: "two.yaml")
    for arguments in ["--baseline b.json", "--baseline b.json --diff", "two.yaml --designs phase1,phase2 --seeds 1-2"] {
      _ = try bench.check(arguments, isFull: false)
      let lines = bench.written.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      #expect(lines.count <= 23, "\(bench.written)")
      #expect(lines.allSatisfy { $0.count <= 80 }, "\(bench.written)")
    }
  }

  @Test("refuses what it cannot do: no baseline, writing, and two questions at once")
  func arguments() {
    for (arguments, message) in [
      ("x.yaml --diff", "name its file with --baseline"), ("--baseline b --diff --update", "exclude each other"),
      ("--baseline b --diff --against c", "exclude each other"),
      ("--baseline b --update --against c", "exclude each other"),
      ("--baseline b --diff --junit j", "leave out --junit"),
      ("--baseline b --diff --benchmark-json j", "leave out --benchmark-json"),
    ] {
      let error = #expect(throws: (any Error).self) {
        _ = try BookingSim.parseAsRoot(["check"] + arguments.split(separator: " ").map(String.init))
      }
      #expect(error.map { BookingSim.message(for: $0) }?.contains(message) == true, "\(arguments)")
    }
  }
}

@Suite("The command check --against")
struct CheckAgainstTests {
  /// A result of the small scenario, in a file.
  private func bench() throws -> CheckBench {
    let bench = try CheckBench(isUpdated: true)
    #expect(try bench.check("--baseline b.json --format json") == 0)
    try bench.write(bench.written, to: "main.json")
    return bench
  }

  @Test("finds two results of one program equal, with and without a baseline")
  func equal() throws {
    let bench = try bench()
    #expect(try bench.check("--against main.json") == 0)
    #expect(bench.written.contains("equal, exit code 0: "))
    #expect(try bench.check("--baseline b.json --against main.json --format markdown") == 0)
    #expect(bench.written.hasPrefix("## booking-sim check: equal\n"))
  }

  @Test("writes what changed for a comment on a pull request, the largest change first")
  func changed() throws {
    let bench = try bench()
    try bench.write(CheckBench.scenario.replacing("users: 2", with: "users: 3"), to: "two.yaml")
    #expect(try bench.check("--against main.json --format markdown") == 4)
    #expect(bench.written.contains("| better | two | phase1 | confirmed | 2 | 3 | +50.0 % | 2 of 2 |\n"))
    #expect(bench.written.contains("- two: another scenario, "))
    #expect(try bench.check("--against main.json --format json") == 4)
    #expect(bench.written.contains("\"kind\" : \"result\""))
  }

  @Test("names what only one of the two has")
  func one() throws {
    let bench = try bench()
    #expect(try bench.check("two.yaml --against main.json --designs baseline,phase1") == 0)
    #expect(bench.written.contains("two, baseline: only here, seeds 1-3\n"))
    #expect(bench.written.contains("two, phase2: only in \(bench.path("main.json")), seeds 1-2\n"))
  }

  @Test("takes tolerances from the baseline")
  func tolerances() throws {
    let bench = try bench()
    let text = try bench.text("main.json")
    let number = /"requests[^"]*" : \[\s*\d+/
    let match = try #require(text.firstMatch(of: number))
    let written = String(match.output)
    let moved = try #require(
      written.last.flatMap { $0.wholeNumberValue }.map { written.dropLast() + "\(($0 + 1) % 10)" }
    )
    try bench.write(text.replacing(written, with: moved, maxReplacements: 1), to: "main.json")
    #expect(try bench.check("--baseline b.json --against main.json") == 4)
    let tolerances = "\"tolerances\": {\"requests\": \"50%\"}"
    try bench.write(try bench.text("b.json").replacing("\"tolerances\": {}", with: tolerances), to: "b.json")
    #expect(try bench.check("--baseline b.json --against main.json") == 0)
    #expect(bench.written.contains("1 more moved within tolerance."))
  }

  @Test("ends with 2, says why and runs nothing for what is no result, or one of another version or model")
  func refused() throws {
    let bench = try bench()
    let good = try bench.text("main.json")
    let revision = "\"model_revision\" : \(ScenarioRun.modelRevision)"
    for (text, message) in [
      ("{", "main.json:1: is no JSON: "), (try bench.text("b.json"), "is no result of a check; expected what"),
      (good.replacing("\"version\" : 1", with: "\"version\" : 9"), "version is 9, of another version of this program"),
      (good.replacing("\"version\" : 1", with: "\"x\" : 1"), "version is missing"),
      (
        good.replacing(revision, with: "\"model_revision\" : 0"),
        "model_revision is 0, of another revision of the model"
      ),
    ] {
      try bench.write(text, to: "main.json")
      #expect(try bench.check("--against main.json") == 2)
      #expect(bench.remarks.contains(message), "\(bench.remarks)")
      #expect(bench.written.isEmpty)
    }
    #expect(try bench.check("--against none.json") == 2)
    #expect(bench.remarks.contains("none.json"))
    #expect(try bench.check("--baseline b.json --against b.json") == 2)
    #expect(bench.remarks.contains("are the same file"))
  }
}

@Suite("What the baseline of a check does not have")
struct CheckGapsTests {
  @Test("is named: scenario files beside its own, and registered designs, with the commands that add them")
  func gaps() throws {
    let bench = try CheckBench(isUpdated: true)
    try bench.write(CheckBench.scenario, to: "new.yaml")
    #expect(try bench.check("--baseline b.json") == 0)
    let (new, baseline) = (bench.path("new.yaml"), bench.path("b.json"))
    #expect(
      bench.written.contains(
        """
        not in the baseline: design baseline
          add it with: booking-sim check --designs baseline --baseline \(baseline) --update
        not in the baseline: design phase2-queued
          add it with: booking-sim check --designs phase2-queued --baseline \(baseline) --update
        not in the baseline: design coalesced
          add it with: booking-sim check --designs coalesced --baseline \(baseline) --update
        not in the baseline: \(new)
          add it with: booking-sim check \(new) --baseline \(baseline) --update

        """
      )
    )
    #expect(try bench.check("--baseline b.json --designs baseline,phase2-queued,coalesced --update") == 0)
    #expect(try bench.check("new.yaml --baseline b.json --update") == 0)
    #expect(try bench.check("--baseline b.json") == 0)
    #expect(!bench.written.contains("not in the baseline"))
  }

  @Test("is not named to those who ask for certain scenarios and designs, nor where nothing is held against a baseline")
  func asked() throws {
    let bench = try CheckBench(isUpdated: true)
    try bench.write(CheckBench.scenario, to: "new.yaml")
    #expect(try bench.check("two.yaml --designs phase1 --baseline b.json") == 0)
    #expect(!bench.written.contains("not in the baseline"))
    #expect(try bench.check("two.yaml --designs phase1 --seeds 1") == 0)
    #expect(!bench.written.contains("not in the baseline"))
  }
}
