import LiteralTimes
import Measures
import Results
import VirtualTime

/// Folds of experiments made by hand, from numbers that look random.
enum ExampleFold {
  private static let measures = [
    "offered", "success", "abandoned", "time_to_booking med", "time_to_booking p(99)", "bookings_per_minute",
    "share_429", "peak_demanded", "note_delay p(95)", "store_memory", "ended_at",
  ]

  /// Two designs on one scenario; a run in full of the first.
  static func comparison(seeds: Int, isSound: Bool = true) throws -> ReplicationFold {
    let experiment = try experiment(["baseline", "phase2"].map { cell($0) }, measures, seeds)
    return fold(experiment, pairs: [.init(0, 1)], isSound: isSound)
  }

  /// Two designs and variants of them, one of which is no other design.
  static func ablation(seeds: Int) throws -> ReplicationFold {
    let designs = [
      "phase1", "phase1+reads=sequential", "phase1+seats=hubspot-property", "phase2", "phase2+notes=direct",
    ]
    var cells = designs.map { cell($0) }
    for index in cells.indices where cells[index].design.contains("+") {
      cells[index].change = String(cells[index].design.drop { $0 != "+" }.dropFirst())
    }
    cells.append(cell("phase2", [("load.arrivals", "{users: 7, within_seconds: 10}")]))
    cells[cells.count - 1].change = "arrivals over 10 s"
    let experiment = try experiment(cells, ["requests", "time_to_booking p(99)", "success"], seeds)
    return fold(experiment, pairs: [.init(0, 1), .init(0, 2), .init(3, 4), .init(3, 5)])
  }

  /// Two designs under two settings.
  static func grid(seeds: Int, isSound: Bool = true) throws -> ReplicationFold {
    let cells = ["7", "14"].flatMap { users in
      ["baseline", "phase2"].map { cell($0, [("load.arrivals.users", users), ("tier", "a, b")]) }
    }
    return fold(try experiment(cells, ["requests", "success", "note_delay p(95)"], seeds), pairs: [], isSound: isSound)
  }

  private static func cell(_ design: String, _ settings: [(String, String)] = []) -> ExperimentCell {
    ExperimentCell(
      scenario: "rush",
      scenarioHash: "0123456789abcdef",
      design: design,
      settings: settings.map { .init(key: $0, value: $1) },
      limits: ["ten_second": 100],
      replay: "booking-sim run rush.yaml --design \(design)"
    )
  }

  private static func experiment(_ cells: [ExperimentCell], _ measures: [String], _ seeds: Int) throws -> Experiment {
    let measures = try measures.map { try Measure(parsing: $0) }
    return Experiment(cells: cells, measures: measures, firstSeed: 5, seeds: seeds, modelRevision: 2)
  }

  private static func fold(_ experiment: Experiment, pairs: [ReplicationFold.Pair], isSound: Bool = true)
    -> ReplicationFold
  {
    var (fold, numbers) = (ReplicationFold(experiment, pairs: pairs), SmallNumbers(seed: 1))
    for run in 0..<experiment.runs {
      let cell = experiment.cell(ofRun: run)
      let values = experiment.measures.map { value($0, cell, &numbers) }
      let pools = ["note_delay", "time_to_booking"].map { subject in
        LatencyPool(
          subject: subject,
          Durations((1...9).map { VirtualSpan(Int64($0 + run) * 1_234_567_890) }, never: run % 2)
        )
      }
      fold.add(
        RunRow(
          run: run,
          digest: "00000000000000f\(run % 8)",
          problems: isSound || run % 3 > 0 ? [] : ["oversold_exam: exam \(run)", "not at rest: notes"],
          values: values,
          pools: pools,
          summary: run == 0 ? .golden() : nil
        )
      )
    }
    return fold
  }

  /// Of each kind of value some, and of each kind of difference between the cells.
  private static func value(_ measure: Measure, _ cell: Int, _ numbers: inout SmallNumbers) -> MeasureValue {
    let drawn = numbers.next(below: 1_000)
    switch measure.metric.name {
    case "offered": return .number(10)
    case "success": return .share(events: 9_000 + drawn - 300 * cell, trials: 10_000)
    case "share_429": return cell == 0 ? .share(events: 0, trials: 500) : .share(events: drawn, trials: 1_000_000)
    case "abandoned": return .number(Double(cell))
    case "peak_demanded": return drawn % 3 == 0 ? .missing : .number(Double(112 + drawn))
    case "note_delay": return cell == 0 ? .missing : .number(Double(drawn) / 7)
    case "store_memory": return .number(Double((drawn + 1) * 5_000 * (cell + 1)))
    case "time_to_booking":
      return measure.shortText.hasSuffix("med")
        ? .number(Double(50_000 - 20_000 * cell + drawn)) : cell == 0 ? .never : .number(900)
    default: return .number(Double(drawn) / 3)
    }
  }
}
