import Measurements

/// What a metric has seen of one run.
package enum Observations: Hashable, Sendable {
  /// Lengths of time in nanoseconds, in no order, and how many more never came to an end.
  case durations([Int64], never: Int)
  /// Events among the trials that could have been one.
  case share(events: Int, trials: Int)
  /// Events, and the seconds in which they could happen.
  case count(Int, seconds: Double)
  /// One number for the run; nil when there is none.
  case gauge(Double?)
}

extension Observations {
  /// The number that an aggregate makes of them. Percentiles are nearest rank and exact to the nanosecond; one that
  /// falls among those that never came to an end is `.never`, and so are a mean and a maximum that would include them.
  ///
  /// The aggregate must be one that the metric's kind has.
  func value(_ aggregate: Aggregate) -> MeasureValue {
    switch (self, aggregate) {
    case (.durations(let times, let never), _): Self.value(aggregate, of: times, never: never)
    case (.share(let events, let trials), .rate): Self.share(events: events, trials: trials)
    case (.count(let count, _), .count): .number(Double(count))
    case (.count(let count, let seconds), .rate): seconds > 0 ? .number(Double(count) / seconds) : .missing
    case (.gauge(let number), .value): number.map { .number($0) } ?? .missing
    default: preconditionFailure("\(aggregate.text) of \(self)")
    }
  }

  private static func share(events: Int, trials: Int) -> MeasureValue {
    precondition((0...trials).contains(events), "\(events) events among \(trials) trials")
    return trials > 0 ? .share(events: events, trials: trials) : .missing
  }

  private static func value(_ aggregate: Aggregate, of times: [Int64], never: Int) -> MeasureValue {
    let total = times.count + never
    guard total > 0 else { return .missing }
    switch aggregate {
    case .average:
      guard never == 0 else { return .never }
      return .milliseconds(times.reduce(0) { $0 + Double($1) } / Double(total))
    case .least: return times.min().map { .milliseconds(Double($0)) } ?? .never
    case .greatest: return never == 0 ? times.max().map { .milliseconds(Double($0)) } ?? .missing : .never
    case .median: return percentile(50, of: times, total: total)
    case .percentile(let percent): return percentile(percent, of: times, total: total)
    case .rate, .count, .value: preconditionFailure("\(aggregate.text) of durations")
    }
  }

  private static func percentile(_ percent: Double, of times: [Int64], total: Int) -> MeasureValue {
    let rank = NearestRank.place(percent, of: total)
    guard rank <= times.count else { return .never }
    return .milliseconds(Double(times.sorted()[rank - 1]))
  }
}

extension MeasureValue {
  fileprivate static func milliseconds(_ nanoseconds: Double) -> MeasureValue { .number(nanoseconds / 1e6) }
}
