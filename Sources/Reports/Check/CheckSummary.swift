import Results

/// What a check found, as the summary of a job on GitHub.
extension CheckReport {
  /// In Markdown: the whole text when it has at most `limit` bytes, otherwise as many of its lines as fit with a remark at
  /// the end; empty when not even the remark fits.
  package func summary(limit: Int) -> String {
    let whole = MarkdownRenderer(isDense: true).text(summary)
    guard whole.utf8.count > limit else { return whole }
    let remark =
      "\nCut here: the summary is longer than \(limit / 1_024) KiB. The JUnit file and the log have all of it.\n"
    var (kept, bytes) = ("", remark.utf8.count)
    guard bytes <= limit else { return "" }
    for line in whole.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      bytes += line.utf8.count + 1
      guard bytes <= limit else { break }
      kept += line + "\n"
    }
    return kept + remark
  }

  private var summary: ReportContent {
    let verdict = result.verdict
    var table = Table(texts: ["scenario", "design", "seeds", "integrity", "thresholds", "baseline", "determinism"])
    for cell in result.cells { table.add(cells(cell)) }
    let moved = result.cells.flatMap { cell in
      cell.moved.map { ListItem("\(cell.cell.name(seed: $0.seed)): \(code: $0.difference.text)") }
    }
    return ReportContent(
      [
        Paragraph(.heading("booking-sim check: \(verdict.name)")),
        Paragraph(.line("Exit code \(verdict.rawValue): \(verdict.meaning).")),
        Paragraph(.table(table)),
      ] + section("Failures", result.failing.map(item)) + section("Moved within tolerance", moved)
    )
  }

  private func section(_ title: Phrase, _ items: [ListItem]) -> [Paragraph] {
    items.isEmpty ? [] : [Paragraph(.heading(title, level: 3)), Paragraph(.list(items))]
  }

  private func cells(_ cell: CheckedCell) -> [Cell] {
    func column(_ isIn: (CheckCase.Subject) -> Bool) -> Cell {
      let cases = cell.cases.filter { isIn($0.subject) }
      let failed = cases.count { $0.verdict != .passed }
      return cases.isEmpty ? "-" : failed == 0 ? "ok" : "\(bad: "\(failed) of \(cases.count) failed")"
    }
    return [
      "\(code: cell.cell.scenario)", "\(code: cell.cell.design)", .text(CheckSeeds.text(cell.cell.seeds)),
      column { $0 == .integrity }, column { if case .threshold = $0 { true } else { false } },
      column { $0 == .baseline }, column { $0 == .determinism },
    ]
  }

  private func item(_ failing: FailingCase) -> ListItem {
    let replay: Phrase = failing.replay.map { ", replay \(code: $0)" } ?? ""
    return ListItem(
      "\(failing.failed.verdict.name): \(failing.name)\(replay)",
      items: failing.failed.failureLines.map { ListItem("\(code: $0)") }
    )
  }
}
