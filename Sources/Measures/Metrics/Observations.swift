import VirtualTime

/// What a metric has seen of one run.
enum Observations: Hashable, Sendable {
  case durations(Durations)
  /// Events among the trials that could have been one.
  case share(events: Int, trials: Int)
  /// Events, and the seconds in which they could happen.
  case count(Int, seconds: Double)
  /// One number for the run; nil when there is none.
  case gauge(Double?)
}

extension Observations {
  /// The number that an aggregate makes of them, which must be one that the metric's kind has.
  func value(_ aggregate: Aggregate) -> MeasureValue {
    switch (self, aggregate) {
    case (.durations(let durations), _): durations.value(aggregate)
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
}
