import ArgumentParser
import BulkSync
import Experiments
import Reports
import Results
import SyncScenarios
import SyncSimulation
import Texts

struct SyncCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract:
      "Brings the records of a scenario to a simulated HubSpot, with each design of the sync, and audits the result.",
    discussion: """
      Ends with 1 when a run is not sound or a threshold of the scenario is crossed. A scenario with a booking system \
      beside the sync runs both in one account, and each alone. docs/bulk-sync.md has the designs \
      and what is modelled.
      """
  )

  @Argument(help: "The scenario file, of product bulk-sync.", completion: .scenario)
  var scenario: String

  @Option(
    help:
      "The designs, separated by commas: \(SyncDesign.all.map(\.name).joined(separator: ", ")). (default: the scenario's)",
    completion: .syncDesigns
  )
  var designs: String?

  @Option(
    help: "Runs of each design, each under a seed of its own; the designs share the seeds. (default: 1)",
    transform: OptionText.whole
  )
  var replications: Int?

  @Option(help: "The first seed. (default: 1)", transform: OptionText.seed)
  var seed: UInt64?

  @Option(help: "A range of seeds instead, for example 1-20.", transform: OptionText.seeds)
  var seeds: SeedRange?

  @Option(
    name: .customLong("set"),
    help: "Sets a key of the scenario, for example source.records=1000.",
    completion: .syncSetting
  )
  var settings: [String] = []

  @Flag(help: "Runs nothing: says what each design would send, and how long that takes at least.")
  var dryRun = false

  @Option(help: "How the result is written.")
  var format = ReportView<SyncReport>.text

  @OptionGroup var sight: Sight

  @Option(
    name: .shortAndLong,
    help: "The file that the result is written to, instead of standard output.",
    completion: .file()
  )
  var output: String?

  func validate() throws {
    if seeds != nil, seed != nil || replications != nil {
      throw ValidationError("--seeds names all seeds; leave out --seed and --replications.")
    }
    if let replications, !(1...ReplicationOptions.most).contains(replications) {
      throw ValidationError("--replications is \(replications); expected 1 to \(ReplicationOptions.most).")
    }
    if let seed, seed > UInt64.max - UInt64(ReplicationOptions.most) {
      throw ValidationError("--seed is \(seed); expected at most \(UInt64.max - UInt64(ReplicationOptions.most)).")
    }
    if dryRun, seeds != nil || seed != nil || replications != nil {
      throw ValidationError("--dry-run runs nothing; leave out --seed, --seeds and --replications.")
    }
  }

  func run() throws {
    let scenario = try Input.syncScenario(self.scenario, settings: settings)
    let designs = try designs.map { names throws(CommandEnd) in try Input.syncDesigns(names) } ?? scenario.designs
    let file = try output.map { path throws(CommandEnd) in try OutputFile(path) }
    let data = try Input.syncData(scenario)
    guard scenario.beside == nil || dryRun else { return try runBeside(scenario, designs, data, file) }
    let study = SyncStudy(scenario, designs, data, seeds: seedRange, command: command)
    guard !dryRun else {
      let view = try format.of(SyncForecastReport.self)
      return try write(try SyncForecastReport(study.forecasts).written(as: view, sight.layout), to: file)
    }
    if let objection = study.objection {
      throw CommandEnd.badInput("\(self.scenario) breaks the rule days-of-quota: \(objection)")
    }
    let progress = Progress("runs", of: study.runs)
    let result = try Input.simulate { try study.result(finished: progress.show) }
    progress.end()
    try write(try SyncReport(result).written(as: format, sight.layout), to: file)
    if !result.isSound || !result.keepsThresholds { throw CommandEnd.unsound }
  }

  /// Together with a booking system.
  private func runBeside(
    _ scenario: SyncScenario,
    _ syncs: [SyncDesign],
    _ data: SyncData,
    _ file: OutputFile?
  ) throws {
    guard let beside = scenario.beside else { return }
    let view = try format.of(SharedAccountReport.self)
    let (bookings, designs) = try Input.bookings(beside, of: scenario)
    let study = SharedAccountStudy(
      scenario,
      data,
      beside: bookings,
      designs: designs,
      syncs: syncs,
      reserve: beside.reserve,
      seeds: seedRange,
      command: command
    )
    let progress = Progress("runs", of: study.runs)
    let result = try Input.simulate { try study.result(finished: progress.show) }
    progress.end()
    try write(try SharedAccountReport(result).written(as: view, sight.layout), to: file)
    if !result.isSound { throw CommandEnd.unsound }
  }

  private func write(_ text: String, to file: OutputFile?) throws(CommandEnd) {
    if let file { try file.write(text) } else { Console.standard.write(text) }
  }

  private var seedRange: ClosedRange<UInt64> {
    if let seeds { return seeds.seeds }
    let first = seed ?? 1
    return first...(first + UInt64((replications ?? 1) - 1))
  }

  private var command: String {
    (["booking-sim sync \(ShellWord.path(scenario))"] + settings.map { "--set \(ShellWord.quoted($0))" })
      .joined(separator: " ")
  }
}
