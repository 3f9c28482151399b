package import Measures
package import Statistics

/// A measure over the runs of a cell.
///
/// What is told of it is the median over the runs, with an interval that holds whatever the values' distribution is. Means
/// were told once: for skewed values, and such with two humps, their intervals by Student's t held the truth far too
/// seldom, and no look at twenty values tells whether they are of that kind.
package struct MeasureStatistics: Sendable {
  /// Of the runs that gave a number, in their order.
  package private(set) var values: [Double] = []
  /// Of the same values.
  package private(set) var moments = RunningMoments()
  /// Runs in which it was not reached.
  package private(set) var never = 0
  /// Runs in which there was nothing to measure.
  package private(set) var missing = 0

  package init() {}

  package init(_ values: some Sequence<MeasureValue>) {
    for value in values { add(value) }
  }

  package mutating func add(_ value: MeasureValue) {
    if let number = value.number {
      values.append(number)
      moments.add(number)
    } else if value == .never {
      never += 1
    } else {
      missing += 1
    }
  }

  /// Runs that gave a number.
  package var measured: Int { values.count }

  package var runs: Int { values.count + never + missing }

  package var estimate: Estimate {
    if never > 0 { return .notReached(runs: never, of: runs) }
    let sorted = values.sorted()
    guard let median = MedianInterval.median(sorted: sorted), let least = sorted.first, let greatest = sorted.last
    else {
      return .nothing
    }
    if sorted.count == 1 { return .single(median) }
    if least == greatest { return .constant(median, runs: sorted.count) }
    guard let interval = MedianInterval.exact(sorted: sorted) else {
      return .few(median, least: least, greatest: greatest, runs: sorted.count)
    }
    return .median(median, interval, runs: sorted.count)
  }
}

/// What is known of a measure after a number of runs.
package enum Estimate: Hashable, Sendable {
  /// The median of the runs' values, and the 95 % interval of the median of all runs.
  case median(Double, ConfidenceInterval, runs: Int)
  /// Every run that gave a number, two at least, gave the same.
  case constant(Double, runs: Int)
  /// The median of two to five runs that differ, too few for an interval, and the range of their values.
  case few(Double, least: Double, greatest: Double, runs: Int)
  /// One run that gave a number.
  case single(Double)
  /// It falls among those that never got there, in so many runs.
  case notReached(runs: Int, of: Int)
  /// No run had anything to measure.
  case nothing

  /// The median, where there is one.
  package var value: Double? {
    switch self {
    case .median(let value, _, _), .constant(let value, _), .few(let value, _, _, _), .single(let value): value
    case .notReached, .nothing: nil
    }
  }

  /// Of what was the same in every run: the share of all runs in which it is another at most, with 95 % confidence.
  package var upperShareOfRuns: Double? {
    if case .constant(_, let runs) = self { Self.upperShareOfRuns(runs) } else { nil }
  }

  package static func upperShareOfRuns(_ runs: Int) -> Double { BinomialInterval.exact(events: 0, trials: runs).upper }

  /// What kind of estimate it is, as a stable name.
  package var kind: String {
    switch self {
    case .median: "median"
    case .constant: "constant"
    case .few: "few"
    case .single: "single"
    case .notReached: "not_reached"
    case .nothing: "nothing"
    }
  }

  /// The 95 % interval of the median of all runs, where there is one. Of what six runs agree on or more, it is a point:
  /// most runs give that, though not all need to.
  package var interval: ConfidenceInterval? {
    switch self {
    case .median(_, let interval, _): interval
    case .constant(let value, let runs) where runs >= MedianInterval.fewestValues:
      ConfidenceInterval(lower: value, upper: value)
    case .constant, .few, .single, .notReached, .nothing: nil
    }
  }
}
