import VirtualTime

/// What a metric has seen of one run.
enum Observations: Hashable, Sendable {
  case durations(Durations)
  /// Counts of single things.
  case numbers([Int])
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
    case (.numbers(let numbers), _): Self.value(aggregate, of: numbers)
    case (.share(let events, let trials), .rate): Self.share(events: events, trials: trials)
    case (.count(let count, _), .count): .number(Double(count))
    case (.count(let count, let seconds), .rate): seconds > 0 ? .number(Double(count) / seconds) : .missing
    case (.gauge(let number), .value): number.map { .number($0) } ?? .missing
    default: preconditionFailure("\(aggregate.text) of \(self)")
    }
  }

  /// Percentiles are nearest rank.
  private static func value(_ aggregate: Aggregate, of numbers: [Int]) -> MeasureValue {
    guard !numbers.isEmpty else { return .missing }
    let sorted = numbers.sorted()
    func place(_ percent: Double) -> MeasureValue {
      .number(Double(sorted[NearestRank.place(percent, of: sorted.count) - 1]))
    }
    return switch aggregate {
    case .average: .number(Double(sorted.reduce(0, +)) / Double(sorted.count))
    case .least: place(0)
    case .median: place(50)
    case .percentile(let percent): place(percent)
    case .greatest: place(100)
    case .rate, .count, .value: preconditionFailure("\(aggregate.text) of numbers")
    }
  }

  private static func share(events: Int, trials: Int) -> MeasureValue {
    precondition((0...trials).contains(events), "\(events) events among \(trials) trials")
    return trials > 0 ? .share(events: events, trials: trials) : .missing
  }
}
