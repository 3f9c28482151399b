package import Findings

/// What a check found, in Markdown: the summary of a job on GitHub.
package struct CheckSummary {
  private let result: CheckResult

  package init(_ result: CheckResult) { self.result = result }

  /// The whole text when it has at most `limit` bytes, otherwise as many of its lines as fit with a remark at the end;
  /// empty when not even the remark fits.
  package func text(limit: Int) -> String {
    let lines = lines
    let whole = lines.map { $0 + "\n" }.joined()
    guard whole.utf8.count > limit else { return whole }
    let remark =
      "\nCut here: the summary is longer than \(limit / 1_024) KiB. The JUnit file and the log have all of it.\n"
    var (kept, bytes) = ("", remark.utf8.count)
    guard bytes <= limit else { return "" }
    for line in lines {
      bytes += line.utf8.count + 1
      guard bytes <= limit else { break }
      kept += line + "\n"
    }
    return kept + remark
  }

  private var lines: [String] {
    let verdict = result.verdict
    var lines = [
      "## booking-sim check: \(verdict.name)", "", "Exit code \(verdict.rawValue): \(verdict.meaning).", "",
      "| scenario | design | seeds | integrity | thresholds | baseline | determinism |",
      "|---|---|---|---|---|---|---|",
    ]
    lines += result.cells.map(row)
    lines += section("Failures", result.failing.flatMap(items))
    let moved = result.cells.flatMap { cell in
      cell.moved.map { "- \(cell.cell.name(seed: $0.seed)): \(Self.code($0.difference.text))" }
    }
    return lines + section("Moved within tolerance", moved)
  }

  private func section(_ title: String, _ items: [String]) -> [String] {
    items.isEmpty ? [] : ["", "### \(title)", ""] + items
  }

  private func row(_ cell: CheckedCell) -> String {
    func column(_ isIn: (CheckCase.Subject) -> Bool) -> String {
      let cases = cell.cases.filter { isIn($0.subject) }
      let bad = cases.count { $0.verdict != .passed }
      return cases.isEmpty ? "-" : bad == 0 ? "ok" : "**\(bad) of \(cases.count) failed**"
    }
    let cells = [
      Self.cell(cell.cell.scenario), Self.cell(cell.cell.design), CheckSeeds.text(cell.cell.seeds),
      column { $0 == .integrity }, column { if case .threshold = $0 { true } else { false } },
      column { $0 == .baseline }, column { $0 == .determinism },
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private func items(_ failing: FailingCase) -> [String] {
    let replay = failing.replay.map { ", replay \(Self.code($0))" } ?? ""
    let head = "- \(failing.failed.verdict.name): \(failing.name)\(replay)"
    return [head] + failing.failed.failureLines.map { "  - \(Self.code($0))" }
  }

  /// Text in which no letter means anything to Markdown.
  private static func code(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return "`" + line.replacing("`", with: "'") + "`"
  }

  private static func cell(_ text: String) -> String { code(text).replacing("|", with: "\\|") }
}
