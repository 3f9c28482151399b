import BookingCore
import LiteralTimes
import LoadGeneration
import Results
import SimulationHarness
import Statistics
import Testing
import VirtualTime

@testable import Experiments
@testable import Scenarios

/// A load holds up to a bound that each seed has of its own.
private struct BoundedJudge: LoadJudge {
  /// For the seeds that choose, from 0 on; the last one for all further ones.
  let bounds: [Int]
  /// For the seeds that judge; nil for the same.
  var judging: [Int]?
  /// More is easier.
  var isInverted = false

  private func isKept(_ load: Int, _ bounds: [Int], _ seed: Int) -> Bool {
    let bound = bounds[min(seed, bounds.count - 1)]
    return isInverted ? load >= bound : load <= bound
  }

  func keeps(_ load: Int, seeds: Int, mustHold: Int) -> Bool {
    (0..<seeds).count { isKept(load, bounds, $0) } >= mustHold
  }

  /// What a test saw of a load when it ended.
  private func outcome(_ load: Int, _ test: SequentialTest) -> (verdict: SequentialTest.Verdict, kept: Int, runs: Int) {
    var (kept, runs, verdict) = (0, 0, SequentialTest.Verdict.open)
    while verdict == .open {
      if isKept(load, judging ?? bounds, runs) { kept += 1 }
      runs += 1
      verdict = test.verdict(kept: kept, trials: runs)
    }
    return (verdict, kept, runs)
  }

  func passes(_ load: Int, _ test: SequentialTest) -> Bool { outcome(load, test).verdict == .passed }

  func judged(_ load: Int) -> LoadCount {
    let (_, kept, runs) = outcome(load, HoldingRule().test(start: 0))
    return LoadCount(runs: runs, held: kept, callsPerBooking: 7)
  }

  var unsound: [CapacityRow.UnsoundRun] { [] }

  func breaking(_ load: Int) -> CapacityRow.Breaking {
    .init(load: load, runs: 1, thresholds: [], callsPerBooking: nil, causes: Causes())
  }

  /// Doubles at 12.
  func kneeTime(_ load: Int, seeds: Int) -> Double? { load < 12 ? 100 : 200 }
}

@Suite("A search for the hardest load")
struct LoadSearchTests {
  private func row(_ judge: BoundedJudge, _ axis: LoadAxis = .users, most: Int = 1_000, within: Double = 1) throws
    -> CapacityRow
  {
    var effort = SearchEffort(tiers: [.init(name: "100", tenSecondLimit: 100, dailyLimit: nil)], axes: [axis])
    effort.mostUsers = most
    effort.longestSpanSeconds = most
    var scenario = try ExampleStudy.scenario()
    scenario.draft.load.arrivals = .even(count: 10, within: .milliseconds(Int64(within * 1_000)))
    let study = CapacityStudy(scenario, [.baseline], objective: CapacityObjective([]), effort, path: "small.yaml")
    var row = CapacityRow(design: "baseline", tier: "100", axis: axis)
    try LoadSearch(judge, study.plan).fill(&row)
    return row
  }

  @Test("finds it exactly up to 31, with the load that breaks beside it", arguments: [1, 2, 3, 15, 16, 17, 31])
  func exact(_ bound: Int) throws {
    let row = try row(BoundedJudge(bounds: [bound]))
    #expect(row.holding == bound)
    #expect(row.breaking?.load == (bound < 31 ? bound + 1 : 32))
    // (97/95)^155 is the first power above 25: a first start has four fifths of the error of 5 %.
    #expect(row.confirmed?.held == 155 && row.confirmed?.runs == 155)
    #expect(row.confirmed.map { $0.least >= 0.95 && $0.least < 0.9502 } == true)
    #expect(row.callsPerBooking == 7)
    #expect(!row.isOpen)
  }

