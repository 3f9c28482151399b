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

  package let scenario: String
  /// Of the scenario's file, as the user named it.
  package let path: String
  /// Of the resolved scenario.
  package let scenarioHash: String
  package let design: String
  /// Ascending, at least one.
  package let seeds: [UInt64]
  /// Those that are meant for the design.
  package let thresholds: [Threshold]
  package var expectation: Expectation

  package init(
    scenario: String,
    path: String,
    scenarioHash: String,
    design: String,
    seeds: [UInt64],
    thresholds: [Threshold] = [],
    expectation: Expectation = .none
  ) {
    self.scenario = scenario
    self.path = path
    self.scenarioHash = scenarioHash
    self.design = design
    self.seeds = seeds
    self.thresholds = thresholds
    self.expectation = expectation
  }

  /// The command that repeats a run.
  package func replay(seed: UInt64) -> String {
    "booking-sim run \(ShellWord.quoted(path)) --design \(design) --seed \(seed)"
  }
}
