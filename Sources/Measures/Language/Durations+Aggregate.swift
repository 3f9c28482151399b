extension Durations {
  /// The number that an aggregate makes of lengths of time, in milliseconds. Percentiles are nearest rank and exact to the
  /// nanosecond; one that falls among those that never came to an end is `.never`, and so are a mean and a maximum that
  /// would include them.
  ///
  /// - Complexity: O(n log n) for percentiles, O(n) for the others.
  package func value(_ aggregate: Aggregate) -> MeasureValue {
    guard total > 0 else { return .missing }
    switch aggregate {
    case .average:
      guard never == 0 else { return .never }
      return .milliseconds(nanoseconds.reduce(0) { $0 + Double($1) } / Double(total))
    case .least: return nanoseconds.min().map { .milliseconds(Double($0)) } ?? .never
    case .greatest: return never == 0 ? nanoseconds.max().map { .milliseconds(Double($0)) } ?? .missing : .never
    case .median: return percentiles([50])[0]
    case .percentile(let percent): return percentiles([percent])[0]
    case .rate, .count, .value: preconditionFailure("\(aggregate.text) of durations")
    }
  }

  /// Several percentiles, for which the lengths of time are sorted once.
  func percentiles(_ percents: [Double]) -> [MeasureValue] {
    guard total > 0 else { return percents.map { _ in .missing } }
    let sorted = nanoseconds.sorted()
    return percents.map { percent in
      let rank = NearestRank.place(percent, of: total)
      return rank <= sorted.count ? .milliseconds(Double(sorted[rank - 1])) : .never
    }
  }
}

extension MeasureValue {
  fileprivate static func milliseconds(_ nanoseconds: Double) -> MeasureValue { .number(nanoseconds / 1e6) }
}
