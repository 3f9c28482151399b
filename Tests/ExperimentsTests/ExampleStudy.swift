import BookingCore
import LiteralTimes
import LoadGeneration
import Measures
import Results
import Scenarios
import SimulationHarness
import VirtualTime

@testable import Experiments

/// A small rush of ten visitors.
enum ExampleStudy {
  static func scenario(visitors: Int = 10) throws -> Scenario {
    let text = """
      scenario_version: 1
      summary: a small rush
      load:
        arrivals: { users: \(visitors), within_seconds: 1 }
      """
    return try ScenarioFile.parse(text: text, fileName: "small.yaml")
  }

  static func study(_ kind: StudyKind = .comparison, seeds: Int) throws -> ReplicationStudy {
    let scenario = try scenario()
    return ReplicationStudy(
      kind,
      subjects: [Design.baseline, .phase2].map { ExperimentSubject(scenario, $0, path: "small.yaml") },
      measures: MeasureSet.comparison,
      firstSeed: 1,
      seeds: seeds
    )
  }

  /// The rows of one machine's part, as the command writes them.
  static func shard(_ number: Int, of count: Int, _ study: ReplicationStudy) throws -> String {
    guard let shard = Shard(number, of: count) else { return "" }
    let units = study.plan.experiment.runs
    let own = (0..<units).filter { shard.contains($0, width: study.plan.experiment.cells.count) }
    typealias File = ShardFile<ReplicationStudy.Plan, RunRow>
    var file = File(shard, units: units, plan: study.plan)
    var text = try file.head(kind: study.kind)
    for unit in own { text += file.add(try File.line(study.replications.row(unit), ofUnit: unit)) }
    return text + (try file.end())
  }
}
