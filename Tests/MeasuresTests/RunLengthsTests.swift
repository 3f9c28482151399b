import Foundation
import Testing

@testable import Measures

@Suite("Numbers of which equal neighbours are kept once")
struct RunLengthsTests {
  /// Lists with long and short runs, and what a plain array makes of the same steps.
  private static func drawn(_ seed: UInt64) -> (runs: RunLengths, plain: [Int]) {
    var state = seed
    func next(below bound: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % bound)
    }
    var (runs, plain) = (RunLengths(), [Int]())
    for _ in 0..<60 {
      let value = next(below: 4)
      switch next(below: 3) {
      case 0:
        let count = next(below: 5)
        runs.append(value, count: count)
        plain += Array(repeating: value, count: count)
      case 1 where !plain.isEmpty:
        runs.raiseLast(to: value)
        plain[plain.count - 1] = max(plain[plain.count - 1], value)
      default:
        runs.append(value)
        plain.append(value)
      }
    }
    return (runs, plain)
  }

  @Test("are those of a plain array, step by step and in every range", arguments: [UInt64](1...30))
  func plain(seed: UInt64) throws {
    let (runs, plain) = Self.drawn(seed)
    #expect(runs.count == plain.count && Array(runs) == plain)
    #expect(plain.indices.map { runs[$0] } == plain)
    for start in 0...plain.count {
      for end in start...plain.count { #expect(runs.max(in: start..<end) == plain[start..<end].max()) }
    }
    // However it came about, one list is one value.
    #expect(RunLengths(plain) == runs && RunLengths(plain).hashValue == runs.hashValue)
    let text = try JSONEncoder().encode(runs)
    #expect(text == (try JSONEncoder().encode(plain)))
    #expect(try JSONDecoder().decode(RunLengths.self, from: text) == runs)
  }

  @Test("raise the last one alone, into the run before it where they become equal")
  func raising() {
    var runs: RunLengths = [3, 1, 1]
    runs.raiseLast(to: 1)
    #expect(runs == [3, 1, 1])
    runs.raiseLast(to: 2)
    #expect(runs == [3, 1, 2])
    var single: RunLengths = [3, 1]
    single.raiseLast(to: 3)
    #expect(single == [3, 3])
    var only: RunLengths = [0]
    only.raiseLast(to: 7)
    #expect(only == [7])
  }

  @Test("take a year of quiet seconds as one")
  func quiet() {
    var year = RunLengths()
    year.append(0, count: 31_536_000)
    year.append(2)
    #expect(year.count == 31_536_001 && year.max(in: year.indices) == 2)
    #expect(year[31_535_999] == 0 && year[31_536_000] == 2)
    #expect(Array(year[31_535_998...]) == [0, 0, 2])
  }

  @Test("trap where there is no number")
  func traps() async {
    await #expect(processExitsWith: .failure) { _ = RunLengths()[0] }
    await #expect(processExitsWith: .failure) { _ = ([1] as RunLengths)[-1] }
    await #expect(processExitsWith: .failure) {
      var none = RunLengths()
      none.raiseLast(to: 1)
    }
    await #expect(processExitsWith: .failure) {
      var runs = RunLengths()
      runs.append(1, count: -1)
    }
    await #expect(processExitsWith: .failure) { _ = ([1] as RunLengths).max(in: 0..<2) }
  }
}
