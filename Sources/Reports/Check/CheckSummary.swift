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

  var summary: ReportContent {
    let verdict = result.verdict
    var table = Table(texts: ["scenario", "design", "seeds", "integrity", "thresholds", "baseline", "determinism"])
    for cell in result.cells { table.add(cells(cell)) }
    let moved = result.cells.flatMap { cell in
      cell.shifts.filter { !$0.isBeyond }.map { ListItem("\($0.scenario), \($0.design): \(code: $0.text)") }
    }
    let tally = ShiftTally.text(result.failures.compactMap(\.shift))
    return ReportContent(
      [
        Paragraph(.heading("booking-sim check: \(verdict.name)")),
        Paragraph(.line("Exit code \(verdict.rawValue): \(verdict.meaning).")),
      ] + (tally.isEmpty ? [] : [Paragraph(.line("Measures beyond their tolerance: \(tally)."))])
        + diff + [Paragraph(.table(table))] + section("Failures", result.failures.map(item)) + numbers
        + section("Moved within tolerance", moved) + section("Not in the baseline", result.gaps.map(item))
    )
  }

  private var diff: [Paragraph] {
    result.diffOfUnfit.map { [Paragraph(.line("What that does to the numbers: \(code: $0.text)"))] } ?? []
  }

  private var numbers: [Paragraph] {
    let tables = HeadlineTable.page(result.cells)
    return tables.isEmpty
      ? [] : [Paragraph(.heading("Numbers", level: 3))] + tables.map { Paragraph(.table($0)) }
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

  private func item(_ group: CheckFailureGroup) -> ListItem {
    let replay: Phrase = group.replay.map { ", replay \(code: $0)" } ?? ""
    return ListItem(
      "\(group.verdict.name): \(group.name)\(replay)",
      items: group.lines(diff: result.diff).map { ListItem("\(code: $0)") }
    )
  }

  private func item(_ gap: BaselineGap) -> ListItem {
    let add: Phrase = result.baseline.map { ", add it with \(code: gap.command(baseline: $0))" } ?? ""
    return ListItem("\(code: gap.what)\(add)")
  }
}
