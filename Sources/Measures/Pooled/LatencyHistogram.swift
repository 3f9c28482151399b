import Histogram
import VirtualTime

/// Durations in an HDR histogram: microseconds, three significant digits, at most a day (longer ones count as a day).
struct LatencyHistogram: Sendable {
  /// A day, in microseconds.
  static let longest: UInt64 = 86_400_000_000
  /// Of a fixed size, since growing step by step costs more than all recording.
  private var histogram = Histogram<UInt32>(
    highestTrackableValue: longest,
    numberOfSignificantValueDigits: .three
  )
  /// Whole microseconds. Kept beside the histogram, which could only give the mean of its buckets.
  var sum: UInt64 = 0
  /// Nanoseconds beyond the whole microsecond of each value, so that a mean is not a cut one.
  var rest: UInt64 = 0

  init() {}

  var count: Int { Int(histogram.totalCount) }

  /// - Parameter nanoseconds: cut to whole microseconds but for the mean; negative counts as 0.
  mutating func record(_ time: VirtualSpan) {
    let nanoseconds = time.nanoseconds
    let (whole, part) = UInt64(max(0, nanoseconds)).quotientAndRemainder(dividingBy: 1_000)
    let microseconds = min(whole, Self.longest)
    histogram.record(microseconds)
    sum += microseconds
    rest += whole < Self.longest ? part : 0
  }

  /// Adds the values of another histogram, without loss.
  mutating func merge(_ other: LatencyHistogram) {
    histogram.add(other.histogram)
    sum += other.sum
    rest += other.rest
  }

  /// The nearest-rank percentile in milliseconds, exact to three digits; nil when nothing was recorded.
  ///
  /// - Parameters:
  ///   - percentile: in 0...100.
  ///   - never: how many more there are that took for ever; a percentile among them is nil.
  func milliseconds(at percentile: Double, never: Int = 0) -> Double? {
    let total = count + never
    guard total > 0 else { return nil }
    let rank = NearestRank.place(percentile, of: total)
    guard rank <= count else { return nil }
    if rank == count { return maximumMilliseconds }
    let value = histogram.valueAtPercentile(Double(rank) / Double(count) * 100 - 1e-9)
    return Double(value) / 1_000
  }

  /// Exact to the microsecond; nil when nothing was recorded.
  var maximumMilliseconds: Double? {
    count == 0 ? nil : Double(histogram.maxRecorded) / 1_000
  }

  /// Exact to the last bits; nil when nothing was recorded.
  var meanMilliseconds: Double? {
    count == 0 ? nil : (Double(sum) + Double(rest) / 1_000) / Double(count) / 1_000
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
