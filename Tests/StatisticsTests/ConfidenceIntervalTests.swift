import Foundation
import Statistics
import Testing

@Suite("A confidence interval of a mean")
struct ConfidenceIntervalTests {
  private let moments = RunningMoments([2.5, 3.25, -1, 0.125, 9.75, 4])

  @Test("is Student's; reference: scipy.stats.t.interval")
  func student() throws {
    let usual = try #require(ConfidenceInterval.ofMean(moments))
    #expect(isClose(usual.lower, -0.85251246515524))
    #expect(isClose(usual.upper, 7.06084579848857))
    #expect(usual.level == 0.95)
    let narrow = try #require(ConfidenceInterval.ofMean(moments, level: 0.9))
    #expect(isClose(narrow.lower, 0.00257319166069747, within: 1e-10))
    #expect(isClose(narrow.upper, 6.20576014167263))
    #expect(isClose((narrow.lower + narrow.upper) / 2, 3.10416666666666))
  }

  @Test("does not exist below two values, and is a point when all are equal")
  func few() {
    #expect(ConfidenceInterval.ofMean(RunningMoments()) == nil)
    #expect(ConfidenceInterval.ofMean(RunningMoments([7])) == nil)
    #expect(ConfidenceInterval.ofMean(RunningMoments([7, 7])) == ConfidenceInterval(lower: 7, upper: 7))
  }

  @Test("contains its ends, and nothing beyond")
  func contents() {
    let interval = ConfidenceInterval(lower: -1, upper: 2)
    #expect((interval.lower, interval.halfWidth) == (-1, 1.5))
    #expect(interval.contains(-1) && interval.contains(0) && interval.contains(2))
    #expect(!interval.contains((-1.0).nextDown) && !interval.contains(2.0.nextUp))
  }

  @Test("survives being written and read")
  func roundTrip() throws {
    let interval = ConfidenceInterval(lower: 0.1, upper: 0.3, level: 0.99)
    let data = try JSONEncoder().encode(interval)
    #expect(try JSONDecoder().decode(ConfidenceInterval.self, from: data) == interval)
  }

  @Test("traps with ends out of order and at levels that are no probability")
  func traps() async {
    await #expect(processExitsWith: .failure) { _ = ConfidenceInterval(lower: 1, upper: 0) }
    await #expect(processExitsWith: .failure) { _ = ConfidenceInterval(lower: 0, upper: 1, level: 1) }
    await #expect(processExitsWith: .failure) { _ = ConfidenceInterval.ofMean(RunningMoments([1, 2]), level: 0) }
  }
}
