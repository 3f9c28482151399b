package import Statistics

/// When a load holds: a share of all seeds keeps the objective, and that is as good as sure.
///
/// Seeds that chose a load have chosen it for their luck, so that others judge it: each load by a sequential test, which
/// asks as many of them as it needs.
package struct HoldingRule: Codable, Hashable, Sendable {
  /// The share of seeds that keep the objective, at least.
  package var share: Double
  /// How sure that is of a load that is told, whatever the search has done to find it.
  package var confidence: Double
  /// Of the seeds that choose: all but one keep the objective.
  package var choosingSeeds: Int
  /// No load is judged by more than these.
  package var mostJudgingSeeds: Int

  /// - Parameters:
  ///   - share: from 0.5 to 0.999.
  ///   - confidence: above 0 and below 1.
  package init(share: Double = 0.95, confidence: Double = 0.95) {
    precondition((0.5...0.999).contains(share), "a share of \(share) of the seeds")
    self.share = share
    self.confidence = confidence
    // The rarer a failure is to be, the more seeds show one; rounded, for 1 - 0.95 is not 0.05 in binary.
    choosingSeeds = Int((3 / (1 - share)).rounded())
    mostJudgingSeeds = Int((50 / (1 - share)).rounded())
  }

  /// The test of a load.
  ///
  /// What a search tests follows from what chose its start: it goes up from a load that passed until one does not, all
  /// with the error of that start, of which only the first load that does not hold can be told in error; each start that
  /// was refused leaves a fifth of the error to the next. All errors together are 1 - `confidence` at most.
  ///
  /// - Parameter start: from 0.
  package func test(start: Int) -> SequentialTest {
    var error = (1 - confidence) * 0.8
    for _ in 0..<start { error *= 0.2 }
    return SequentialTest(
      level: share,
      clear: share + (1 - share) * 0.4,
      error: error,
      miss: 0.1,
      mostTrials: mostJudgingSeeds
    )
  }
}
