package import Results

/// What a check found: a line for each scenario and design, then what failed, then the verdict.
package struct CheckReport: DocumentedReport {
  /// More failing cases than these are counted only.
  private static let mostCases = 40
  /// More lines of one failing case than these are counted only.
  private static let mostLines = 20

  let result: CheckResult

  package init(_ result: CheckResult) { self.result = result }

  package var document: any Encodable { CheckDocument(result) }

  package var content: ReportContent {
    ReportContent([Paragraph(.lines(overview))] + failures + [Paragraph(.lines(verdict))])
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
      parts.append(cell.moved.isEmpty ? "as the baseline" : "within the baseline's tolerances")
    }
    return (parts + ["repeatable"]).joined(separator: ", ")
  }

  /// How many cases of each kind failed.
  private func blame(_ cell: CheckedCell) -> String {
    CheckVerdict.allCases.compactMap { verdict -> String? in
      guard verdict != .passed else { return nil }
      let failed = cell.cases.count { $0.verdict == verdict }
      return failed > 0 ? "\(verdict.name) (\(failed))" : nil
    }.joined(separator: ", ")
  }

  private var failures: [Paragraph] {
    let failing = result.failing
    guard !failing.isEmpty else { return [] }
    var lines = failing.prefix(Self.mostCases).flatMap(self.lines)
    let rest = failing.count - Self.mostCases
    if rest > 0 { lines.append("and \(rest) more failing cases (all are in --format json and --junit)") }
    return [Paragraph(.lines(lines))]
  }

  private func lines(_ failing: FailingCase) -> [Line] {
    let lines = failing.failed.failureLines
    let rest = lines.count - Self.mostLines
    return lines.prefix(Self.mostLines).map { "\(bad: failing.failed.verdict.name): \(failing.name): \($0)" }
      + (rest > 0 ? [Line("and \(rest) more", depth: 1)] : [])
      + (failing.replay.map { [Line("replay: \(code: $0)", depth: 1)] } ?? [])
  }

  private var verdict: [Line] {
    let verdict = result.verdict
    let word = Phrase(verdict.name, verdict == .passed ? .good : .bad)
    let others = CheckVerdict.allCases.filter { other in
      other > verdict && verdict != .passed && result.cells.contains { $0.cases.contains { $0.verdict == other } }
    }
    let besides: [Line] = others.isEmpty ? [] : ["besides: \(others.map(\.name).joined(separator: ", "))"]
    return ["\(word), exit code \(verdict.rawValue): \(verdict.meaning)"] + besides
  }
}

extension CheckedCell {
  /// What differs from the baseline and is tolerated, with the seed.
  var moved: [(seed: UInt64, difference: MeasureDifference)] {
    cases.flatMap { checked -> [(seed: UInt64, difference: MeasureDifference)] in
      guard case .passed(let moved) = checked.outcome else { return [] }
      return moved.map { (checked.seed, $0) }
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
