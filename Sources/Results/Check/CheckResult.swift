/// A cell whose runs have been judged.
package struct CheckedCell: Hashable, Sendable {
  package let cell: CheckCell
  /// By seed.
  package let runs: [CheckedRun]
  /// By seed; of one seed integrity, thresholds, baseline, determinism.
  package let cases: [CheckCase]
  /// What is not what the baseline has, also within tolerances, in the order of the measures of baselines.
  package let shifts: [MeasureShift]

  package init(_ cell: CheckCell, runs: [CheckedRun], cases: [CheckCase], shifts: [MeasureShift] = []) {
    self.cell = cell
    self.runs = runs
    self.cases = cases
    self.shifts = shifts
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
  /// What is not in that baseline and could be.
  package let gaps: [BaselineGap]
  /// The command that shows what an update of that baseline would change.
  package let diff: CheckCommandLine?

  package init(
    _ cells: [CheckedCell],
    modelRevision: Int,
    baseline: String? = nil,
    gaps: [BaselineGap] = [],
    diff: CheckCommandLine? = nil
  ) {
    self.cells = cells
    self.modelRevision = modelRevision
    self.baseline = baseline
    self.gaps = gaps
    self.diff = diff
  }

  /// The command that shows what an update would change, of a baseline that does not fit; nil of one that does.
  package var diffOfUnfit: CheckCommandLine? {
    cells.contains { $0.cases.contains { $0.verdict == .unfitBaseline } } ? diff : nil
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
