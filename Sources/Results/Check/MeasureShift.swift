package import Measures
package import Statistics

/// What a measure of a scenario and a design was and what it is, over all seeds that both sides have: one thing to tell,
/// where each seed would tell it again.
package struct MeasureShift: Hashable, Sendable {
  /// The values under one seed, equal or not.
  package struct Pair: Hashable, Sendable {
    package let seed: UInt64
    package let difference: MeasureDifference

    package init(seed: UInt64, _ difference: MeasureDifference) {
      self.seed = seed
      self.difference = difference
    }
  }

  package enum Direction: String, Hashable, Sendable, CaseIterable {
    case worse
    /// Better under some seeds, worse under others.
    case mixed
    case better
    /// No way is the better one, or none can be told.
    case changed
  }

  package let scenario: String
  package let design: String
  package let measure: Measure
  /// By seed; at least one differs.
  package let pairs: [Pair]

  /// - Returns: nil when no seed differs.
  package init?(scenario: String, design: String, _ measure: Measure, _ pairs: [Pair]) {
    guard pairs.contains(where: { $0.difference.isChange }) else { return nil }
    (self.scenario, self.design, self.measure, self.pairs) = (scenario, design, measure, pairs)
  }

  /// The measures of a baseline that differ, in that order.
  ///
  /// - Parameters:
  ///   - expected: by seed, in the order of those measures; seeds that it lacks are left out.
  ///   - tolerances: by measure.
  package static func all(
    _ cell: CheckCell,
    _ runs: [CheckedRun],
    expected: [UInt64: [MeasureValue]],
    tolerances: [Measure: Tolerance]
  ) -> [MeasureShift] {
    cell.measures.enumerated().compactMap { index, measure in
      let pairs = runs.compactMap { run -> Pair? in
        guard let before = expected[run.seed]?[index] else { return nil }
        let tolerance = tolerances[measure]
        let difference = MeasureDifference(measure, expected: before, got: run.values[index], tolerance: tolerance)
        return Pair(seed: run.seed, difference)
      }
      return MeasureShift(scenario: cell.scenario, design: cell.design, measure, pairs)
    }
  }

  /// nil where only the very same value counts as the same.
  package var tolerance: Tolerance? { pairs[0].difference.tolerance }

  package var changed: [Pair] { pairs.filter(\.difference.isChange) }

  /// The seeds under which it is beyond its tolerance.
  package var seedsBeyond: [UInt64] { pairs.filter(\.difference.isBeyond).map(\.seed) }

  package var isBeyond: Bool { !seedsBeyond.isEmpty }

  package var direction: Direction {
    let ways = Set(changed.map(\.difference.isImprovement))
    if ways == [true] { return .better }
    if ways == [false] { return .worse }
    return ways.isSuperset(of: [true, false]) ? .mixed : .changed
  }

  /// Over the seeds; nil unless there is a number under each.
  package var expectedMean: Double? { Self.mean(pairs.map(\.difference.expected)) }
  package var gotMean: Double? { Self.mean(pairs.map(\.difference.got)) }

  /// By how much of its old mean the mean has moved, with its sign; nil where that is 0 or next to it, or
  /// there is none.
  package var relativeChange: Double? {
    guard let before = expectedMean, let after = gotMean, before != 0 else { return nil }
    let change = (after - before) / abs(before)
    return change.isFinite ? change : nil
  }

  /// What shifts are sorted by: the change under a seed, as a mean without its sign, as a share of the larger of the two
  /// means, so that 0 to something is 1 and not without end; above all of them what is no longer, or newly, a number.
  package var size: Double {
    guard let before = expectedMean, let after = gotMean else { return .infinity }
    let changes = pairs.map { abs(($0.difference.got.number ?? 0) - ($0.difference.expected.number ?? 0)) }
    let largest = max(abs(before), abs(after))
    return largest > 0 ? changes.map { $0 / largest }.reduce(0, +) / Double(changes.count) : 0
  }

  /// The change under a seed: its median with the 95 % interval of that, which it takes six seeds to have.
  package var change: (median: Double, interval: ConfidenceInterval)? {
    guard expectedMean != nil, gotMean != nil else { return nil }
    let changes = pairs.map { ($0.difference.got.number ?? 0) - ($0.difference.expected.number ?? 0) }.sorted()
    guard changes.allSatisfy(\.isFinite), let median = MedianInterval.median(sorted: changes) else { return nil }
    guard let interval = MedianInterval.exact(sorted: changes) else { return nil }
    return (median, interval)
  }

  /// Of what is beyond its tolerance, otherwise of what changed, the seed with the largest change.
  package var largestSeed: UInt64 {
    let candidates = isBeyond ? pairs.filter(\.difference.isBeyond) : changed
    let largest = candidates.max { $0.difference.amount < $1.difference.amount }
    guard let largest else { preconditionFailure("\(measure) of \(scenario) with \(design) has not changed") }
    return largest.seed
  }

  private static func mean(_ values: [MeasureValue]) -> Double? {
    let numbers = values.compactMap(\.number)
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    // A file can have numbers whose sum is none.
    return numbers.count == values.count && mean.isFinite ? mean : nil
  }
}

extension [MeasureShift] {
  /// The largest first, otherwise in the order given.
  package var largestFirst: [MeasureShift] {
    enumerated().sorted { left, right in
      let (one, other) = (left.element.size, right.element.size)
      return one == other ? left.offset < right.offset : one > other
    }.map(\.element)
  }
}

extension MeasureDifference {
  fileprivate var isChange: Bool { expected != got }

  fileprivate var isBeyond: Bool { isChange && !(tolerance?.allows(got, expected: expected) ?? false) }

  fileprivate var amount: Double {
    guard let before = expected.number, let after = got.number else { return .infinity }
    return abs(after - before)
  }
}
