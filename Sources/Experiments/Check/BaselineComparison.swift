package import Measures
package import Results

extension CheckComparison {
  /// What an update of a baseline with these runs would do to it.
  package init(_ result: CheckResult, updating baseline: Baseline, at path: String) {
    let update = BaselineUpdate(of: baseline, with: result)
    self.init(
      result,
      with: .baseline(path),
      changes: update.changes,
      shifts: Self.shifts(result, baseline, baseline.tolerances)
    )
  }

  /// These runs beside those of another check, with what only one of them has.
  ///
  /// - Parameter tolerances: by measure; a measure without one counts as changed when it is not the very same.
  package init(
    _ result: CheckResult,
    against recorded: Baseline,
    at path: String,
    tolerances: [Measure: Tolerance] = [:]
  ) {
    var changes = BaselineUpdate(of: recorded, with: result).changes
    for (name, entry) in recorded.scenarios.sorted(by: { $0.key < $1.key }) {
      for design in entry.designs.keys.sorted() {
        let seeds = (entry.designs[design] ?? [:]).keys.sorted()
        if !result.cells.contains(where: { $0.cell.scenario == name && $0.cell.design == design }) {
          changes.append(.dropped(BaselineChange.Place(scenario: name, design: design), seeds: seeds))
        }
      }
    }
    self.init(result, with: .result(path), changes: changes, shifts: Self.shifts(result, recorded, tolerances))
  }

  private static func shifts(
    _ result: CheckResult,
    _ old: Baseline,
    _ tolerances: [Measure: Tolerance]
  ) -> [MeasureShift] {
    result.cells.flatMap { checked in
      let expected = old.scenarios[checked.cell.scenario]?.designs[checked.cell.design] ?? [:]
      return MeasureShift.all(checked.cell, checked.runs, expected: expected, tolerances: tolerances)
    }
  }
}
