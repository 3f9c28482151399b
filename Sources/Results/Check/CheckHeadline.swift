package import Measures

/// The numbers of a scenario and a design that matter most, told of every check, also of one that passes.
package struct CheckHeadline: Hashable, Sendable {
  /// Whether visitors got their booking, how long it took, and what it cost.
  package static let measures = MeasureSet.headline

  /// Over the seeds, in the order of the measures; `nothing` of all where no numbers are told.
  package let estimates: [Estimate]

  package init(_ runs: [CheckedRun]) {
    estimates = Self.measures.indices.map { index in
      MeasureStatistics(runs.compactMap { $0.headline.isEmpty ? nil : $0.headline[index] }).estimate
    }
  }

  /// How long visitors wait, by which those are chosen that are shown where not all can be: the time to booking of the
  /// last of them, without end where some do not get there.
  package var slowness: Double {
    let index = Self.measures.firstIndex { $0.aggregate == .percentile(95) }
    guard let estimate = index.map({ estimates[$0] }) else { return -1 }
    if case .notReached = estimate { return .infinity }
    return estimate.value ?? -1
  }
}

extension CheckedCell {
  package var headline: CheckHeadline { CheckHeadline(runs) }
}
