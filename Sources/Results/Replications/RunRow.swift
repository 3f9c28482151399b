package import Measures

/// One run of an experiment, as small as its numbers: what machines exchange, and what everything else is folded from.
package struct RunRow: Sendable, Codable {
  /// The number of the run in its experiment.
  package var run: Int
  package var digest: String
  /// What the audit found and what was not at rest, in words, the first few of them; empty when the run is sound.
  package var problems: [String]
  /// In the order of the experiment's measures.
  package var values: [MeasureValue]
  /// The lengths of time behind the values, by the measures' subjects in alphabetical order.
  package var pools: [LatencyPool]
  /// The run in full, where a report shows one: in the first run of a cell.
  package var summary: RunSummary?

  package init(
    run: Int,
    digest: String,
    problems: [String],
    values: [MeasureValue],
    pools: [LatencyPool],
    summary: RunSummary?
  ) {
    self.run = run
    self.digest = digest
    self.problems = problems
    self.values = values
    self.pools = pools
    self.summary = summary
  }
}
