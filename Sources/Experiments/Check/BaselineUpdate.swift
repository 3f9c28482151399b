import Measures
package import Results

/// Takes the results of runs over into a baseline. What was not asked for stays as it is, and so do the tolerances.
package struct BaselineUpdate: Sendable {
  package private(set) var baseline: Baseline
  /// In the order of the cells.
  package private(set) var changes: [BaselineChange] = []

  /// - Parameters:
  ///   - old: nil when there was none.
  ///   - result: of runs that are fit for a baseline, without an objection.
  package init(of old: Baseline?, with result: CheckResult) {
    baseline = old ?? Baseline(modelRevision: result.modelRevision)
    if baseline.modelRevision != result.modelRevision {
      changes.append(.revision(from: baseline.modelRevision, to: result.modelRevision))
    }
    let isOtherModel = baseline.modelRevision != result.modelRevision
    baseline.modelRevision = result.modelRevision
    for scenario in result.scenarios { take(scenario.name, scenario.cells, isOtherModel: isOtherModel) }
  }

  /// Why a baseline cannot be updated with these cells: values that stay would be of another model or scenario than those
  /// that come. nil when it can.
  package static func objection(to cells: [CheckCell], in old: Baseline?, modelRevision: Int) -> String? {
    guard let old else { return nil }
    for (name, entry) in old.scenarios.sorted(by: { $0.key < $1.key }) {
      let asked = cells.filter { $0.scenario == name }
      // Nothing stays of another product.
      if let product = asked.first?.product, product != entry.product { continue }
      let left = entry.designs.keys.sorted().filter { design in !asked.contains { $0.design == design } }
      guard !left.isEmpty else { continue }
      if old.modelRevision != modelRevision {
        return "the baseline is of model revision \(old.modelRevision) and this program of \(modelRevision), but "
          + "\(name) with \(left.joined(separator: ", ")) would stay of the old one; update all of it"
      }
      if let now = asked.first, now.scenarioHash != entry.hash {
        return
          "\(name) has changed, but \(left.joined(separator: ", ")) would stay of the old one; update all its designs"
      }
    }
    return nil
  }

  private mutating func take(_ name: String, _ cells: [CheckedCell], isOtherModel: Bool) {
    guard let first = cells.first?.cell else { return }
    var entry =
      baseline.scenarios[name] ?? Baseline.Entry(product: first.product, path: first.path, hash: first.scenarioHash)
    if entry.path != first.path { changes.append(.path(scenario: name, from: entry.path, to: first.path)) }
    let isOther = isOtherModel || entry.hash != first.scenarioHash
    // Values of another product are of other measures.
    if entry.product != first.product { entry.designs = [:] }
    if entry.hash != first.scenarioHash {
      changes.append(.scenario(name, from: entry.hash, to: first.scenarioHash))
    }
    (entry.product, entry.path, entry.hash) = (first.product, first.path, first.scenarioHash)
    for cell in cells {
      let old = entry.designs[cell.cell.design] ?? [:]
      entry.designs[cell.cell.design] = merged(old, cell, isOther: isOther)
    }
    baseline.scenarios[name] = entry
  }

  /// The values of a cell: seeds that were not run stay, unless what was run is another scenario or model.
  private mutating func merged(
    _ old: [UInt64: [MeasureValue]],
    _ cell: CheckedCell,
    isOther: Bool
  ) -> [UInt64: [MeasureValue]] {
    let place = BaselineChange.Place(scenario: cell.cell.scenario, design: cell.cell.design)
    let ran = cell.runs.map(\.seed)
    let left = old.keys.sorted().filter { !ran.contains($0) }
    if isOther, !left.isEmpty { changes.append(.dropped(place, seeds: left)) }
    let new = ran.filter { old[$0] == nil }
    if !new.isEmpty { changes.append(.added(place, seeds: new)) }
    var values = isOther ? [:] : old
    for run in cell.runs {
      for (index, measure) in cell.cell.measures.enumerated() {
        guard let before = old[run.seed]?[index], before != run.values[index] else { continue }
        let difference = MeasureDifference(measure, expected: before, got: run.values[index])
        changes.append(.value(place, seed: run.seed, difference))
      }
      values[run.seed] = run.values
    }
    return values
  }
}
