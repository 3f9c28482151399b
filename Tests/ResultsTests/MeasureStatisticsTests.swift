import Measures
import Statistics
import Testing

@testable import Results

private func estimate(_ values: [MeasureValue]) -> Estimate { MeasureStatistics(values).estimate }

@Suite("A measure over several runs")
struct MeasureStatisticsTests {
  @Test("is a median with the 95 % interval that the order of 20 values gives, from the 6th to the 15th")
  func median() {
    let found = estimate((1...20).map { .number(Double($0 * $0)) })
    #expect(found == .median(110.5, ConfidenceInterval(lower: 36, upper: 225), runs: 20))
    #expect(found.interval?.contains(110.5) == true)
  }

  @Test("is not moved by one run that is far from the others")
  func outlier() {
    let values = (1...19).map { MeasureValue.number(Double($0)) }
    #expect(estimate(values + [.number(1e9)]) == estimate(values + [.number(20)]))
  }

  @Test("of fewer than six runs has no interval, but the range of its values")
  func few() {
    let found = estimate([.number(4), .number(1), .number(2), .number(3)])
    #expect(found == .few(2.5, least: 1, greatest: 4, runs: 4))
    #expect(found.interval == nil)
  }

  @Test("that never varied is told as such, with the share of runs in which it may be another")
  func constant() {
    let found = estimate(Array(repeating: .number(11), count: 20))
    #expect(found == .constant(11, runs: 20))
    #expect(abs((found.upperShareOfRuns ?? 0) - 0.168_433) < 1e-5)
    #expect(found.interval == ConfidenceInterval(lower: 11, upper: 11))
    #expect(estimate([.number(11), .number(11)]).interval == nil)
  }

  @Test("of one run has no interval")
  func single() {
    #expect(estimate([.number(7)]) == .single(7))
    #expect(estimate([.number(7)]).interval == nil)
  }

  @Test("that is a share counts each run once: the calls of one run are no trials of their own")
  func share() {
    let found = estimate((1...20).map { .share(events: $0, trials: 100 * $0) })
    #expect(found == .constant(0.01, runs: 20))
    #expect(estimate([.share(events: 0, trials: 100), .share(events: 0, trials: 200)]) == .constant(0, runs: 2))
  }

  @Test("that one run did not reach is not reached, whatever the others gave")
  func never() {
    let values: [MeasureValue] = [.number(1), .never, .number(2)]
    #expect(estimate(values) == .notReached(runs: 1, of: 3))
  }

  @Test("that no run had is nothing; runs without it do not count in the median")
  func missing() {
    #expect(estimate([.missing, .missing]) == .nothing)
    #expect(estimate([.missing, .number(3)]) == .single(3))
  }
}

@Suite("The difference of two cells under the same seeds")
struct PairedStatisticsTests {
  private func difference(_ pairs: [(MeasureValue, MeasureValue)]) -> Difference {
    var statistics = PairedStatistics()
    for (first, second) in pairs { statistics.add(first, second) }
    return statistics.difference
  }

  @Test("is found although the seeds differ far more than the cells")
  func paired() {
    let pairs = (1...20).map { seed in
      (MeasureValue.number(Double(seed) * 1_000), MeasureValue.number(Double(seed) * 1_000 - 5 + Double(seed % 3)))
    }
    let difference = difference(pairs)
    #expect(difference == .median(-4, ConfidenceInterval(lower: -5, upper: -3)))
    #expect(difference.isShown)
  }

  @Test("is not shown while its interval holds 0")
  func notShown() {
    let pairs = (1...20).map { (MeasureValue.number(0), MeasureValue.number(Double($0) - 6)) }
    // Five are negative, one is 0: the interval begins with the sixth.
    #expect(difference(pairs) == .median(4.5, ConfidenceInterval(lower: 0, upper: 9)))
    #expect(!difference(pairs).isShown)
  }

  @Test("of fewer than six seeds is not shown, whatever they give")
  func few() {
    let difference = difference((1...5).map { (.number(0), .number(Double($0))) })
    #expect(difference == .few(3, least: 1, greatest: 5))
    #expect(!difference.isShown)
  }

  @Test("that is the same in every seed is told without an interval")
  func constant() {
    func same(_ seeds: Int) -> Difference {
      difference((0..<seeds).map { (.number(Double($0)), .number(Double($0) + 3)) })
    }
    #expect(same(6) == .constant(3))
    #expect(same(6).isShown)
    // Five are too few, although they agree: other pairs of seeds differ by other amounts.
    #expect(same(5) == .few(3, least: 3, greatest: 3))
    #expect(!same(5).isShown)
    #expect(difference([(.number(1), .number(1)), (.number(5), .number(5))]) == .equal)
  }

  @Test("of a percentile that only one of them reached counts seeds")
  func reached() {
    let difference = difference([(.never, .number(1)), (.number(1), .number(1)), (.never, .number(2))])
    #expect(difference == .reachedUnequally(first: 0, second: 2, both: 1))
    #expect(!difference.isShown)
    #expect(!self.difference([(.never, .number(1)), (.number(1), .never)]).isShown)
    #expect(self.difference([(.never, .never)]) == .neverReached)
  }

  @Test("of how often it is reached is shown by the sign test: six of six, but neither five of five nor seven of eight")
  func signTest() {
    func isShown(_ first: Int, _ second: Int) -> Bool {
      Difference.reachedUnequally(first: first, second: second, both: 10).isShown
    }
    // 2 / 32 = 6.3 %, 2 / 64 = 3.1 %, 18 / 256 = 7.0 %, 20 / 512 = 3.9 %
    #expect(!isShown(0, 5) && !isShown(5, 0))
    #expect(isShown(0, 6) && isShown(6, 0))
    #expect(!isShown(1, 7) && !isShown(7, 1))
    #expect(isShown(1, 8) && isShown(8, 1))
    #expect(!isShown(4, 4))
  }

  @Test("that rounding alone makes unequal is the same in every seed")
  func rounding() {
    let pairs = [(0.5, 0.3), (0.6, 0.4), (0.7, 0.5), (0.8, 0.6), (0.9, 0.7), (1, 0.8)].map {
      (MeasureValue.number($0), MeasureValue.number($1))
    }
    guard case .constant(let value) = difference(pairs) else { Issue.record("\(difference(pairs))"); return }
    #expect(abs(value + 0.2) < 1e-12)
  }

  @Test("counts the seeds in which both, or only one, had anything to measure")
  func some() {
    var statistics = PairedStatistics()
    statistics.add(.number(1), .number(3))
    statistics.add(.missing, .number(3))
    statistics.add(.missing, .missing)
    #expect((statistics.both, statistics.oneSided, statistics.seeds) == (1, 1, 3))
    #expect(statistics.difference == .single(2))
  }

  @Test("of one seed shows nothing")
  func single() {
    #expect(difference([(.number(1), .number(2))]) == .single(1))
    #expect(!difference([(.number(1), .number(2))]).isShown)
    #expect(difference([(.missing, .missing)]) == .unknown)
  }
}
