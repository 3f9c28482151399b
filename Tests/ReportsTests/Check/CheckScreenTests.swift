import Measures
import Results
import Testing

@testable import Reports

@Suite("A check on one screen")
struct CheckScreenTests {
  private func lines(_ content: ReportContent) -> [Substring] {
    var lines = content.text(.plain, width: 80).split(separator: "\n", omittingEmptySubsequences: false)
    lines.removeLast()
    return lines
  }

  private func fits(_ content: ReportContent) -> Bool {
    let lines = lines(content)
    return lines.count <= 23 && lines.allSatisfy { $0.count <= 80 }
  }

  private func screen(_ result: CheckResult) -> ReportContent { CheckScreen(result).content }

  @Test("has 23 lines of 80 columns at most, whatever failed", arguments: [0, 1, 2, 5, 9, 30, 36])
  func wide(failing: Int) throws {
    let content = screen(try ExampleCheck.wide(failing: failing))
    #expect(fits(content), "\(content.text(.plain, width: 80))")
  }

  @Test("has 23 lines of 80 columns at most with every kind of failure, many of one, and names of any length")
  func kinds() throws {
    for result in [try ExampleCheck.passed(), try ExampleCheck.failed(), try ExampleCheck.many()] {
      #expect(fits(screen(result)), "\(screen(result).text(.plain, width: 80))")
    }
    let long = String(repeating: "long-name-", count: 12)
    let cell = CheckCell(scenario: long, path: long, scenarioHash: "0", design: long, seeds: [1])
    let cases = [
      CheckCase(.integrity, seed: 1, failures: [.problem(long)]), CheckCase(.baseline, seed: 1, .unjudged(long)),
    ]
    let diff = CheckCommandLine(scenarios: ["a.yaml", long], baseline: long, flag: .diff)
    let result = CheckResult(
      [CheckedCell(cell, runs: [], cases: cases)],
      modelRevision: 1,
      baseline: long,
      gaps: [.scenario(path: long), .scenario(path: long), .scenario(path: long), .scenario(path: long)],
      diff: diff
    )
    #expect(fits(screen(result)), "\(screen(result).text(.plain, width: 80))")
  }

  @Test("shows the largest failures and counts the others, which --full shows; what stands last is the verdict")
  func largest() throws {
    let text = screen(try ExampleCheck.wide(failing: 30)).text(.plain, width: 80)
    #expect(text.hasPrefix("6 of 36 pairs of scenario and design pass: 36 scenarios, 36 runs, held against\n"))
    #expect(text.contains("\nworse: rush-100-other-traffic-1, baseline: association_delay p(95) 93.00 s ->\n"))
    #expect(text.contains(/\nand \d+ more: --full\n/))
    #expect(text.contains("\nreplay the first:"))
    #expect(text.hasSuffix("\nmeasures beyond their tolerance: 30 worse\n"))
    let few = screen(try ExampleCheck.wide(failing: 2)).text(.plain, width: 80)
    #expect(!few.contains("more: --full"))
  }

  @Test("shows the numbers of the slowest when nothing failed, of all where there is room")
  func numbers() throws {
    let text = screen(try ExampleCheck.wide()).text(.plain, width: 80)
    #expect(text.contains(" 36 s "))
    #expect(!text.contains(" 9 s "))
    #expect(text.contains(/\nThe slowest \d+ of 36; all: --full\n/))
    let all = try ExampleCheck.wide()
    let few = CheckResult(Array(all.cells.prefix(3)), modelRevision: 1)
    #expect(!screen(few).text(.plain, width: 80).contains("--full"))
    #expect(screen(few).text(.plain, width: 80).contains(" 3 s "))
  }

  @Test("shows first of all whose visitors do not all get there, as never")
  func never() throws {
    let wide = try ExampleCheck.wide()
    let run = CheckedRun(seed: 1, digest: "d", values: [], headline: MeasureSet.headline.map { _ in .never })
    let stuck = ExampleCheck.checked(ExampleCheck.cell("stuck", seeds: [1]), [], runs: [run])
    let text = screen(CheckResult(wide.cells + [stuck], modelRevision: 1)).text(.plain, width: 80)
    let first = text.split(separator: "\n").first { $0.contains("phase1") }
    #expect(first?.hasPrefix("stuck, phase1 ") == true)
    #expect(first?.contains(" never ") == true)
    #expect(fits(screen(CheckResult(wide.cells + [stuck], modelRevision: 1))))
  }

  @Test("names what is not in the baseline")
  func gaps() throws {
    let text = screen(try ExampleCheck.wide()).text(.plain, width: 80)
    #expect(
      text.contains("\nnot in the baseline: scenarios/new.yaml, design phase3 of\n  scenarios/rush-100.yaml; add")
    )
  }

  @Test("has the command that shows what an update would change, in lines that can be pasted")
  func diff() throws {
    let cases = [CheckCase(.baseline, seed: 1, .unjudged("another scenario"))]
    let command = CheckCommandLine(
      scenarios: ["scenarios/rush-100-other-traffic.yaml"],
      baseline: "scenarios/baseline.json",
      flag: .diff
    )
    let cell = CheckedCell(ExampleCheck.cell(), runs: [], cases: cases)
    let text = screen(CheckResult([cell], modelRevision: 1, diff: command)).text(.plain, width: 80)
    #expect(
      text.hasSuffix(
        """
        what that does to the numbers:
          booking-sim check scenarios/rush-100-other-traffic.yaml --baseline \\
          scenarios/baseline.json --diff

        """
      )
    )
  }

  @Test("is as short for a comparison, with any number of changes")
  func comparison() throws {
    for other in [CheckComparison.Other.baseline("b.json"), .result("main.json")] {
      let report = CheckComparisonReport(try ExampleCheck.comparison(with: other))
      #expect(fits(CheckComparisonScreen(report: report).content))
    }
    let shifts = try (1...60).compactMap {
      try ExampleCheck.shift("requests", [(.number(100), .number(Double(100 + $0)))], in: "rush-100-other-\($0)")
    }
    let changes = (1...40).map {
      BaselineChange.scenario("scenario-\($0)", from: "0123456789abcdef", to: "fedcba9876543210")
    }
    let many = CheckComparison(try ExampleCheck.wide(), with: .baseline("b.json"), changes: changes, shifts: shifts)
    let content = CheckComparisonScreen(report: CheckComparisonReport(many)).content
    #expect(fits(content), "\(content.text(.plain, width: 80))")
    #expect(content.text(.plain, width: 80).contains("rush-100-other-60, phase1"))
    #expect(content.text(.plain, width: 80).contains("60 measures are not as in b.json: 60 worse."))
  }
}
