import Foundation
import Measures
import Results
import Testing

@testable import Reports

@Suite("A check as annotations of GitHub")
struct WorkflowCommandsTests {
  private func lines(_ result: CheckResult) -> [String] {
    WorkflowCommands.text(result).split(separator: "\n").map(String.init)
  }

  @Test("is nothing when all is well")
  func passed() throws {
    #expect(WorkflowCommands.text(try ExampleCheck.passed()) == "")
  }

  @Test("is an error for each failing case, at its scenario's file, on one line")
  func errors() throws {
    let lines = lines(try ExampleCheck.failed())
    #expect(lines.count == 5)
    #expect(
      lines[2]
        == "::error file=scenarios/rush-100.yaml,title=threshold%3A rush-100%2C phase1::success: expected >= 100%25, "
        + "got 98.0 %25 (98 of 100), seed 1%0Areplay: booking-sim run scenarios/rush-100.yaml --design phase1 --seed 1"
    )
    #expect(
      lines[1].hasPrefix(
        "::error file=scenarios/rush-100.yaml,title=baseline does not fit%3A rush-100%2C phase1::the baseline has no seed 2"
      )
    )
  }

  @Test("has ten lines of a case at most, and always what replays it")
  func long() {
    let problems = (1...11).map { CheckFailure.problem("finding \($0)") }
    let line = lines(ExampleCheck.result([CheckCase(.integrity, seed: 1, failures: problems)])).first ?? ""
    #expect(line.contains("got finding 10, seed 1%0Aand 1 more%0Areplay: booking-sim run "))
    #expect(!line.contains("finding 11"))
  }

  @Test("is a notice for each measure that moved within its tolerance")
  func notices() throws {
    let moved = try ExampleCheck.difference("requests", .number(100), .number(101), tolerance: "2%")
    #expect(
      lines(ExampleCheck.result([CheckCase(.baseline, seed: 2, .passed(moved: [moved]))])) == [
        "::notice file=scenarios/rush-100.yaml,title=within tolerance%3A rush-100%2C phase1::requests: expected 100 "
          + "within 2%25, got 101 (+1.0 %25), worse; seed 2"
      ]
    )
  }

  @Test("escapes what the runner would read as its own, percent signs first")
  func escaping() {
    let cell = CheckCell(scenario: "a,b:c%0A", path: "x,y:%\r\n.yaml", scenarioHash: "0", design: "d", seeds: [1])
    let text = WorkflowCommands.text(
      ExampleCheck.result([CheckCase(.integrity, seed: 1, failures: [.problem("50 %\r\n::error::x,y")])], cell: cell)
    )
    #expect(
      text.hasPrefix(
        "::error file=x%2Cy%3A%25%0D%0A.yaml,title=integrity%3A a%2Cb%3Ac%250A%2C d::integrity: "
      )
    )
    #expect(text.contains("got 50 %25%0D%0A::error::x,y, seed 1%0Areplay: "))
    #expect(text.split(whereSeparator: \.isNewline).count == 1)
  }

  @Test("is at most ten of each kind, of which the last says how many are left out")
  func limits() throws {
    let moved = try ExampleCheck.difference("requests", .number(100), .number(101), tolerance: "2%")
    func lines(_ count: Int) -> [String] {
      let cells = (1...count).map { number in
        ExampleCheck.checked(
          ExampleCheck.cell("scenario-\(number)"),
          [
            CheckCase(.determinism, seed: 1, failures: [ExampleCheck.digests]),
            CheckCase(.baseline, seed: 1, .passed(moved: [moved])),
          ]
        )
      }
      return self.lines(CheckResult(cells, modelRevision: 1))
    }
    #expect(lines(10).count == 20)
    #expect(!lines(10).contains { $0.contains("more;") })
    let cut = lines(12)
    #expect(cut.count == 20)
    #expect(
      cut[9] == "::error title=booking-sim check::and 3 more; the summary of the job and the log have all of them"
    )
    #expect(cut[19].hasPrefix("::notice title=booking-sim check::and 3 more;"))
  }

  @Test("is a notice for what is not in the baseline, with the command that adds it")
  func gaps() throws {
    #expect(
      lines(try ExampleCheck.wide()) == [
        "::notice file=scenarios/baseline.json,title=not in the baseline%3A scenarios/new.yaml::add it with: "
          + "booking-sim check scenarios/new.yaml --baseline scenarios/baseline.json --update",
        "::notice file=scenarios/baseline.json,title=not in the baseline%3A design phase3 of scenarios/rush-100.yaml::"
          + "add it with: booking-sim check scenarios/rush-100.yaml --designs phase3 --baseline scenarios/baseline.json "
          + "--update",
      ]
    )
  }
}

