import Measures
import Results
import Testing

@testable import Reports

@Suite("The report of a check")
struct CheckReportTests {
  private func text(_ result: CheckResult) -> String { CheckReport(result).content.text(.plain) }

  @Test("has a line for each scenario and design, and the verdict, when all is well")
  func passed() throws {
    #expect(
      text(try ExampleCheck.passed()) == """
        ok    rush-100  phase1    seeds 1-2: sound, as the baseline, repeatable
        ok    rush-100  phase2    seeds 1-3: sound, as the baseline, repeatable
        ok    idle-1    baseline  seed 7: sound, as the baseline, repeatable

        pass, exit code 0: everything holds

        """
    )
  }

  @Test("says of every failure the measure, what was expected and came, where, and what replays it")
  func failed() throws {
    let replay = "  replay: booking-sim run scenarios/rush-100.yaml --design phase1 --seed 1"
    #expect(
      text(try ExampleCheck.failed()) == """
        FAIL  rush-100  phase1  seeds 1-2: integrity (1), baseline does not fit (1), threshold (1), regression (1), \
        determinism (1)

        integrity: rush-100, phase1: integrity: expected nothing lost, doubled or left over, got doubled_note: \
        booking 3 has 2 notes, seed 1
        integrity: rush-100, phase1: integrity: expected nothing lost, doubled or left over, got not at rest: x, seed 1
        \(replay)
        baseline does not fit: rush-100, phase1: the baseline has no seed 2 of rush-100 with phase1; take it over with \
        --update
        threshold: rush-100, phase1: success: expected >= 100%, got 98.0 % (98 of 100), seed 1
        \(replay)
        regression: rush-100, phase1: time_to_booking p(95): expected 92.93 s within 1%, got 95.00 s (+2.2 %), worse; \
        seed 1
        \(replay)
        determinism: rush-100, phase1: digest: expected 00000000000000aa again, got 00000000000000bb, seed 1
        \(replay)

        integrity, exit code 1: something was lost, doubled or left over, or a run did not come to rest
        besides: baseline does not fit, threshold, regression, determinism
        measures beyond their tolerance: 1 worse

        """
    )
  }

  @Test("counts thresholds, and says whether values are the baseline's or only within its tolerances")
  func praise() throws {
    let cell = CheckCell(
      scenario: "a",
      path: "a.yaml",
      scenarioHash: "0",
      design: "phase1",
      seeds: [1],
      thresholds: [try Threshold(parsing: "success > 1%"), try Threshold(parsing: "success > 2%")]
    )
    let moved = try ExampleCheck.difference("requests", .number(100), .number(101), tolerance: "2%")
    let result = ExampleCheck.result([CheckCase(.baseline, seed: 1, .passed(moved: [moved]))], cell: cell)
    #expect(
      text(result).hasPrefix(
        "ok    a  phase1  seed 1: sound, 2 thresholds hold, within the baseline's tolerances, repeatable\n"
      )
    )
    let without = ExampleCheck.result([], cell: cell, baseline: nil)
    #expect(text(without).hasPrefix("ok    a  phase1  seed 1: sound, 2 thresholds hold, repeatable\n"))
  }

  @Test("tells once why the baseline does not fit a design, whatever the seeds")
  func unfit() {
    let cases = [1, 2, 3].map { CheckCase(.baseline, seed: $0, .unjudged("the baseline has no scenario rush-100")) }
    let lines = text(ExampleCheck.result(cases)).split(separator: "\n").filter { $0.contains("no scenario") }
    #expect(
      lines == [
        "baseline does not fit: rush-100, phase1: the baseline has no scenario rush-100; take it over with --update"
      ]
    )
    #expect(!text(ExampleCheck.result(cases)).contains("replay"))
  }

  @Test("names for a baseline that does not fit the command that shows what the change does, once more at the end")
  func diff() {
    let cases = [CheckCase(.baseline, seed: 1, .unjudged("another scenario"))]
    let command = CheckCommandLine(
      scenarios: ["a b.yaml"],
      designs: ["x", "y"],
      seeds: 1...2,
      baseline: "b.json",
      flag: .diff
    )
    let result = CheckResult(
      [CheckedCell(ExampleCheck.cell(), runs: [], cases: cases)],
      modelRevision: 1,
      diff: command
    )
    let written = "booking-sim check 'a b.yaml' --designs x,y --seeds 1-2 --baseline b.json --diff"
    #expect(
      text(result).contains("another scenario; what that does to the numbers shows: \(written); take it over with")
    )
    #expect(text(result).hasSuffix("what that does to the numbers: \(written)\n"))
    let fits = CheckResult([CheckedCell(ExampleCheck.cell(), runs: [], cases: [])], modelRevision: 1, diff: command)
    #expect(!text(fits).contains("--diff"))
  }

  @Test("tells a measure once for all seeds, the largest change first, however many there are")
  func summed() throws {
    let small = try ExampleCheck.difference("requests", .number(100), .number(101))
    let large = try ExampleCheck.difference("confirmed", .number(100), .number(50))
    let other = try ExampleCheck.difference("confirmed", .number(100), .number(110))
    let result = ExampleCheck.result([
      CheckCase(.baseline, seed: 1, failures: [.differs(small), .differs(large)]),
      CheckCase(.baseline, seed: 2, failures: [.differs(small), .differs(other)]),
    ])
    let lines = text(result).split(separator: "\n").filter { $0.hasPrefix("regression: ") }
    #expect(
      lines == [
        "regression: rush-100, phase1: confirmed: expected 100, got 80 (-20.0 %), mixed; means of seeds 1-2",
        "regression: rush-100, phase1: requests: expected 100, got 101 (+1.0 %), worse; means of seeds 1-2",
      ]
    )
    #expect(text(result).contains("measures beyond their tolerance: 1 worse, 1 mixed\n"))
    #expect(
      text(try ExampleCheck.wide(failing: 36)).split(separator: "\n").count { $0.hasPrefix("regression: ") } == 36
    )
  }

  @Test("has the numbers that matter of every scenario and design, also when all is well")
  func numbers() throws {
    let text = text(try ExampleCheck.wide())
    for title in ["success", "first_attempt_success", "time_to_booking med", "calls_per_booking", "share_429"] {
      #expect(text.contains(title))
    }
    #expect(text.contains("36.00 s"))
  }

  @Test("names what is not in the baseline, and the command that adds it")
  func gaps() throws {
    let text = text(try ExampleCheck.wide())
    #expect(
      text.contains(
        """
        not in the baseline: scenarios/new.yaml
          add it with: booking-sim check scenarios/new.yaml --baseline scenarios/baseline.json --update
        not in the baseline: design phase3 of scenarios/rush-100.yaml
          add it with: booking-sim check scenarios/rush-100.yaml --designs phase3 --baseline scenarios/baseline.json \
        --update

        """
      )
    )
    #expect(text.hasSuffix("pass, exit code 0: everything holds\n"))
  }

  @Test("has colour only where it may")
  func colour() throws {
    #expect(!text(try ExampleCheck.failed()).contains("\u{1B}"))
    #expect(CheckReport(try ExampleCheck.failed()).content.text(.coloured).contains("\u{1B}[31;1mFAIL"))
  }
}

