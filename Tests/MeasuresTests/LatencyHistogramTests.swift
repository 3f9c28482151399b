import LiteralTimes
import Testing
import VirtualTime

@testable import Measures

@Suite("A latency histogram")
struct LatencyHistogramTests {
  /// Latencies of every size from microseconds to minutes, the same in every run.
  private static func latencies(_ count: Int, seed: UInt64) -> [Int64] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let magnitude = [1_000_000, 100_000_000, 10_000_000_000, 300_000_000_000][Int(state >> 62)]
      return Int64(state >> 20) % Int64(magnitude)
    }
  }

  @Test(
    "gives the nearest-rank percentiles of a sorted array, to three digits",
    arguments: [
      1, 2, 3, 10, 99, 100, 101, 1_000, 5_000,
    ]
  )
  func percentiles(_ count: Int) throws {
    for seed in UInt64(1)...10 {
      let sorted = Self.latencies(count, seed: seed).sorted()
      var histogram = LatencyHistogram()
      for latency in sorted { histogram.record(VirtualSpan(latency)) }
      for never in [0, 1, count / 10, count] {
        let total = count + never
        for thousandths in [0, 1_000, 7_000, 50_000, 90_000, 95_000, 99_000, 99_900, 100_000] {
          let rank = max(1, (thousandths * total + 99_999) / 100_000)
          let found = histogram.milliseconds(at: Double(thousandths) / 1_000, never: never)
          if rank > count {
            #expect(found == nil)
            continue
          }
          let expected = Double(sorted[rank - 1] / 1_000) / 1_000
          let value = try #require(found)
          // Three significant digits; the value shown is the upper end of its bucket.
          #expect(value >= expected)
          #expect(value - expected <= max(expected / 1_000, 0.001), "\(thousandths) of \(total)")
        }
      }
    }
  }

  @Test("does not mistake the last for the 99.9th percentile of a thousand")
  func rank() {
    var histogram = LatencyHistogram()
    for _ in 0..<999 { histogram.record(1_000_000) }
    histogram.record(9_000_000)
    #expect(histogram.milliseconds(at: 99.9) == 1)
    #expect(histogram.milliseconds(at: 99.901) == 9)
  }

  @Test("counts who never got there as longer than all others")
  func never() {
    var histogram = LatencyHistogram()
    for number in 1...9 { histogram.record(VirtualSpan(Int64(number) * 1_000_000)) }
    #expect(histogram.milliseconds(at: 90, never: 1) == 9)
    #expect(histogram.milliseconds(at: 91, never: 1) == nil)
    #expect(histogram.milliseconds(at: 50, never: 1).map { ($0 * 100).rounded() / 100 } == 5)
  }

  @Test("says nothing of nothing")
  func empty() {
    let histogram = LatencyHistogram()
    #expect(histogram.milliseconds(at: 50) == nil)
    #expect(histogram.milliseconds(at: 50, never: 3) == nil)
    #expect(histogram.maximumMilliseconds == nil)
    #expect(histogram.meanMilliseconds == nil)
  }

  @Test("cuts to microseconds, counts negative ones as 0 and more than a day as a day")
  func edges() {
    var histogram = LatencyHistogram()
    histogram.record(1_999)
    #expect(histogram.maximumMilliseconds == 0.001)
    histogram.record(VirtualSpan(-5))
    #expect(histogram.milliseconds(at: 50) == 0)
    histogram.record(200_000_000_000_000)
    #expect(histogram.maximumMilliseconds == 86_400_000)
  }

  @Test("has the exact mean: what is below a microsecond is not cut off")
  func mean() {
    var histogram = LatencyHistogram()
    for nanoseconds: Int64 in [1_500, 2_600, 999] { histogram.record(VirtualSpan(nanoseconds)) }
    #expect(histogram.meanMilliseconds.map { abs($0 - 5_099.0 / 3 / 1e6) < 1e-15 } == true)
    var other = LatencyHistogram()
    other.record(901)
    histogram.merge(other)
    #expect(histogram.meanMilliseconds == 0.0015)
  }

  @Test("merged with another is as if all had been recorded in one")
  func merging() {
    let latencies = Self.latencies(1_000, seed: 5)
    var (all, first, second) = (LatencyHistogram(), LatencyHistogram(), LatencyHistogram())
    for (number, latency) in latencies.enumerated() {
      all.record(VirtualSpan(latency))
      if number % 3 == 0 { first.record(VirtualSpan(latency)) } else { second.record(VirtualSpan(latency)) }
    }
    first.merge(second)
    for percent in [0.0, 50, 90, 99, 100] {
      #expect(first.milliseconds(at: percent, never: 7) == all.milliseconds(at: percent, never: 7))
    }
    #expect(first.meanMilliseconds == all.meanMilliseconds)
    #expect(first.maximumMilliseconds == all.maximumMilliseconds)
  }
}
