import LiteralTimes
import Measures
import Results
import VirtualTime

/// A league made by hand: three ways under two loads.
enum ExampleLeague {
  private static let ways = [
    LeagueWay("known-window", retry: "fixed-delays", pacing: "known-window", says: "sends what there is room for"),
    LeagueWay("none", retry: "none", pacing: "none", says: "sends | at once", source: "nobody"),
    LeagueWay("gcra", retry: "fixed-delays", pacing: "gcra", says: "takes tokens", source: "ITU-T I.371"),
  ]

  static func result(isSound: Bool = true) throws -> LeagueResult {
    LeagueResult([try table("rush", seeds: 7, isSound: isSound), try table("spike", seeds: 2, refused: true)])
  }

  /// - Parameter refused: without the last way, which cannot be right.
  static func table(
    _ scenario: String,
    seeds: Int,
    isSound: Bool = true,
    refused: Bool = false
  ) throws -> LeagueTable {
    let ways = refused ? Array(ways.dropLast()) : ways
    let cells = ways.map { way in
      ExperimentCell(
        scenario: scenario,
        scenarioHash: "0123456789abcdef",
        design: "phase2" + way.suffix,
        limits: ["ten_second": 100],
        load: "100 visitors in 1\u{A0}s",
        circumstances: refused ? ["10\u{A0}instances"] : [],
        replay: "booking-sim run \(scenario).yaml --design phase2\(way.suffix)"
      )
    }
    let experiment = Experiment(
      cells: cells,
      measures: MeasureSet.league,
      firstSeed: 1,
      seeds: seeds,
      modelRevision: 2
    )
    var fold = ReplicationFold(experiment, pairs: LeagueTable.pairs(ways: ways.count))
    for run in 0..<experiment.runs {
      let pools = ["time_to_booking", "waiting_time"].map { subject in
        LatencyPool(subject: subject, Durations([VirtualSpan(1_234_567_890)]))
      }
      fold.add(
        RunRow(
          run: run,
          digest: "00000000000000f\(run % 8)",
          problems: isSound || run > 1 ? [] : ["oversold_exam: exam \(run)"],
          values: values(of: experiment.cell(ofRun: run), run: run),
          pools: pools,
          summary: nil
        )
      )
    }
    let complaint = "gcra is left out: it lets too many go."
    return LeagueTable(design: "phase2", ways: ways, fold: fold, refused: refused ? [complaint] : [])
  }

  /// In the order of the league's measures: the first way is never refused, the second serves half and drops the rest, the
  /// third is slow.
  private static func values(of cell: Int, run: Int) -> [MeasureValue] {
    let drawn = Double(run * 37 % 11)
    switch cell {
    case 0:
      return [
        .share(events: 0, trials: 500), .number(8_000 + drawn), .number(42_000 + drawn), .number(100),
        .share(events: 100, trials: 100),
        .number(0), .number(0.02 + drawn / 1_000), .number(0.72), .number(43_000 + drawn), .number(60),
      ]
    case 1:
      return [
        .share(events: 310 + Int(drawn), trials: 500), .number(1_200 + drawn), .never, .number(50 + drawn),
        .share(events: 50, trials: 100), .number(900 + drawn), .missing, .number(0.5 + drawn / 1_000), .number(300_000),
        .number(310),
      ]
    default:
      return [
        .share(events: 0, trials: 500), .number(20_000 + drawn), .number(80_000 + drawn), .number(70 + drawn),
        .share(events: 100, trials: 100), .number(1), .number(0.3 + drawn / 1_000), .number(0.75),
        .number(81_000 + drawn),
        .number(95),
      ]
    }
  }
}
