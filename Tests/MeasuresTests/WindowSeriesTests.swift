import LiteralTimes
import Testing
import VirtualTime

@testable import Measures

@Suite("A series of a rolling window of 10 seconds")
struct WindowSeriesTests {
  private static let second: Int64 = 1_000_000_000

  private static func series(_ times: [Int64], until end: Int64) -> [Int] {
    var series = WindowSeries(window: VirtualSpan(10 * second))
    for time in times { series.record(at: VirtualInstant(time)) }
    return Array(series.series(until: VirtualInstant(end)))
  }

  @Test("of one event counts it from its second on until it is 10 seconds old")
  func one() {
    let late = Self.second * 5 / 2
    // It is 10 s old at 12.5 s: the twelfth second still begins with it.
    #expect(Self.series([late], until: 14 * Self.second) == [0, 0] + Array(repeating: 1, count: 11) + [0, 0])
  }

  @Test("no longer counts an event that is exactly 10 seconds old, and counts it one nanosecond before")
  func edge() {
    let ten = 10 * Self.second
    #expect(Self.series([0, ten], until: ten) == Array(repeating: 1, count: 11))
    #expect(Self.series([1, ten], until: ten) == Array(repeating: 1, count: 10) + [2])
    #expect(Self.series([0, ten - 1], until: ten) == Array(repeating: 1, count: 9) + [2, 1])
    // At the very start of a second: gone at 0 + 10 s, there at 1 ns + 10 s.
    #expect(Self.series([0], until: ten) == Array(repeating: 1, count: 10) + [0])
    #expect(Self.series([1], until: ten) == Array(repeating: 1, count: 11))
  }

  @Test("takes the count at the start of a second in which events only leave")
  func leaving() {
    let times: [Int64] = [0, 100, 200, 500].map { $0 * 1_000_000 }
    // Three are left at 10 s, and none at 11 s.
    #expect(Self.series(times, until: 12 * Self.second) == Array(repeating: 4, count: 10) + [3, 0, 0])
  }

  @Test("takes the highest count in a second in which events leave and come")
  func leavingAndComing() {
    let tenth = Self.second / 10
    // In second 10: 2 at its start, 1 after 10.1 s, 2 from 10.2 s on, 1 after 10.3 s.
    #expect(Self.series([tenth, 3 * tenth, 102 * tenth], until: 102 * tenth) == Array(repeating: 2, count: 11))
    #expect(Self.series([tenth, tenth * 101, tenth * 102], until: tenth * 102).last == 2)
  }

  @Test("has all seconds that have begun at its end, also when the end is the start of one")
  func ends() {
    #expect(Self.series([], until: 0) == [0])
    #expect(Self.series([], until: Self.second - 1) == [0])
    #expect(Self.series([], until: Self.second) == [0, 0])
    #expect(Self.series([0, 0, 0], until: 0) == [3])
    #expect(Self.series([Self.second], until: Self.second) == [0, 1])
  }

  @Test("can be read at any time, and goes on")
  func reading() {
    var series = WindowSeries(window: VirtualSpan(10 * Self.second))
    series.record(at: 0)
    #expect(series.series(until: VirtualInstant(20 * Self.second)).count == 21)
    series.record(at: 1)
    #expect(series.series(until: VirtualInstant(Self.second)) == [2, 2])
    #expect(series.peak == 2)
  }

  @Test("is the largest count that any window holds, by brute force", arguments: [UInt64](1...40))
  func bruteForce(_ seed: UInt64) {
    var state = seed
    var (time, times) = (Int64(0), [Int64]())
    // Steps of tenths of a second, so that events often meet the edges exactly; now and then a long pause.
    let tenth = Self.second / 10
    for _ in 0..<200 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      time += Int64(state >> 61) * tenth
      if (state >> 40) % 37 == 0 { time += 150 * tenth }
      times.append(time)
    }
    let end = time + 123 * tenth
    // The count changes at whole tenths only.
    var expected = Array(repeating: 0, count: Int(end / Self.second) + 1)
    for moment in stride(from: 0, through: end, by: Int(tenth)).map({ Int64($0) }) {
      let count = times.count { $0 > moment - 10 * Self.second && $0 <= moment }
      expected[Int(moment / Self.second)] = max(expected[Int(moment / Self.second)], count)
    }
    #expect(Self.series(times, until: end) == expected)
  }

  @Test("traps when time goes back, and when it is read before the last event")
  func traps() async {
    await #expect(processExitsWith: .failure) {
      var series = WindowSeries(window: 10)
      series.record(at: 5)
      series.record(at: 4)
    }
    await #expect(processExitsWith: .failure) {
      var series = WindowSeries(window: 10)
      series.record(at: 5)
      _ = series.series(until: 4)
    }
    await #expect(processExitsWith: .failure) { _ = WindowSeries(window: 0) }
  }
}
