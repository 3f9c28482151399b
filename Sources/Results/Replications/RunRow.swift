package import Measures

/// One run of an experiment, as small as its numbers: what machines exchange, and what everything else is folded from.
package struct RunRow: Sendable, Codable {
  /// The number of the run in its experiment.
  package var run: Int
  package var digest: String
  /// What the audit found and what was not at rest, in words, the first few of them; empty when the run is sound.
  package var problems: [String]
  /// In the order of what the experiment observes.
  package var values: [MeasureValue]
  /// The lengths of time behind the values, by the measures' subjects in alphabetical order.
  package var pools: [LatencyPool]
  /// 429s of each second up to the last one with any, where a report shows them.
  package var refusedPerSecond: [Int]
  /// The run in full, where a report shows one: in the first run of a cell.
  package var summary: RunSummary?

  package init(
    run: Int,
    digest: String,
    problems: [String],
    values: [MeasureValue],
    pools: [LatencyPool],
    refusedPerSecond: [Int] = [],
    summary: RunSummary?
  ) {
    self.run = run
    self.digest = digest
    self.problems = problems
    self.values = values
    self.pools = pools
    self.refusedPerSecond = refusedPerSecond
    self.summary = summary
  }

  private enum CodingKeys: String, CodingKey {
    case run, digest, problems, values, pools, summary
    case refusedPerSecond = "refused_per_second"
  }
}
