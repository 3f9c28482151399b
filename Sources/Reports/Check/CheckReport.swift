import Measures
package import Results

/// What a check found: a line for each scenario and design, the numbers that matter, what failed, then the verdict.
package struct CheckReport: DocumentedReport {
  let result: CheckResult

  package init(_ result: CheckResult) { self.result = result }

  package static var views: [ReportView<Self>] {
    [ReportView("markdown", in: .markdown) { $0.summary }]
  }

  package var documentFormat: DataFormat { .check }

  package var document: any Encodable { CheckDocument(result) }

  package var screen: ReportContent { CheckScreen(result).content }

  package var content: ReportContent {
    ReportContent(
      [Paragraph(.lines(overview))] + numbers + told(failures) + told(within) + told(gaps)
        + [Paragraph(.lines(verdict))]
    )
  }

  private func told(_ lines: [Line]) -> [Paragraph] {
    lines.isEmpty ? [] : [Paragraph(.lines(lines))]
  }

  private var overview: [Line] {
    let scenario = result.cells.map(\.cell.scenario.count).max() ?? 0
    let design = result.cells.map(\.cell.design.count).max() ?? 0
    return result.cells.map { cell in
      let name = "\(cell.cell.scenario.padded(to: scenario))  \(cell.cell.design.padded(to: design))"
      let seeds = CheckSeeds.text(cell.cell.seeds)
      return cell.verdict == .passed
        ? "\(good: "ok  ")  \(name)  \(seeds): \(praise(cell))"
        : "\(bad: "FAIL")  \(name)  \(seeds): \(blame(cell))"
    }
  }

  private func praise(_ cell: CheckedCell) -> String {
    var parts = ["sound"]
    let thresholds = cell.cell.thresholds.count
    if thresholds > 0 { parts.append("\(thresholds) \(thresholds == 1 ? "threshold holds" : "thresholds hold")") }
    if result.baseline != nil {
      parts.append(cell.shifts.isEmpty ? "as the baseline" : "within the baseline's tolerances")
    }
    return (parts + ["repeatable"]).joined(separator: ", ")
  }

  /// How much failed of each kind.
  private func blame(_ cell: CheckedCell) -> String {
    let failures = cell.failures
    return CheckVerdict.allCases.compactMap { verdict -> String? in
      let count = failures.count { $0.verdict == verdict }
      return count > 0 ? "\(verdict.name) (\(count))" : nil
    }.joined(separator: ", ")
  }

  private var numbers: [Paragraph] {
    HeadlineTable.full(result.cells).map { Paragraph(.table($0)) }
  }

  private var failures: [Line] {
    result.failures.flatMap { group in
      group.lines(diff: result.diff).map { "\(bad: group.verdict.name): \(group.name): \($0)" }
        + (group.replay.map { [Line("replay: \(code: $0)", depth: 1)] } ?? [])
    }
  }

  private var within: [Line] {
    result.cells.flatMap { cell in
      cell.shifts.filter { !$0.isBeyond }.map { shift in
        "within tolerance: \(shift.scenario), \(shift.design): \(shift.text)"
      }
    }
  }

  private var gaps: [Line] {
    result.gaps.flatMap { gap -> [Line] in
      let add = result.baseline.map { [Line("add it with: \(code: gap.command(baseline: $0))", depth: 1)] }
      return ["not in the baseline: \(gap.what)"] + (add ?? [])
    }
  }

  var verdict: [Line] {
    let verdict = result.verdict
    let word = Phrase(verdict.name, verdict == .passed ? .good : .bad)
    let others = others
    let besides: [Line] = others.isEmpty ? [] : ["besides: \(others.map(\.name).joined(separator: ", "))"]
    let tally = ShiftTally.text(result.failures.compactMap(\.shift))
    let diff = result.diffOfUnfit.map { [Line("what that does to the numbers: \(code: $0.text)")] } ?? []
    return ["\(word), exit code \(verdict.rawValue): \(verdict.meaning)"] + besides
      + (tally.isEmpty ? [] : ["measures beyond their tolerance: \(tally)"]) + diff
  }
}

extension CheckReport {
  /// What else is wrong.
  var others: [CheckVerdict] {
    CheckVerdict.allCases.filter { other in
      other > result.verdict && result.verdict != .passed
        && result.cells.contains { $0.cases.contains { $0.verdict == other } }
    }
  }
}

/// Seeds as a reader likes them.
enum CheckSeeds {
  /// `seed 4`, `seeds 1-3`, `seeds 1, 2, 7`
  static func text(_ seeds: [UInt64]) -> String {
    guard let first = seeds.first, let last = seeds.last, first != last else {
      return "seed " + seeds.map { "\($0)" }.joined()
    }
    let isRange = last - first == UInt64(seeds.count - 1)
    return "seeds " + (isRange ? "\(first)-\(last)" : seeds.map { "\($0)" }.joined(separator: ", "))
  }
}
