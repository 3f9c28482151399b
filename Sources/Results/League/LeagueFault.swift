package import Measures

/// In what a way falls most behind the best of its table.
package struct LeagueFault: Hashable, Sendable {
  package let measure: Measure
  /// The way's own median; nil when it was not reached.
  package let own: Double?
  /// The best median of the table.
  package let best: Double
  /// The number of the way that has it, the first one of several.
  package let bestWay: Int
  /// How far behind: twice a time, half a number of bookings, ten points of a share, and a hundred calls more than none all
  /// count 1.
  package let size: Double

  /// What is behind by less than this is not worth a sentence.
  private static let least = 0.5

  /// In what a way of a table falls behind, the farthest first.
  package static func all(of way: Int, in table: LeagueTable) -> [LeagueFault] {
    table.fold.experiment.measures.compactMap { fault(of: way, in: table, $0) }.enumerated()
      .sorted { ($1.element.size, $0.offset) < ($0.element.size, $1.offset) }.map(\.element)
  }

  private static func fault(of way: Int, in table: LeagueTable, _ measure: Measure) -> LeagueFault? {
    let values = table.ways.indices.map { table.estimate($0, measure) }
    let isHigherBetter = measure.metric.better == .higher
    let known = values.enumerated().compactMap { number, estimate in estimate?.value.map { (number, $0) } }
    // The first of equals: a later one has to be better.
    guard let best = known.min(by: { isHigherBetter ? $0.1 > $1.1 : $0.1 < $1.1 }) else { return nil }
    let (own, size): (Double?, Double)
    switch values[way] {
    case .notReached?: (own, size) = (nil, .infinity)
    case let estimate?:
      guard let value = estimate.value else { return nil }
      (own, size) = (value, distance(value, best.1, measure, isHigherBetter: isHigherBetter))
    case nil: return nil
    }
    guard size >= least else { return nil }
    return LeagueFault(measure: measure, own: own, best: best.1, bestWay: best.0, size: size)
  }

  private static func distance(
    _ own: Double,
    _ best: Double,
    _ measure: Measure,
    isHigherBetter: Bool
  ) -> Double {
    let behind = isHigherBetter ? best - own : own - best
    guard behind > 0 else { return 0 }
    // Shares have an end, and near it ratios say nothing.
    if measure.unit == .share { return behind * 10 }
    // A few calls more than none are no great fault.
    let floor = measure.unit == .count && !isHigherBetter ? 100.0 : 1
    return behind / max(isHigherBetter ? own : best, floor)
  }
}
