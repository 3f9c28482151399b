import Histogram

/// Durations in an HDR histogram: microseconds, three significant digits, at most a day (longer ones count as a day).
package struct LatencyHistogram: Sendable {
  /// A day, in microseconds.
  static let longest: UInt64 = 86_400_000_000
  /// Of a fixed size, since growing step by step costs more than all recording.
  private var histogram = Histogram<UInt32>(
    highestTrackableValue: longest,
    numberOfSignificantValueDigits: .three
  )
  /// Microseconds. Kept beside the histogram, which could only give the mean of its buckets.
  var sum: UInt64 = 0

  package init() {}

  package var count: Int { Int(histogram.totalCount) }

  /// - Parameter nanoseconds: cut to whole microseconds; negative counts as 0.
  package mutating func record(nanoseconds: Int64) {
    let microseconds = min(UInt64(max(0, nanoseconds)) / 1_000, Self.longest)
    histogram.record(microseconds)
    sum += microseconds
  }

  /// Adds the values of another histogram, without loss.
  package mutating func merge(_ other: LatencyHistogram) {
    histogram.add(other.histogram)
    sum += other.sum
  }

  /// The nearest-rank percentile in milliseconds, exact to three digits; nil when nothing was recorded.
  ///
  /// - Parameters:
  ///   - percentile: in 0...100, to three digits after the point.
  ///   - never: how many more there are that took for ever; a percentile among them is nil.
  package func milliseconds(at percentile: Double, never: Int = 0) -> Double? {
    let total = count + never
    guard total > 0 else { return nil }
    // In integers, for 99.9 % of 1,000 is the 999th and not, by a rounding error, the 1,000th.
    let thousandths = Int((percentile * 1_000).rounded())
    let rank = max(1, (thousandths * total + 99_999) / 100_000)
    guard rank <= count else { return nil }
    if rank == count { return maximumMilliseconds }
    let value = histogram.valueAtPercentile(Double(rank) / Double(count) * 100 - 1e-9)
    return Double(value) / 1_000
  }

  /// Exact to the microsecond; nil when nothing was recorded.
  package var maximumMilliseconds: Double? {
    count == 0 ? nil : Double(histogram.maxRecorded) / 1_000
  }

  package var meanMilliseconds: Double? {
    count == 0 ? nil : Double(sum) / Double(count) / 1_000
  }

  package func summary(never: Int = 0) -> LatencySummary {
    LatencySummary(
      count: count,
      never: never,
      mean: meanMilliseconds,
      p50: milliseconds(at: 50, never: never),
      p90: milliseconds(at: 90, never: never),
      p95: milliseconds(at: 95, never: never),
      p99: milliseconds(at: 99, never: never),
      max: never > 0 ? nil : maximumMilliseconds
    )
  }

  /// Visits the buckets that are not empty, from the shortest: a value in microseconds that falls into the bucket, for the
  /// last one the longest value of all, and the count.
  func forEachBucket(_ visit: (_ microseconds: UInt64, _ count: UInt32) -> Void) {
    for bucket in histogram.recordedValues() {
      visit(min(bucket.value, histogram.maxRecorded), bucket.count)
    }
  }

  /// Adds to a bucket and not to the sum.
  mutating func restore(microseconds: UInt64, count: UInt32) {
    histogram.record(microseconds, count: count)
  }
}