@Suite("A measure that differs, in words")
struct MeasureDifferenceTextTests {
  private func text(_ measure: String, _ expected: MeasureValue, _ got: MeasureValue) throws -> String {
    try ExampleCheck.difference(measure, expected, got).text
  }

  @Test("has as many digits as it takes to tell the values apart")
  func digits() throws {
    #expect(try text("requests", .number(100), .number(99)) == "requests: expected 100, got 99, better")
    #expect(
      try text("time_to_booking med", .number(1_000), .number(1_000.25))
        == "time_to_booking med: expected 1.0000 s, got 1.0003 s, worse"
    )
    #expect(
      try text("calls_per_booking", .number(20.001), .number(20.002))
        == "calls_per_booking: expected 20.001, got 20.002, worse"
    )
  }

  @Test("shows what shares were counted from, and what was not reached or not observed")
  func special() throws {
    #expect(
      try text("share_429", .share(events: 1, trials: 2), .share(events: 2, trials: 4))
        == "share_429: expected 50.0 % (1 of 2), got 50.0 % (2 of 4)"
    )
    #expect(
      try text("time_to_booking med", .number(900), .never)
        == "time_to_booking med: expected 900.0 ms, got not reached, worse"
    )
    #expect(
      try text("calls_per_booking", .number(2), .missing) == "calls_per_booking: expected 2.00, got nothing observed"
    )
  }

  @Test("shows a missed bound with digits enough to see that it is missed")
  func bound() throws {
    #expect(
      try ExampleCheck.missed("time_to_booking med < 5 s", .number(5_000.001)).text
        == "time_to_booking med: expected < 5 s, got 5000.001 ms"
    )
    #expect(
      try ExampleCheck.missed("time_to_booking med < 5 s", .number(6_000)).text
        == "time_to_booking med: expected < 5 s, got 6.00 s"
    )
    #expect(
      try ExampleCheck.missed("time_to_booking med < 5 s", .missing).text
        == "time_to_booking med: expected < 5 s, got nothing observed"
    )
  }
}

@Suite("What an update changes, as text")
struct BaselineChangesTests {
  @Test("is a line for each change")
  func changes() throws {
    let place = BaselineChange.Place(scenario: "rush-100", design: "phase1")
    let changes: [BaselineChange] = [
      .revision(from: 1, to: 2), .path(scenario: "rush-100", from: "a.yaml", to: "b.yaml"),
      .scenario("rush-100", from: "aa", to: "bb"), .added(place, seeds: [1, 2, 3]), .dropped(place, seeds: [4, 7]),
      .value(place, seed: 2, try ExampleCheck.difference("requests", .number(100), .number(99))),
    ]
    #expect(
      BaselineChanges.content(changes, path: "b.json").text(.plain) == """
        b.json: 6 changes
          model revision 1 -> 2
          rush-100: file a.yaml -> b.yaml
          rush-100: another scenario, aa -> bb
          rush-100, phase1: added seeds 1-3
          rush-100, phase1: dropped seeds 4, 7
          rush-100, phase1, seed 2: requests 100 -> 99

        """
    )
    #expect(BaselineChanges.content([changes[0]], path: "b.json").text(.plain).hasPrefix("b.json: 1 change\n"))
    #expect(BaselineChanges.content([], path: "b.json").text(.plain) == "b.json: nothing has changed\n")
  }
}
