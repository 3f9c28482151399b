package import Measurements
package import Measures

/// One run of an experiment, as small as its numbers: what machines exchange, and what everything else is folded from.
package struct RunRow: Sendable, Codable {
  /// The number of the run in its experiment.
  package var run: Int
  package var digest: String
  /// What the audit found and what was not at rest, in words, the first few of them; empty when the run is sound.
  package var problems: [String]
  /// In the order of the experiment's measures.
  package var values: [MeasureValue]
  /// The lengths of time behind the values, by the measures' subjects in alphabetical order.
  package var pools: [LatencyPool]
  /// The run in full, where a report shows one: in the first run of a cell.
  package var summary: RunSummary?

  package init(
    run: Int,
    digest: String,
    problems: [String],
    values: [MeasureValue],
    pools: [LatencyPool],
    summary: RunSummary?
  ) {
    self.run = run
    self.digest = digest
    self.problems = problems
    self.values = values
    self.pools = pools
    self.summary = summary
  }
}

/// The lengths of time of one subject, over one run or many.
package struct LatencyPool: Sendable, Codable {
  package let subject: String
  package private(set) var histogram: LatencyHistogram
  package private(set) var never: Int

  package init(subject: String, histogram: LatencyHistogram = LatencyHistogram(), never: Int = 0) {
    self.subject = subject
    self.histogram = histogram
    self.never = never
  }

  package init(subject: String, _ durations: Durations) {
    var histogram = LatencyHistogram()
    for time in durations.nanoseconds { histogram.record(nanoseconds: time) }
    self.init(subject: subject, histogram: histogram, never: durations.never)
  }

  /// Adds another pool of the same subject, without loss.
  package mutating func merge(_ other: LatencyPool) {
    precondition(subject == other.subject, "a pool of \(other.subject) in one of \(subject)")
    histogram.merge(other.histogram)
    never += other.never
  }

  /// The aggregate over everything in the pool: `.never` when it falls among those that never came to an end.
  package func value(_ aggregate: Aggregate) -> MeasureValue {
    guard histogram.count + never > 0 else { return .missing }
    let milliseconds: Double? =
      switch aggregate {
      case .average: never > 0 ? nil : histogram.meanMilliseconds
      case .greatest: never > 0 ? nil : histogram.maximumMilliseconds
      case .median: histogram.milliseconds(at: 50, never: never)
      case .percentile(let percent): histogram.milliseconds(at: percent, never: never)
      case .least: histogram.milliseconds(at: 0, never: never)
      case .rate, .count, .value: nil
      }
    return milliseconds.map { .number($0) } ?? .never
  }
}
