package import Measures

/// A scenario and a design that are checked under some seeds, and what is expected of every run.
package struct CheckCell: Hashable, Sendable {
  /// What the baseline says about a cell.
  package enum Expectation: Hashable, Sendable {
    /// No baseline is asked.
    case none
    /// The baseline does not fit, for this reason.
    case unfit(String)
    /// By seed, in the order of the measures of baselines.
    case values([UInt64: [MeasureValue]])
  }

  package let product: Product
  package let scenario: String
  /// Of the scenario's file, as the user or the baseline named it.
  package let path: String
  /// Where that file was found from here.
  package let foundAt: String
  /// Of the resolved scenario.
  package let scenarioHash: String
  package let design: String
  /// Ascending, at least one.
  package let seeds: [UInt64]
  /// Those that are meant for the design.
  package let thresholds: [Threshold]
  package var expectation: Expectation

  package init(
    product: Product = .booking,
    scenario: String,
    path: String,
    foundAt: String? = nil,
    scenarioHash: String,
    design: String,
    seeds: [UInt64],
    thresholds: [Threshold] = [],
    expectation: Expectation = .none
  ) {
    self.product = product
    self.scenario = scenario
    self.path = path
    self.foundAt = foundAt ?? path
    self.scenarioHash = scenarioHash
    self.design = design
    self.seeds = seeds
    self.thresholds = thresholds
    self.expectation = expectation
  }

  /// What a baseline keeps of its runs.
  package var measures: [Measure] { MeasureSet.baseline(of: product) }

  private var replay: ReplayCommand { ReplayCommand(path: foundAt, design: design, product: product) }

  /// The commands that repeat all runs: one where the seeds are a range.
  package var replays: [String] {
    guard let first = seeds.first, let last = seeds.last, last - first == UInt64(seeds.count - 1) else {
      return seeds.map(replay.text(seed:))
    }
    return [replay.text(seeds: first...last)]
  }

  /// The command that repeats a run.
  package func replay(seed: UInt64) -> String {
    replay.text(seed: seed)
  }
}
