package import Measures

/// The numbers of a scenario and a design that matter most, told of every check, also of one that passes.
package struct CheckHeadline: Hashable, Sendable {
  /// Whether visitors got their booking, how long it took, and what it cost.
  package static let measures = MeasureSet.headline

  /// Medians over the seeds, in the order of the measures; nil where there is no number.
  package let values: [Double?]

  package init(_ runs: [CheckedRun]) {
    values = Self.measures.indices.map { index in
      MeasureStatistics(runs.compactMap { $0.headline.isEmpty ? nil : $0.headline[index] }).estimate.value
    }
  }

  /// What visitors feel: who is shown first where not all can be.
  package var slowness: Double {
    let index = Self.measures.firstIndex { $0.aggregate == .percentile(95) }
    return index.flatMap { values[$0] } ?? -1
  }
}

extension CheckedCell {
  package var headline: CheckHeadline { CheckHeadline(runs) }
}
