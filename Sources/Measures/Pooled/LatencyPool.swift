import VirtualTime

/// The lengths of time of one subject, over one run or many.
package struct LatencyPool: Sendable, Codable {
  package let subject: String
  private(set) var histogram: LatencyHistogram
  package private(set) var never: Int

  init(subject: String, histogram: LatencyHistogram = LatencyHistogram(), never: Int = 0) {
    self.subject = subject
    self.histogram = histogram
    self.never = never
  }

  package init(subject: String, _ durations: Durations) {
    var histogram = LatencyHistogram()
    for time in durations.nanoseconds { histogram.record(VirtualSpan(nanoseconds: time)) }
    self.init(subject: subject, histogram: histogram, never: durations.never)
  }

  /// Adds another pool of the same subject, without loss.
  package mutating func merge(_ other: LatencyPool) {
    precondition(subject == other.subject, "a pool of \(other.subject) in one of \(subject)")
    histogram.merge(other.histogram)
    never += other.never
  }

  /// The longest of those that came to an end, in milliseconds; nil without any.
  package var longest: Double? { histogram.maximumMilliseconds }

  /// How many there are in each of so many steps of the same length, from 0; what is longer counts in the last one.
  ///
  /// - Parameter step: in milliseconds, above 0.
  package func counts(step: Double, steps: Int) -> [Int] {
    var counts = Array(repeating: 0, count: steps)
    histogram.forEachBucket { microseconds, count in
      counts[min(steps - 1, Int(Double(microseconds) / 1_000 / step))] += Int(count)
    }
    return counts
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
