import Statistics

/// What a study of coverage comes to.
package struct CoverageResult: Sendable {
  package let scenario: String
  package let runs: Int
  package let firstSeed: UInt64
  package let blocks: Int
  package let blockSize: Int
  package let coverages: [Coverage]

  /// Coverage below this is too little for an interval of 95 %.
  package static let required = 0.93
  /// The chance, over all measures together, that one fails which has the coverage required.
  package static let error = 0.01

  package init(
    scenario: String,
    runs: Int,
    firstSeed: UInt64,
    blocks: Int,
    blockSize: Int,
    coverages: [Coverage]
  ) {
    self.scenario = scenario
    self.runs = runs
    self.firstSeed = firstSeed
    self.blocks = blocks
    self.blockSize = blockSize
    self.coverages = coverages
  }

  /// Those that gave an interval.
  package var judged: [Coverage] { coverages.filter { $0.intervals > 0 } }

  /// Whether it is significantly below what is required: one-sided, with the error shared by all that are judged.
  package func fails(_ coverage: Coverage) -> Bool { isTooLittle(coverage.held, of: coverage.intervals) }

  /// The same of the means that no study tells.
  package func failsByMean(_ coverage: Coverage) -> Bool { isTooLittle(coverage.heldByMean, of: coverage.means) }

  private func isTooLittle(_ held: Int, of intervals: Int) -> Bool {
    guard intervals > 0 else { return false }
    // The exact interval ends below what is required just when the one-sided test, with half of what it leaves, refuses.
    let level = 1 - 2 * Self.error / Double(judged.count)
    return BinomialInterval.exact(events: held, trials: intervals, level: level).upper < Self.required
  }
}
