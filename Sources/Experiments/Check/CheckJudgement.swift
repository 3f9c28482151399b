package import Measures
package import Results

/// Holds runs against what is expected of them; runs nothing itself.
package struct CheckJudgement: Sendable {
  /// Of baselines, by measure.
  private let tolerances: [Measure: Tolerance]

  package init(tolerances: [Measure: Tolerance] = [:]) { self.tolerances = tolerances }

  /// - Parameter runs: those of the cell's seeds, in their order.
  package func judge(_ cell: CheckCell, _ runs: [CheckedRun]) -> CheckedCell {
    var shifts: [MeasureShift] = []
    if case .values(let expected) = cell.expectation {
      shifts = MeasureShift.all(cell, runs, expected: expected, tolerances: tolerances)
    }
    return CheckedCell(cell, runs: runs, cases: runs.flatMap { cases(cell, $0) }, shifts: shifts)
  }

  private func cases(_ cell: CheckCell, _ run: CheckedRun) -> [CheckCase] {
    precondition(
      run.thresholdValues.count == cell.thresholds.count,
      "\(run.thresholdValues.count) values of thresholds"
    )
    var cases = [CheckCase(.integrity, seed: run.seed, failures: run.problems.map { .problem($0) })]
    for (threshold, value) in zip(cell.thresholds, run.thresholdValues) {
      let failures: [CheckFailure] = threshold.holds(value) ? [] : [.missed(threshold, got: value)]
      cases.append(CheckCase(.threshold(threshold), seed: run.seed, failures: failures))
    }
    if let outcome = baseline(cell, run) { cases.append(CheckCase(.baseline, seed: run.seed, outcome)) }
    if let repeated = run.repeatedDigest {
      let failures: [CheckFailure] =
        repeated == run.digest ? [] : [.digests(first: run.digest, second: repeated)]
      cases.append(CheckCase(.determinism, seed: run.seed, failures: failures))
    }
    return cases
  }

  /// nil when no baseline is asked.
  private func baseline(_ cell: CheckCell, _ run: CheckedRun) -> CheckCase.Outcome? {
    switch cell.expectation {
    case .none: return nil
    case .unfit(let reason): return .unjudged(reason)
    case .values(let values):
      guard let expected = values[run.seed] else {
        return .unjudged("the baseline has no seed \(run.seed) of \(cell.scenario) with \(cell.design)")
      }
      return outcome(cell, expected, run.values)
    }
  }

  private func outcome(_ cell: CheckCell, _ expected: [MeasureValue], _ got: [MeasureValue]) -> CheckCase.Outcome {
    precondition(expected.count == got.count, "\(expected.count) expected values, \(got.count) measured")
    var (moved, failures): ([MeasureDifference], [CheckFailure]) = ([], [])
    for (index, measure) in cell.measures.enumerated() where expected[index] != got[index] {
      let tolerance = tolerances[measure]
      let difference = MeasureDifference(measure, expected: expected[index], got: got[index], tolerance: tolerance)
      if let tolerance, tolerance.allows(got[index], expected: expected[index]) {
        moved.append(difference)
      } else {
        failures.append(.differs(difference))
      }
    }
    return failures.isEmpty ? .passed(moved: moved) : .failed(failures)
  }
}