@Suite("A check as the summary of a job")
struct CheckSummaryTests {
  private let limit = 100_000

  @Test("has a table of scenarios and designs")
  func table() throws {
    let text = CheckReport(try ExampleCheck.passed()).summary(limit: limit)
    #expect(
      text == """
        ## booking-sim check: pass

        Exit code 0: everything holds.

        | scenario | design | seeds | integrity | thresholds | baseline | determinism |
        |---|---|---|---|---|---|---|
        | `rush-100` | `phase1` | seeds 1-2 | ok | ok | ok | ok |
        | `rush-100` | `phase2` | seeds 1-3 | ok | ok | ok | ok |
        | `idle-1` | `baseline` | seed 7 | ok | ok | ok | ok |

        """
    )
  }

  @Test("lists failures, and what moved within tolerance")
  func failures() throws {
    let text = CheckReport(try ExampleCheck.failed()).summary(limit: limit)
    #expect(text.contains("| **1 of 1 failed** | **1 of 1 failed** | **2 of 2 failed** | **1 of 1 failed** |"))
    #expect(
      text.contains(
        """
        - threshold: rush-100, phase1, replay `booking-sim run scenarios/rush-100.yaml --design phase1 --seed 1`
          - `success: expected >= 100%, got 98.0 % (98 of 100), seed 1`
        """
      )
    )
    let moved = try ExampleCheck.difference("requests", .number(100), .number(101), tolerance: "2%")
    let other = ExampleCheck.result([CheckCase(.baseline, seed: 2, .passed(moved: [moved]))])
    #expect(
      CheckReport(other).summary(limit: limit).hasSuffix(
        "### Moved within tolerance\n\n- rush-100, phase1: `requests: expected 100 within 2%, got 101 (+1.0 %), worse; seed 2`\n"
      )
    )
  }

  @Test("means what it says, whatever letters are in it")
  func escaping() {
    let cell = CheckCell(scenario: "a|b`c", path: "p", scenarioHash: "0", design: "<script>", seeds: [1])
    let text = CheckReport(
      ExampleCheck.result([CheckCase(.integrity, seed: 1, failures: [.problem("x\n# y `z`")])], cell: cell)
    )
    .summary(limit: limit)
    #expect(text.contains("| `a\\|b'c` | `<script>` |"))
    #expect(text.contains("got x # y 'z', seed 1`\n"))
  }

  @Test("is cut at whole lines when it is too long, with a remark, and never longer than it may be")
  func cut() {
    let cases = (1...2_000).map { CheckCase(.determinism, seed: UInt64($0), failures: [ExampleCheck.digests]) }
    let report = CheckReport(ExampleCheck.result(cases))
    let whole = report.summary(limit: .max)
    #expect(report.summary(limit: whole.utf8.count) == whole)
    for limit in [whole.utf8.count - 1, 50_000, 4_096, 200] {
      let text = report.summary(limit: limit)
      #expect(text.utf8.count <= limit)
      #expect(text.contains("Cut here: the summary is longer than \(limit / 1_024) KiB."))
      let kept = text.components(separatedBy: "\nCut here").first ?? ""
      #expect(whole.hasPrefix(kept))
    }
    #expect(report.summary(limit: 10) == "")
    #expect(report.summary(limit: 0) == "")
  }
}

@Suite("A check as a file of benchmarks")
struct BenchmarkFileTests {
  private let measures = ["confirmed", "requests", "share_429", "time_to_booking med"]

  private func entries(_ runs: [[MeasureValue]]) throws -> [[String: Any]] {
    let seeds = runs.indices.map { UInt64($0 + 1) }
    let cell = CheckedCell(
      ExampleCheck.cell(seeds: seeds),
      runs: zip(seeds, runs).map { CheckedRun(seed: $0, digest: "", values: $1) },
      cases: []
    )
    let measures = try measures.map { try Measure(parsing: $0) }
    let text = try BenchmarkFile.text(CheckResult([cell], modelRevision: 1), charted: measures, measures: measures)
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
  }

