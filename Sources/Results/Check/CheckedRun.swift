package import Measures

/// What a check keeps of one run.
package struct CheckedRun: Hashable, Sendable {
  package let seed: UInt64
  package let digest: String
  /// Of the same run once more; nil where it was not repeated.
  package var repeatedDigest: String?
  /// What the audit found and what was not at rest, in words; empty when the run is sound.
  package let problems: [String]
  /// In the order of the measures of baselines.
  package let values: [MeasureValue]
  /// In the order of the cell's thresholds.
  package let thresholdValues: [MeasureValue]
  /// In the order of the measures of `CheckHeadline`; empty where it is not told.
  package let headline: [MeasureValue]

  package init(
    seed: UInt64,
    digest: String,
    repeatedDigest: String? = nil,
    problems: [String] = [],
    values: [MeasureValue],
    thresholdValues: [MeasureValue] = [],
    headline: [MeasureValue] = []
  ) {
    self.seed = seed
    self.digest = digest
    self.repeatedDigest = repeatedDigest
    self.problems = problems
    self.values = values
    self.thresholdValues = thresholdValues
    self.headline = headline
  }
}