  @Test("finds larger ones on rungs that are 7 % apart at most", arguments: [33, 100, 345, 777, 999])
  func near(_ bound: Int) throws {
    let row = try row(BoundedJudge(bounds: [bound]))
    let (holding, breaking) = (try #require(row.holding), try #require(row.breaking?.load))
    #expect(holding <= bound && bound < breaking)
    #expect(Double(breaking) <= Double(holding) * 1.07)
  }

  @Test("says that none holds when one visitor is too many")
  func none() throws {
    let row = try row(BoundedJudge(bounds: [0]))
    #expect(row.holding == nil)
    #expect(row.breaking?.load == 1)
    #expect(row.confirmed == nil)
  }

  @Test("says that its bound holds when nothing breaks")
  func open() throws {
    let row = try row(BoundedJudge(bounds: [5_000]))
    #expect(row.holding == 1_000)
    #expect(row.isOpen)
    #expect(row.breaking == nil)
  }

  @Test("gives up what the seeds that judge do not bear out, for what they do")
  func unconfirmed() throws {
    // The seeds that chose it bear 23, all others 20.
    let row = try row(BoundedJudge(bounds: [23], judging: [20]))
    #expect(row.holding == 20)
    #expect(row.breaking?.load == 21)
  }

  @Test("climbs on past what the seeds that choose bear, as far as those that judge do")
  func unluckyChoice() throws {
    let row = try row(BoundedJudge(bounds: [7], judging: [12]))
    #expect(row.holding == 12)
    #expect(row.breaking?.load == 13)
  }

  @Test("climbs on from nothing, too")
  func unluckyFirst() throws {
    let row = try row(BoundedJudge(bounds: [0], judging: [3]))
    #expect(row.holding == 3)
  }

  @Test("goes up and down from where few seeds walked to, as far as more of them bear it")
  func unluckyFew() throws {
    // One of the five seeds of the walk bears 7, and the others 40; the other way round, the walk goes too far.
    #expect(try row(BoundedJudge(bounds: [40, 40, 7, 40])).holding == 40)
    #expect(try row(BoundedJudge(bounds: [500, 500, 500, 500, 500, 40])).holding == 40)
  }

  @Test("climbs on to its bound")
  func unluckyOpen() throws {
    let row = try row(BoundedJudge(bounds: [3, 5_000]))
    #expect(row.holding == 1_000)
    #expect(row.isOpen)
    #expect(row.breaking == nil)
  }

  @Test("lets some of the seeds break: one in forty is clear of one in twenty, one in ten is not")
  func tolerance() throws {
    func bounds(_ every: Int) -> [Int] { (0..<2_000).map { $0 % every == every - 1 ? 3 : 30 } }
    #expect(try row(BoundedJudge(bounds: [30], judging: bounds(40))).holding == 30)
    #expect(try row(BoundedJudge(bounds: [30], judging: bounds(10))).holding == 3)
  }

  @Test("spends the error of 5 % once: each start that was refused leaves a fifth to the next")
  func error() {
    let rule = HoldingRule()
    let errors = (0..<30).map { rule.test(start: $0).error }
    #expect(abs(errors[0] - 0.04) < 1e-12 && abs(errors[1] - 0.008) < 1e-12)
    #expect(errors.reduce(0, +) <= 0.05 + 1e-12)
  }

  @Test("finds the knee, where the time to booking has not yet doubled")
  func knee() throws {
    let row = try row(BoundedJudge(bounds: [500]))
    #expect(row.knee == 11)
    #expect(!row.isKneeOpen)
  }

  @Test("says when the knee is its bound", arguments: [(11, true), (12, false)])
  func openKnee(_ bound: Int, _ isOpen: Bool) throws {
    let row = try row(BoundedJudge(bounds: [500]), most: bound)
    #expect(row.knee == 11)
    #expect(row.isKneeOpen == isOpen)
  }

  @Test("goes on to shorter spans when few seeds break early, and to wider ones when few hold", arguments: [9, 44])
  func unluckySpan(_ bound: Int) throws {
    for bounds in [[300, bound], [1, 1, 1, 1, 1, bound]] {
      let row = try row(BoundedJudge(bounds: bounds, isInverted: true), .span)
      #expect(row.holding == bound)
      #expect(row.breaking?.load == (bound == 44 ? 42 : bound - 1))
    }
  }

  @Test("judges the scenario's own span first when it is below a second")
  func ownSpan() throws {
    let held = try row(BoundedJudge(bounds: [0], isInverted: true), .span, within: 0.5)
    #expect(held.holding == 0)
    #expect(held.isOpen)
    let broken = try row(BoundedJudge(bounds: [1], isInverted: true), .span, within: 0.5)
    #expect(broken.holding == 1)
    #expect(broken.breaking?.load == 0)
  }

  @Test("finds the shortest span, of which more is easier", arguments: [1, 7, 44])
  func span(_ bound: Int) throws {
    let row = try row(BoundedJudge(bounds: [bound], isInverted: true), .span)
    #expect(row.holding == bound)
    #expect(row.breaking?.load == (bound == 1 ? nil : bound == 44 ? 42 : bound - 1))
  }

  @Test("says that no span is wide enough")
  func noSpan() throws {
    let row = try row(BoundedJudge(bounds: [2_000], isInverted: true), .span)
    #expect(row.holding == nil)
    #expect(row.breaking?.load == 1_000)
  }
}
