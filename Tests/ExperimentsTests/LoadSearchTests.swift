import BookingCore
import Findings
import LoadGeneration
import SimulationHarness
import Testing

@testable import Experiments

/// A load holds up to a bound that each seed has of its own.
private struct BoundedJudge: LoadJudge {
  /// For the seeds from 0 on; the last one for all further ones.
  let bounds: [Int]
  /// More is easier.
  var isInverted = false

  private func held(_ load: Int, _ seeds: Int) -> Int {
    (0..<seeds).count { seed in
      let bound = bounds[min(seed, bounds.count - 1)]
      return isInverted ? load >= bound : load <= bound
    }
  }

  func holds(_ load: Int, seeds: Int, mustHold: Int) -> Bool { held(load, seeds) >= mustHold }

  func count(_ load: Int, seeds: Int) -> LoadCount {
    LoadCount(held: held(load, seeds), callsPerBooking: 7)
  }

  var unsound: [CapacityRow.UnsoundRun] { [] }

  func breaking(_ load: Int) -> CapacityRow.Breaking {
    .init(load: load, runs: 1, thresholds: [], callsPerBooking: nil, causes: Causes())
  }

  /// Doubles at 12.
  func timeToBooking(_ load: Int, seeds: Int) -> Double { load < 12 ? 100 : 200 }
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
    scenario.load.arrivals = .even(count: 10, within: .milliseconds(Int64(within * 1_000)))
    let study = CapacityStudy(scenario, [.baseline], objective: [], effort, path: "small.yaml")
    var row = CapacityRow(design: "baseline", tier: "100", axis: axis)
    try LoadSearch(judge, study.plan).fill(&row)
    return row
  }

  @Test("finds it exactly up to 50, with the load that breaks beside it", arguments: [1, 2, 3, 31, 32, 33, 49])
  func exact(_ bound: Int) throws {
    let row = try row(BoundedJudge(bounds: [bound]))
    #expect(row.holding == bound)
    #expect(row.breaking?.load == bound + 1)
    #expect(row.confirmed == .init(held: 20, runs: 20))
    #expect(row.callsPerBooking == 7)
    #expect(!row.isOpen)
  }

  @Test("finds larger ones within 2 %", arguments: [100, 345, 777, 999])
  func near(_ bound: Int) throws {
    let holding = try #require(try row(BoundedJudge(bounds: [bound])).holding)
    #expect(holding <= bound && Double(holding) >= Double(bound) * 0.98)
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

  @Test("gives up what the confirming seeds do not bear out, for what they do")
  func unconfirmed() throws {
    // The five seeds of the bisection bear 40, all others 20.
    let row = try row(BoundedJudge(bounds: [40, 40, 40, 40, 40, 20]))
    #expect(row.holding == 20)
    #expect(row.breaking?.load == 21)
    #expect(row.confirmed == .init(held: 20, runs: 20))
  }

  @Test("climbs on past the few seeds that break early, as far as the confirming seeds bear it out")
  func unluckyFew() throws {
    // One of the five seeds of the bisection bears 7, all others 40: in the bisection all five must hold.
    let row = try row(BoundedJudge(bounds: [40, 40, 7, 40]))
    #expect(row.holding == 40)
    #expect(row.breaking?.load == 41)
    #expect(row.confirmed == .init(held: 19, runs: 20))
  }

  @Test("climbs on from nothing, too")
  func unluckyFirst() throws {
    let row = try row(BoundedJudge(bounds: [0, 300]))
    let holding = try #require(row.holding)
    #expect((294...300).contains(holding))
    #expect(row.confirmed == .init(held: 19, runs: 20))
  }

  @Test("climbs on to its bound")
  func unluckyOpen() throws {
    let row = try row(BoundedJudge(bounds: [3, 5_000]))
    #expect(row.holding == 1_000)
    #expect(row.isOpen)
    #expect(row.breaking == nil)
  }

  @Test("lets one seed in twenty break")
  func tolerance() throws {
    let bounds = Array(repeating: 30, count: 19) + [3]
    #expect(try row(BoundedJudge(bounds: bounds)).holding == 30)
    #expect(try row(BoundedJudge(bounds: Array(repeating: 30, count: 18) + [3])).holding == 3)
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
      #expect(row.breaking?.load == bound - 1)
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
    #expect(row.breaking?.load == (bound == 1 ? nil : bound - 1))
  }

  @Test("says that no span is wide enough")
  func noSpan() throws {
    let row = try row(BoundedJudge(bounds: [2_000], isInverted: true), .span)
    #expect(row.holding == nil)
    #expect(row.breaking?.load == 1_000)
  }
}
