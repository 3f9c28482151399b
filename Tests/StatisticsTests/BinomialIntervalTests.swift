import Statistics
import Testing

@Suite("An exact interval of a probability")
struct BinomialIntervalTests {
  @Test(
    "is that of Clopper and Pearson; reference: scipy.stats.binomtest",
    arguments: [
      (1, 10, 0.95, 0.002528578544463, 0.4450161170282), (5, 10, 0.95, 0.1870860284474, 0.8129139715526),
      (9, 10, 0.95, 0.5549838829718, 0.9974714214555), (50, 100, 0.9, 0.4136217146309, 0.5863782853691),
      (3, 500, 0.95, 0.001239057543535, 0.01743367372606), (37, 1_000, 0.99, 0.02335899491136, 0.05522367951229),
      // With mpmath and 40 digits: the former has six digits of the lower end.
      (1, 1_000_000, 0.95, 2.531780766379e-08, 5.571630655172e-06),
      (500_000, 1_000_000, 0.95, 0.4990195191953, 0.5009804808047),
      (999_999, 1_000_000, 0.95, 0.9999944283693, 0.9999999746822),
    ] as [(Int, Int, Double, Double, Double)]
  )
  func reference(_ events: Int, _ trials: Int, _ level: Double, _ lower: Double, _ upper: Double) {
    let interval = BinomialInterval.exact(events: events, trials: trials, level: level)
    #expect(isClose(interval.lower, lower), "\(interval.lower)")
    #expect(isClose(interval.upper, upper), "\(interval.upper)")
    #expect(interval.level == level)
  }

  @Test("starts at 0 without events and ends at 1 without anything else", arguments: [1, 2, 10, 300, 1_000_000])
  func extremes(_ trials: Int) {
    let none = BinomialInterval.exact(events: 0, trials: trials)
    let all = BinomialInterval.exact(events: trials, trials: trials)
    #expect(none.lower == 0)
    #expect(all.upper == 1)
    #expect(isClose(none.upper, 1 - all.lower, within: 1e-9))
  }

  @Test("of one trial excludes one fortieth; of ten without an event, what is above 31 %")
  func fewTrials() {
    #expect(isClose(BinomialInterval.exact(events: 0, trials: 1).upper, 0.975))
    #expect(isClose(BinomialInterval.exact(events: 1, trials: 1).lower, 0.025))
    #expect(isClose(BinomialInterval.exact(events: 0, trials: 10).upper, 0.3084971078188))
    #expect(isClose(BinomialInterval.exact(events: 10, trials: 10).lower, 0.6915028921812))
  }

  @Test("holds the true probability at least as often as its level says", arguments: [1, 2, 3, 5, 8, 13, 25])
  func coverage(_ trials: Int) {
    let intervals = (0...trials).map { BinomialInterval.exact(events: $0, trials: trials) }
    // Coverage falls where an interval ends, so that the points just inside and outside of the ends are the hard ones.
    let ends = intervals.flatMap { [$0.lower, $0.upper] }
    let grid = (1..<400).map { Double($0) / 400 } + ends.map { $0 + 1e-9 } + ends.map { $0 - 1e-9 }
    for chance in grid where chance > 0 && chance < 1 {
      var covered = 0.0
      for (events, interval) in intervals.enumerated() where interval.contains(chance) {
        covered += Self.probability(of: events, trials, chance)
      }
      #expect(covered >= 0.95 - 1e-9, "\(chance)")
    }
  }

  @Test("moves up with each event and narrows with more trials")
  func order() {
    let intervals = (0...40).map { BinomialInterval.exact(events: $0, trials: 40) }
    for (fewer, more) in zip(intervals, intervals.dropFirst()) {
      #expect(fewer.lower < more.lower && fewer.upper < more.upper)
    }
    let widths = [4, 40, 400, 4_000].map { BinomialInterval.exact(events: $0 / 4, trials: $0).halfWidth }
    #expect(zip(widths, widths.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test("traps without trials and with more events than trials")
  func traps() async {
    await #expect(processExitsWith: .failure) { _ = BinomialInterval.exact(events: 0, trials: 0) }
    await #expect(processExitsWith: .failure) { _ = BinomialInterval.exact(events: 3, trials: 2) }
    await #expect(processExitsWith: .failure) { _ = BinomialInterval.exact(events: -1, trials: 2) }
    await #expect(processExitsWith: .failure) { _ = BinomialInterval.exact(events: 1, trials: 2, level: 1.5) }
  }

  private static func probability(of events: Int, _ trials: Int, _ chance: Double) -> Double {
    var product = 1.0
    for number in 0..<events { product *= chance * Double(trials - number) / Double(number + 1) }
    for _ in events..<trials { product *= 1 - chance }
    return product
  }
}
