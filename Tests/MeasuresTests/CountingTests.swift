import LiteralTimes
import Testing
import VirtualTime

@testable import Measures

@Suite("The peak of a rolling window")
struct RollingPeakTests {
  @Test("forgets an event exactly when it is one window old")
  func edge() {
    var peak = RollingPeak(window: 10)
    for time in [VirtualInstant(0), 9, 10] { peak.record(at: time) }
    #expect(peak.peak == 2)
    var close = RollingPeak(window: 10)
    for time in [VirtualInstant(0), 9, 9] { close.record(at: time) }
    #expect(close.peak == 3)
    #expect(RollingPeak(window: 10).peak == 0)
  }

  @Test("is the largest count that any window holds, by brute force", arguments: [UInt64](1...50))
  func bruteForce(_ seed: UInt64) {
    var state = seed
    var (time, times) = (Int64(0), [Int64]())
    for _ in 0..<300 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      time += Int64(state >> 60)
      times.append(time)
    }
    var peak = RollingPeak(window: 40)
    var largest = 0
    for (position, end) in times.enumerated() {
      peak.record(at: VirtualInstant(end))
      largest = max(largest, times[...position].count { $0 > end - 40 })
      #expect(peak.peak == largest)
    }
  }
}

@Suite("A series by second")
struct SecondSeriesTests {
  @Test("counts each event in the second in which it falls, and seconds without any as 0")
  func counting() {
    var series = SecondSeries()
    #expect(series.counts.isEmpty)
    for time in [VirtualInstant(0), 999_999_999, 1_000_000_000, 3_500_000_000, 2] { series.record(at: time) }
    #expect(series.counts == [3, 1, 0, 1])
    #expect(series.total == 5)
  }
}

@Suite("The statistics of a kind of call")
struct CallStatisticsTests {
  @Test("merge by adding up, policy by policy and status by status")
  func merging() {
    var (first, second) = (CallStatistics(), CallStatistics())
    (first.sent, first.admitted, first.logical) = (5, 3, 4)
    first.refusedByPolicy = ["DAILY": 1, "SECONDLY": 1]
    first.errorsByStatus = [404: 1]
    (second.sent, second.admitted, second.logical) = (2, 1, 1)
    second.refusedByPolicy = ["SECONDLY": 1]
    second.errorsByStatus = [404: 1, 409: 2]
    second.time.record(1_000_000)
    first.merge(second)
    #expect((first.sent, first.admitted, first.logical, first.refused) == (7, 4, 5, 3))
    #expect(first.refusedByPolicy == ["DAILY": 1, "SECONDLY": 2])
    #expect(first.errorsByStatus == [404: 2, 409: 2])
    #expect(first.time == Durations([1_000_000]))
  }
}
