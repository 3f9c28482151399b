import ArgumentParser
import BookingCore
import Experiments
import Measures
import Reports
import Results
import Scenarios
import SimulationHarness

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Runs several designs on one scenario under the same seeds, and says what differs and how sure that is."
  )

  @Argument(help: "The scenario file.", completion: .scenario)
  var scenario: String

  @Option(
    help: "The designs, separated by commas; phase2+reads=sequential is phase2 with another part.",
    completion: .designs
  )
  var designs = DesignRegistry.all.map(\.name).joined(separator: ",")

  @OptionGroup var replicated: ReplicationOptions

  @Option(
    help: "Runs until half of every 95 % interval is at most this share of its median, for example 2%.",
    transform: OptionText.share
  )
  var untilHalfWidth: Percentage?

  @Option(help: "With --until-half-width: no more replications than this.", transform: OptionText.whole)
  var maxReplications: Int?

  @Option(
    help: "A measure to show instead of the usual rows, for example \"note_delay p(99)\"; may be given several times.",
    completion: .measure
  )
  var measure: [String] = []

  @Flag(
    help: """
      Changes one thing of each design at a time, and ranks what each change buys: a part for each other that there is \
      for its role, the arrivals to ten times their span, the tier to the next one.
      """
  )
  var ablation = false

  @Option(
    name: .customLong("set"),
    help: "Sets a key of the scenario, for example load.arrivals.users=200.",
    completion: .setting
  )
  var settings: [String] = []

  @Option(help: "How the result is written.")
  var format = ReportView<StudyReport>.text

  @OptionGroup var sight: ChartedSight

  @Option(
    help: "Writes the first seed's windows, attempts and HubSpot calls as CSV files into this directory.",
    completion: .directory
  )
  var csv: String?

  @OptionGroup var sharding: ShardOptions

  func validate() throws {
    if untilHalfWidth != nil {
      if replicated.replications != nil {
        throw ValidationError("--replications and --until-half-width exclude each other; give one of them.")
      }
      if sharding.shard != nil {
        throw ValidationError(
          "--until-half-width decides on the runs of all machines; with --shard give --replications instead."
        )
      }
    } else if maxReplications != nil {
      throw ValidationError("--max-replications belongs to --until-half-width; give that, or --replications.")
    }
    if let maxReplications, !(2...ReplicationOptions.most).contains(maxReplications) {
      throw ValidationError("--max-replications is \(maxReplications); expected 2 to \(ReplicationOptions.most).")
    }
    if csv != nil, sharding.shard != nil {
      throw ValidationError("--csv writes the runs of one machine; leave it out with --shard.")
    }
  }

  func run() throws {
    let scenario = try Input.scenario(scenario, settings: settings)
    let designs = try Input.designs(designs)
    try Input.check(designs, fit: scenario)
    let measures = try Input.measures(measure)
    let study = ablation ? ablationStudy(scenario, designs, measures) : comparisonStudy(scenario, designs, measures)
    let rows = try csv.map { try RowFiles(directory: $0, designs: designs.map(\.name)) }
    let result = try study.run(
      sharding,
      until: untilHalfWidth.map { HalfWidthGoal(relative: $0.share, text: $0.text) }
    )
    try rows?.write(scenario, designs, seed: replicated.seed)
    guard let result else { return }
    Console.standard.write(try result.report.written(as: format, sight.layout))
    if !result.fold.isSound { throw CommandEnd.unsound }
  }

  private func comparisonStudy(_ scenario: Scenario, _ designs: [Design], _ measures: [Measure]?) -> ReplicationStudy {
    ReplicationStudy(
      .comparison,
      subjects: designs.map { subject(scenario, $0) },
      measures: measures ?? MeasureSet.comparison,
      supporting: MeasureSet.screenSupport,
      firstSeed: replicated.seed,
      seeds: seeds
    )
  }

  private func ablationStudy(_ scenario: Scenario, _ designs: [Design], _ measures: [Measure]?) -> ReplicationStudy {
    let ablation = Ablation(
      scenario,
      designs,
      settings: settings.compactMap { ExperimentCell.Setting(parsing: $0) },
      path: self.scenario
    )
    return ReplicationStudy(
      .ablation,
      subjects: ablation.subjects,
      measures: measures ?? MeasureSet.ablation,
      firstSeed: replicated.seed,
      seeds: seeds,
      pairs: ablation.pairs,
      remarks: ablation.refused
    )
  }

  private var seeds: Int { untilHalfWidth == nil ? replicated.seeds : maxReplications ?? 500 }

  private func subject(_ scenario: Scenario, _ design: Design) -> ExperimentSubject {
    ExperimentSubject(
      scenario,
      design,
      settings: settings.compactMap { ExperimentCell.Setting(parsing: $0) },
      path: self.scenario
    )
  }
}
