package import Measures

/// A scenario and a design as a check's JSON keeps them, so that another check can be compared with it.
package struct RecordedCell: Codable, Hashable, Sendable {
  /// nil in the results of earlier versions, which are of bookings.
  package let product: Product?
  package let scenario: String
  package let path: String
  package let scenarioHash: String
  package let design: String
  /// Ascending.
  package let seeds: [UInt64]
  /// By measure, as its text names it; of each a value for each seed.
  package let values: [String: [MeasureValue]]

  package init(_ checked: CheckedCell) {
    let cell = checked.cell
    product = cell.product
    (scenario, path, scenarioHash, design) = (cell.scenario, cell.path, cell.scenarioHash, cell.design)
    let runs = checked.runs.filter { $0.values.count == cell.measures.count }
    seeds = runs.map(\.seed)
    let rows = cell.measures.enumerated().map { index, measure in
      (measure.description, runs.map { $0.values[index] })
    }
    values = Dictionary(uniqueKeysWithValues: rows)
  }

  private enum CodingKeys: String, CodingKey {
    case product, scenario, path, design, seeds, values
    case scenarioHash = "scenario_hash"
  }
}
