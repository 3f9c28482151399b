package import Measures

/// The numbers of a scenario and a design that matter most, told of every check, also of one that passes.
package struct CheckHeadline: Hashable, Sendable {
  package let product: Product
  /// Over the seeds, in the order of the measures; `nothing` of all where no numbers are told.
  package let estimates: [Estimate]

  package init(_ runs: [CheckedRun], of product: Product = .booking) {
    self.product = product
    estimates = MeasureSet.headline(of: product).indices.map { index in
      MeasureStatistics(runs.compactMap { $0.headline.isEmpty ? nil : $0.headline[index] }).estimate
    }
  }

  /// Whether visitors got their booking, how long it took, and what it cost; or how long a sync took, and what of it arrived.
  package var measures: [Measure] { MeasureSet.headline(of: product) }

  /// How long it takes to the end, by which those are chosen that are shown where not all can be: the time to booking of the
  /// last visitors, or of a sync; without end where some do not get there. Of one product only it tells more from less.
  package var slowness: Double {
    let index = measures.firstIndex(of: MeasureSet.slowness(of: product))
    guard let estimate = index.map({ estimates[$0] }) else { return -1 }
    if case .notReached = estimate { return .infinity }
    return estimate.value ?? -1
  }
}

extension CheckedCell {
  package var headline: CheckHeadline { CheckHeadline(runs, of: cell.product) }
}
