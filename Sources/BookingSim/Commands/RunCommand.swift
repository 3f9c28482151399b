import ArgumentParser
import BookingCore
import DeterministicRuntime
import Experiments
import Measures
import Reports
import Results
import Scenarios
import SimulationHarness

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs one design on a scenario and reports it, or sweeps over seeds and reports what is not sound."
  )

  @Argument(help: "The scenario file.", completion: .scenario)
  var scenario: String

  @Option(help: "The design: \(DesignRegistry.all.map(\.name).joined(separator: ", ")).", completion: .design)
  var design = "baseline"

  @Option(help: "The seed of all chance in the run.", transform: OptionText.seed)
  var seed: UInt64?

  @Option(
    help: "A range of seeds, for example 1-200: each is run, and what is not sound is reported.",
    transform: OptionText.seeds
  )
  var seeds: SeedRange?

  @Option(help: "How the result is written.")
  var format = ReportView<RunReport>.text

  @OptionGroup var sight: ChartedSight

  @Option(
    help: "A measure to show instead of the usual rows, for example \"note_delay p(99)\"; may be given several times.",
    completion: .measure
  )
  var measure: [String] = []

  @Option(help: "Shows one visitor's bookings instead, call by call, for example visitor-17.")
  var explain: String?

  @Option(
    help: "Writes a line for each event of this level and above, in virtual time, to standard error: \(RunLog.levels)."
  )
  var logLevel: String?

  @Option(
    help: "The number of instances of the booking core, instead of the scenario's.",
    transform: OptionText.whole
  )
  var instances: Int?

  @Option(
    name: .customLong("set"),
    help: "Sets a key of the scenario, for example load.arrivals.users=200.",
    completion: .setting
  )
  var settings: [String] = []

  @Option(
    help: "Writes windows over time, attempts and HubSpot calls as CSV files into this directory.",
    completion: .directory
  )
  var csv: String?

  @Option(
    help: "Writes the metrics that the instances report, in Prometheus' text format, to this file.",
    completion: .file()
  )
  var metrics: String?

  func validate() throws {
    if metrics != nil, seeds != nil || explain != nil {
      throw ValidationError("--metrics writes those of one run; leave out --seeds and --explain.")
    }
    if csv != nil, seeds != nil || explain != nil {
      throw ValidationError("--csv writes the rows of one run; leave out --seeds and --explain.")
    }
    if seed != nil, seeds != nil { throw ValidationError("--seed and --seeds exclude each other; give one of them.") }
    if explain != nil, seeds != nil {
      throw ValidationError("--explain takes one run; give --seed instead of --seeds.")
    }
    if explain != nil, format.format != .text {
      throw ValidationError("--explain writes text; leave --format json out.")
    }
    if !measure.isEmpty, seeds != nil || explain != nil || format.format != .text {
      throw ValidationError("--measure chooses rows of one run's text; leave out --seeds, --explain and --format.")
    }
    if let instances, !(1...64).contains(instances) {
      throw ValidationError("--instances is \(instances); expected 1 to 64.")
    }
  }

  func run() throws {
    let scenario = try Input.scenario(scenario, settings: settings, instances: instances)
    let design = try Input.design(design)
    try Input.check([design], fit: scenario)
    let chosen = try Input.measures(measure)
    if let seeds { return try sweep(scenario, design, seeds.seeds) }
    let metrics = try metrics.map { path throws(CommandEnd) in (file: try OutputFile(path), kept: RunMetrics()) }
    let log = try Watchers.log(logLevel)
    let telemetry = CoreTelemetry(logger: log?.logger, metrics: metrics?.kept)
    let run = ScenarioRun(scenario, design, seed: seed ?? 1, telemetry: telemetry)
    if let explain { return try self.explain(explain, run) }
    let progress = Progress("visitors have left", of: scenario.visitors)
    let watchers = [Watchers.leaving(progress)] + (log.map { [$0.watch] } ?? [])
    let rows = try csv.map { try RowFiles(directory: $0) }
    let keepsSamples = csv != nil || format.format == .text || !scenario.switches.isEmpty
    let measured = try Input.simulate { try run.measuredWithDemand(watchers: watchers, keepsSamples: keepsSamples) }
    progress.end()
    try rows?.write(measured)
    if let metrics { try metrics.file.write(PrometheusText(metrics.kept.series).text) }
    let summary = measured.summary
    let report = RunReport(summary, experiment(run, chosen).fold(of: measured))
    Console.standard.write(try report.written(as: format, sight.layout))
    if !summary.isSound { throw CommandEnd.unsound }
  }

  /// The run as an experiment of its own.
  private func experiment(_ run: ScenarioRun, _ measures: [Measure]?) -> Replications {
    let settings = settings.compactMap { ExperimentCell.Setting(parsing: $0) }
    return Replications(
      [ExperimentSubject(run.scenario, run.design, settings: settings, instances: instances, path: scenario)],
      measures: measures ?? MeasureSet.comparison,
      supporting: MeasureSet.screenSupport,
      firstSeed: run.seed,
      seeds: 1,
      isComparison: true
    )
  }

  private func sweep(_ scenario: Scenario, _ design: Design, _ seeds: ClosedRange<UInt64>) throws {
    let progress = Progress("seeds", of: seeds.count)
    let runs = try Input.simulate {
      try SideBySide.map(count: seeds.count, finished: progress.show) { number in
        try ScenarioRun(scenario, design, seed: seeds.lowerBound + UInt64(number)).summary()
      }
    }
    progress.end()
    let report = SeedsReport(runs, replay: scenario.origin.replay(design: design.name).text(seeds: seeds))
    Console.standard.write(try report.written(as: format.of(SeedsReport.self), sight.layout))
    if !report.isSound { throw CommandEnd.unsound }
  }

  private func explain(_ visitor: String, _ run: ScenarioRun) throws {
    guard visitor.hasPrefix("visitor-"), let number = Int(visitor.dropFirst("visitor-".count)), number >= 0 else {
      throw CommandEnd.badInput("--explain is \"\(visitor)\"; expected a visitor by number, for example visitor-17.")
    }
    let timeline = Timeline(visitor: number)
    let summary = try Input.simulate { try run.summary(watchers: [timeline.watch]) }
    guard number < summary.bookings.visitors else {
      let last = summary.bookings.visitors - 1
      throw CommandEnd.badInput("--explain is \(visitor); this run has visitor-0 to visitor-\(last).")
    }
    Console.standard.write(timeline.text)
    if !summary.isSound { throw CommandEnd.unsound }
  }
}
