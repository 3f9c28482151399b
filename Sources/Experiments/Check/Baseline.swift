package import Measures
package import Results

/// The results that runs are held against: what a file keeps of every scenario, design and seed.
package struct Baseline: Hashable, Sendable {
  /// The version of the file format that this program reads and writes.
  package static let format = 1
  /// The results of a scenario.
  package struct Entry: Hashable, Sendable {
    package var product: Product
    /// Of its file, as the user named it.
    package var path: String
    /// Of the resolved scenario that was run.
    package var hash: String
    /// By design and seed, in the order of the product's measures of a baseline.
    package var designs: [String: [UInt64: [MeasureValue]]]

    package init(
      product: Product = .booking,
      path: String,
      hash: String,
      designs: [String: [UInt64: [MeasureValue]]] = [:]
    ) {
      self.product = product
      self.path = path
      self.hash = hash
      self.designs = designs
    }
  }

  package var modelRevision: Int
  /// By the scenario's name.
  package var scenarios: [String: Entry]
  /// A measure without one has to be exactly what it was.
  package var tolerances: [Measure: Tolerance]

  package init(modelRevision: Int, scenarios: [String: Entry] = [:], tolerances: [Measure: Tolerance] = [:]) {
    self.modelRevision = modelRevision
    self.scenarios = scenarios
    self.tolerances = tolerances
  }

  /// What is expected of a cell, or why nothing can be.
  package func expectation(of cell: CheckCell, modelRevision: Int) -> CheckCell.Expectation {
    guard self.modelRevision == modelRevision else {
      return .unfit("the baseline is of model revision \(self.modelRevision), this program of \(modelRevision)")
    }
    guard let entry = scenarios[cell.scenario] else { return .unfit("the baseline has no scenario \(cell.scenario)") }
    guard entry.hash == cell.scenarioHash else {
      return .unfit(
        "\(cell.scenario) is not the scenario of the baseline: it was \(entry.hash), it is \(cell.scenarioHash)"
      )
    }
    guard let values = entry.designs[cell.design] else {
      return .unfit("the baseline has no design \(cell.design) of \(cell.scenario)")
    }
    return .values(values)
  }
}
