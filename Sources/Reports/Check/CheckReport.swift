package import Findings

/// What a check found, as text: a line for each scenario and design, then what failed, then the verdict.
package struct CheckReport {
  /// More failing cases than these are counted only.
  private static let mostCases = 40
  /// More lines of one failing case than these are counted only.
  private static let mostLines = 20

  private let result: CheckResult
  private let style: TerminalStyle

  package init(_ result: CheckResult, _ style: TerminalStyle) {
    self.result = result
    self.style = style
  }

  package var text: String { ([overview] + failures + [verdict]).joined(separator: "\n\n") + "\n" }

  private var overview: String {
    let (scenario, design) = (widest(\.scenario), widest(\.design))
    return result.cells.map { cell in
      let name = "\(Self.pad(cell.cell.scenario, scenario))  \(Self.pad(cell.cell.design, design))"
      let seeds = CheckSeeds.text(cell.cell.seeds)
      return cell.verdict == .passed
        ? "\(style.good("ok  "))  \(name)  \(seeds): \(praise(cell))"
        : "\(style.bad("FAIL"))  \(name)  \(seeds): \(blame(cell))"
    }.joined(separator: "\n")
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

  private var failures: [String] {
    let failing = result.failing
    guard !failing.isEmpty else { return [] }
    var blocks = failing.prefix(Self.mostCases).map(block)
    let rest = failing.count - Self.mostCases
    if rest > 0 { blocks.append("and \(rest) more failing cases (all are in --format json and --junit)") }
    return [blocks.joined(separator: "\n")]
  }

  private func block(_ failing: FailingCase) -> String {
    let head = "\(style.bad(failing.failed.verdict.name)): \(failing.name): "
    let lines = failing.failed.failureLines
    let rest = lines.count - Self.mostLines
    return
      (lines.prefix(Self.mostLines).map { head + $0 }
      + (rest > 0 ? ["  and \(rest) more"] : [])
      + (failing.replay.map { ["  replay: \($0)"] } ?? [])).joined(separator: "\n")
  }

  private var verdict: String {
    let verdict = result.verdict
    let word = verdict == .passed ? style.good(verdict.name) : style.bad(verdict.name)
    let others = CheckVerdict.allCases.filter { other in
      other > verdict && verdict != .passed && result.cells.contains { $0.cases.contains { $0.verdict == other } }
    }
    let besides = others.isEmpty ? "" : "\nbesides: \(others.map(\.name).joined(separator: ", "))"
    return "\(word), exit code \(verdict.rawValue): \(verdict.meaning)\(besides)"
  }

  private func widest(_ text: (CheckCell) -> String) -> Int { result.cells.map { text($0.cell).count }.max() ?? 0 }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
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
