import Measures
import Testing

@testable import Results

@Suite("The front of several ways")
struct ParetoFrontTests {
  @Test("has those that no other one beats in both")
  func both() {
    #expect(ParetoFront.of([[0, 40], [0.5, 20], [0.6, 30], [0.1, 50]]) == [0, 1])
  }

  @Test("leaves out who is equal in one and worse in the other, and keeps all of several equal ones")
  func equal() {
    #expect(ParetoFront.of([[0, 40], [0, 41]]) == [0])
    #expect(ParetoFront.of([[0, 40], [0, 40]]) == [0, 1])
  }

  @Test("has who was never reached in one, as long as nobody is better in the other, and never who was in both")
  func endless() {
    #expect(ParetoFront.of([[0, .infinity], [0.5, 20]]) == [0, 1])
    #expect(ParetoFront.of([[0.6, .infinity], [0.5, 20]]) == [1])
    #expect(ParetoFront.of([[.infinity, .infinity]]) == [])
  }
}

@Suite("What a way does badly")
struct LeagueFaultTests {
  /// Two ways with one seed: values in the order of the measures.
  private func faults(_ first: [MeasureValue], _ second: [MeasureValue], _ measures: [String]) throws -> [LeagueFault] {
    let ways = ["good", "bad"].map { LeagueWay($0, retry: "none", pacing: "none", says: "") }
    let cells = ways.map { ExperimentCell(scenario: "s", scenarioHash: "0", design: $0.name, replay: "") }
    let parsed = try measures.map { try Measure(parsing: $0) }
    let experiment = Experiment(cells: cells, measures: parsed, firstSeed: 1, seeds: 1, modelRevision: 1)
    var fold = ReplicationFold(experiment, pairs: LeagueTable.pairs(ways: 2))
    for (run, values) in [first, second].enumerated() {
      fold.add(RunRow(run: run, digest: "0", problems: [], values: values, pools: [], summary: nil))
    }
    return LeagueFault.all(of: 1, in: LeagueTable(design: "phase2", ways: ways, fold: fold))
  }

  @Test("is where it is farthest behind the best, ten points of a share counting as much as twice a time")
  func order() throws {
    let found = try faults(
      [.number(1_000), .share(events: 0, trials: 10)],
      [.number(2_500), .share(events: 2, trials: 10)],
      ["time_to_booking p(99)", "share_429"]
    )
    #expect(found.map(\.measure.metric.name) == ["share_429", "time_to_booking"])
    #expect(found.map(\.size) == [2, 1.5])
    #expect(found[1].own == 2_500 && found[1].best == 1_000 && found[1].bestWay == 0)
  }

  @Test("is nothing where it is less than half as much again behind, or ahead")
  func near() throws {
    let measures = ["time_to_booking p(99)", "confirmed_first_minute"]
    #expect(try faults([.number(1_000), .number(100)], [.number(1_499), .number(120)], measures).isEmpty)
    #expect(try faults([.number(1_000), .number(100)], [.number(1_500), .number(66)], measures).count == 2)
  }

  @Test("is most of all what was not reached")
  func never() throws {
    let found = try faults(
      [.number(1_000), .share(events: 0, trials: 1)],
      [.never, .share(events: 1, trials: 1)],
      ["time_to_booking p(99)", "share_429"]
    )
    #expect(found.first?.measure.metric.name == "time_to_booking" && found.first?.own == nil)
  }

  @Test("is no count that is larger by a few than none")
  func few() throws {
    #expect(try faults([.number(0)], [.number(49)], ["wasted_calls"]).isEmpty)
    #expect(try faults([.number(0)], [.number(50)], ["wasted_calls"]).count == 1)
  }
}
