/// A cell whose runs have been judged.
package struct CheckedCell: Hashable, Sendable {
  package let cell: CheckCell
  /// By seed.
  package let runs: [CheckedRun]
  /// By seed; of one seed integrity, thresholds, baseline, determinism.
  package let cases: [CheckCase]

  package init(_ cell: CheckCell, runs: [CheckedRun], cases: [CheckCase]) {
    self.cell = cell
    self.runs = runs
    self.cases = cases
  }

  package var verdict: CheckVerdict { CheckVerdict.lowest(cases.map(\.verdict)) }
}

/// What a check found.
package struct CheckResult: Hashable, Sendable {
  /// The cells of one scenario stand together.
  package let cells: [CheckedCell]
  package let modelRevision: Int
  /// The path of the baseline; nil when none was asked.
  package let baseline: String?

  package init(_ cells: [CheckedCell], modelRevision: Int, baseline: String? = nil) {
    self.cells = cells
    self.modelRevision = modelRevision
    self.baseline = baseline
  }

  /// Of everything that is wrong what has the lowest exit code.
  package var verdict: CheckVerdict { CheckVerdict.lowest(cells.map(\.verdict)) }

  /// The cells of each scenario, in the order of the cells.
  package var scenarios: [(name: String, cells: [CheckedCell])] {
    var scenarios: [(name: String, cells: [CheckedCell])] = []
    for cell in cells {
      if scenarios.last?.name == cell.cell.scenario {
        scenarios[scenarios.count - 1].cells.append(cell)
      } else {
        scenarios.append((cell.cell.scenario, [cell]))
      }
    }
    return scenarios
  }

  /// Whether the runs are fit to become a baseline: sound, and the same when they are repeated.
  package var isFitForBaseline: Bool {
    !cells.contains { $0.cases.contains { [.unsound, .unrepeatable].contains($0.verdict) } }
  }
}

extension CheckVerdict {
  static func lowest(_ verdicts: [CheckVerdict]) -> CheckVerdict {
    verdicts.filter { $0 != .passed }.min() ?? .passed
  }
}