  @Test("has medians over the seeds of measures of which less is better, under stable names")
  func entries() throws {
    let entries = try entries([
      [.number(100), .number(10), .share(events: 1, trials: 4), .number(1_000)],
      [.number(100), .number(13), .share(events: 1, trials: 4), .number(2_000.5)],
    ])
    #expect(
      entries.map { $0["name"] as? String } == [
        "rush-100 / phase1 / requests", "rush-100 / phase1 / share_429", "rush-100 / phase1 / time_to_booking med",
      ]
    )
    #expect(entries.map { $0["value"] as? Double } == [11.5, 25, 1_500.25])
    #expect(entries.map { $0["unit"] as? String } == ["count", "%", "ms"])
    #expect(
      entries.map { $0["range"] as? String }
        == ["10 to 13", nil, "1000.0 ms to 2.00 s"].map { $0 == "1000.0 ms to 2.00 s" ? "1.00 s to 2.00 s" : $0 }
    )
    #expect(
      entries[0]["extra"] as? String == "seeds 1-2; booking-sim run scenarios/rush-100.yaml --design phase1 --seeds 1-2"
    )
  }

  @Test("follows two measures of a baseline, and of an odd number of seeds the middle one, whatever the others are")
  func chosen() throws {
    let runs = [7.0, 1, 2].enumerated().map { index, value in
      CheckedRun(seed: UInt64(index + 1), digest: "", values: MeasureSet.baseline.map { _ in .number(value) })
    }
    let cell = CheckedCell(ExampleCheck.cell(seeds: [1, 2, 3]), runs: runs, cases: [])
    let text = try BenchmarkFile.text(CheckResult([cell], modelRevision: 1))
    let entries = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    #expect(
      entries.map { $0["name"] as? String }
        == ["rush-100 / phase1 / time_to_booking p(95)", "rush-100 / phase1 / calls_per_booking"]
    )
    #expect(entries.map { $0["value"] as? Double } == [2, 2])
  }

  @Test("leaves out what has no median")
  func never() throws {
    let entries = try entries([
      [.number(100), .number(10), .missing, .number(1_000)], [.number(100), .number(13), .missing, .never],
    ])
    #expect(entries.map { $0["name"] as? String } == ["rush-100 / phase1 / requests"])
  }
}

@Suite("A check as JSON")
struct CheckDocumentTests {
  private func written(_ result: CheckResult) throws -> String {
    try CheckReport(result).written(as: .usual(.json), .plain)
  }

  @Test("has every case with its outcome, what differs in numbers, and the exit code")
  func cases() throws {
    let text = try written(try ExampleCheck.failed())
    #expect(text == (try written(try ExampleCheck.failed())))
    let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(root["exit_code"] as? Int == 1)
    #expect(root["verdict"] as? String == "integrity")
    #expect(root["baseline"] as? String == "b.json")
    let cases = try #require(root["cases"] as? [[String: Any]])
    #expect(cases.map { $0["check"] as? String } == ["integrity", "threshold", "baseline", "determinism", "baseline"])
    #expect(cases.map { $0["outcome"] as? String } == ["failed", "failed", "failed", "failed", "unjudged"])
    #expect(cases[1]["threshold"] as? String == "success rate >= 100%")
    let differences = try #require(cases[2]["differences"] as? [[String: Any]])
    #expect(differences[0]["measure"] as? String == "time_to_booking p(95)")
    #expect(differences[0]["expected"] as? Double == 92_930)
    #expect(differences[0]["got"] as? Double == 95_000)
    #expect(differences[0]["within_tolerance"] as? Bool == false)
    #expect(cases[2]["replay"] as? String == "booking-sim run scenarios/rush-100.yaml --design phase1 --seed 1")
  }

  @Test("has what failed over all seeds, what differs, the largest first, the values and what the baseline lacks")
  func summed() throws {
    let text = try written(try ExampleCheck.wide(failing: 2))
    let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(root["version"] as? Int == 1)
    let failures = try #require(root["failures"] as? [[String: Any]])
    #expect(failures.map { $0["verdict"] as? String } == ["regression", "regression"])
    #expect(failures[0]["seeds"] as? [Int] == [1])
    let changes = try #require(root["changes"] as? [[String: Any]])
    #expect(changes.map { $0["direction"] as? String } == ["worse", "worse"])
    #expect(changes.map { $0["relative_change"] as? Double } == [0.5, 0.25])
    #expect(changes[0]["seeds_beyond"] as? [Int] == [1])
    let numbers = try #require(root["numbers"] as? [[String: Any]])
    #expect((numbers[0]["values"] as? [String: Double])?["success rate"] == 1)
    let gaps = try #require(root["not_in_baseline"] as? [[String: Any]])
    #expect(gaps.map { $0["what"] as? String } == ["scenarios/new.yaml", "design phase3 of scenarios/rush-100.yaml"])
    #expect((root["cells"] as? [[String: Any]])?.count == 36)
  }

  @Test("has no path where no baseline was asked")
  func none() throws {
    let text = try written(ExampleCheck.result([], baseline: nil))
    #expect(text.contains("\"baseline\" : null"))
    #expect(text.contains("\"exit_code\" : 0"))
  }
}
