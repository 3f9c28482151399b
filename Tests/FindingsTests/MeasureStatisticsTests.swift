import Measures
import Statistics
import Testing

@testable import Findings

private func statistics(_ unit: MeasureUnit, _ values: [MeasureValue]) -> MeasureStatistics {
  var statistics = MeasureStatistics(unit: unit)
  for value in values { statistics.add(value) }
  return statistics
}

@Suite("A measure over several runs")
struct MeasureStatisticsTests {
  @Test("is a mean with its 95 % interval: 1, 2, 3 and 4 give 2.5 and t(0.975, 3) standard errors")
  func mean() throws {
    let estimate = statistics(.milliseconds, [.number(1), .number(2), .number(3), .number(4)]).estimate
    guard case .mean(let mean, let halfWidth, runs: 4) = estimate else { Issue.record("\(estimate)"); return }
    #expect(mean == 2.5)
    #expect(abs(halfWidth - 2.054_260_3) < 1e-6)
    #expect(estimate.interval?.contains(2.5) == true)
  }

  @Test("that never varied is told as such, never as plus or minus 0")
  func constant() {
    #expect(statistics(.perBooking, [.number(11), .number(11)]).estimate == .constant(11, runs: 2))
  }

  @Test("of one run has no interval")
  func single() {
    let estimate = statistics(.milliseconds, [.number(7)]).estimate
    #expect(estimate == .single(7))
    #expect(estimate.interval == nil)
  }

  @Test("of which no event was seen has the exact binomial bound over all trials")
  func zeroEvents() {
    let estimate = statistics(.share, [.share(events: 0, trials: 100), .share(events: 0, trials: 200)]).estimate
    #expect(estimate == .bound(0, BinomialInterval.exact(events: 0, trials: 300), trials: 300))
    #expect(abs((estimate.interval?.upper ?? 0) - 0.012_220_9) < 1e-6)
  }

  @Test("of which nothing but events was seen has the bound below 1")
  func onlyEvents() {
    let estimate = statistics(.share, [.share(events: 20, trials: 20)]).estimate
    #expect(estimate.interval?.upper == 1)
    #expect(abs((estimate.interval?.lower ?? 0) - 0.831_566) < 1e-5)
  }

  @Test("with one event among many trials is a mean again")
  func oneEvent() {
    let estimate = statistics(.share, [.share(events: 0, trials: 10), .share(events: 1, trials: 10)]).estimate
    guard case .mean(let mean, _, _) = estimate else { Issue.record("\(estimate)"); return }
    #expect(mean == 0.05)
  }

  @Test("that counted nothing in any run is bounded in the share of runs that would")
  func zeroCount() {
    let estimate = statistics(.count, Array(repeating: .number(0), count: 20)).estimate
    guard case .none(inRuns: 20, atMostShareOfRuns: let share) = estimate else { Issue.record("\(estimate)"); return }
    #expect(abs(share - 0.168_433) < 1e-5)
  }

  @Test("that one run did not reach is not reached, whatever the others gave")
  func never() {
    let values: [MeasureValue] = [.number(1), .never, .number(2)]
    #expect(statistics(.milliseconds, values).estimate == .notReached(runs: 1, of: 3))
  }

  @Test("that no run had is nothing; runs without it do not count in the mean")
  func missing() {
    #expect(statistics(.milliseconds, [.missing, .missing]).estimate == .nothing)
    #expect(statistics(.milliseconds, [.missing, .number(3)]).estimate == .single(3))
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
    guard case .mean(let mean, let interval) = difference else { Issue.record("\(difference)"); return }
    #expect(abs(mean + 3.95) < 1e-9)
    #expect(interval.upper < 0)
    #expect(difference.isShown)
  }

  @Test("is not shown while its interval holds 0")
  func notShown() {
    #expect(!difference([(.number(1), .number(2)), (.number(2), .number(1))]).isShown)
  }

  @Test("that is the same in every seed is told without an interval")
  func constant() {
    #expect(difference([(.number(1), .number(4)), (.number(5), .number(8))]) == .constant(3))
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
    let pairs = [(0.5, 0.3), (0.6, 0.4), (0.7, 0.5)].map { (MeasureValue.number($0), MeasureValue.number($1)) }
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
