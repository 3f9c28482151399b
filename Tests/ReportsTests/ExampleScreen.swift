import LiteralTimes
import Measures
import Results
import VirtualTime

@testable import Reports

/// Folds of comparisons made by hand, with all that a screen shows.
enum ExampleScreen {
  /// - Parameter refused: visitors whom each run refuses.
  static func fold(designs: Int, seeds: Int = 20, unsound: Int? = nil, refused: Int? = nil) throws -> ReplicationFold {
    let names = Array(["baseline", "phase1", "phase2", "phase2x", "phase3"].prefix(designs))
    return try fold(named: names, seeds, unsound, refused: refused)
  }

  /// - Parameter unsound: the number of the design whose first run is not sound.
  static func fold(named names: [String], _ seeds: Int = 20, _ unsound: Int? = nil, refused: Int? = nil) throws
    -> ReplicationFold
  {
    let experiment = Experiment(
      cells: names.map(cell),
      measures: MeasureSet.comparison,
      supporting: MeasureSet.screenSupport,
      firstSeed: 1,
      seeds: seeds,
      modelRevision: 2
    )
    var fold = ReplicationFold(experiment, pairs: ReplicationFold.usualPairs(cells: names.count))
    for run in 0..<experiment.runs {
      var row = row(run, experiment, isSound: run != unsound)
      if let refused, let index = experiment.measures.firstIndex(where: { $0.metric.name == "refused" }) {
        row.values[index] = .number(Double(refused))
      }
      fold.add(row)
    }
    return fold
  }

  private static func cell(_ design: String) -> ExperimentCell {
    ExperimentCell(
      scenario: "rush",
      scenarioHash: "0123456789abcdef",
      design: design,
      limits: ["ten_second": 100, "search": 5],
      load: "100 visitors in 1 s",
      circumstances: design == "phase3" ? ["4 instances"] : [],
      replay: "booking-sim run rush.yaml --design \(design)"
    )
  }

  private static func row(_ run: Int, _ experiment: Experiment, isSound: Bool) -> RunRow {
    let (cell, seed) = (experiment.cell(ofRun: run), Int(experiment.seed(ofRun: run)))
    let times = (1...20).map { VirtualSpan(Int64($0 * $0 * (5 - cell) + seed % 7) * 50_000_000) }
    return RunRow(
      run: run,
      digest: "00000000000000f\(run % 8)",
      problems: isSound ? [] : ["oversold_exam: exam 7 has 101 bookings for 100 seats"],
      values: experiment.observed.map { value($0, cell, seed) },
      pools: [LatencyPool(subject: "time_to_booking", Durations(times))],
      refusedPerSecond: (0..<60).map { ($0 + seed) % (cell + 2) == 0 ? 60 - $0 : 0 },
      summary: seed == 1 ? .golden() : nil
    )
  }

  private static func value(_ measure: Measure, _ cell: Int, _ seed: Int) -> MeasureValue {
    switch measure.metric.name {
    case "success": return .share(events: 100, trials: 100)
    case "first_attempt_success": return .share(events: [15, 5, 10, 40, 99][cell], trials: 100)
    case "time_to_booking":
      return .number([56_000, 64_000, 36_000, 1_999.6, 999.4][cell] * (1 + Double(seed % 5) / 100))
    case "calls_per_booking": return .number([21.7, 36.5, 18.4, 9, 0.04][cell])
    case "share_429": return .share(events: [4_700, 6_900, 6_600, 4, 0][cell] + seed % 3, trials: 10_000)
    case "note_delay": return cell == 0 ? .number(0) : .number(Double(cell) * 700 + Double(seed))
    case "peak_demanded":
      return .number(measure.selection.tags["bucket"] == "search" ? 193 : [350, 700, 402, 403, 90][cell])
    case "refusals": return .number(measure.selection.tags["policy"] == "SECONDLY" && cell < 4 ? 600 : 0)
    default: return .missing
    }
  }
}

extension RunReport {
  /// A run of which no screen is shown.
  init(_ run: RunSummary) {
    let cell = ExperimentCell(scenario: run.scenario, scenarioHash: "", design: run.design, replay: run.replay)
    let experiment = Experiment(cells: [cell], measures: [], firstSeed: run.seed, seeds: 1, modelRevision: 2)
    self.init(run, ReplicationFold(experiment, pairs: []))
  }
}
