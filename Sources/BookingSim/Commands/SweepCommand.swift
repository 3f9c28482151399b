import ArgumentParser
import BookingCore
import Experiments
import LoadGeneration
import Measures
import Reports
import Results
import Scenarios
import Settings
import SimulationHarness

struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Runs designs over a grid of scenario settings, in parallel, as a table, CSV or JSON."
  )

  @Argument(help: "The scenario file.", completion: .scenario)
  var scenario: String

  @Option(
    help: """
      A key and its values: users=50..500:50 (first, last, step), arrivals.within=1s..120s (doubling), tier=100,190,250; \
      any key of the scenario. Several make a grid.
      """,
    completion: .axis
  )
  var vary: [String] = []

  @Option(
    help: """
      Of the keys that are varied, what makes the rows and what makes the columns, for example users,tier: a table for \
      each measure, with medians and their intervals, in text and Markdown. The designs go by the name of design.
      """,
    completion: .pivot
  )
  var pivot: String?

  @Option(help: "The designs, separated by commas.", completion: .designs)
  var designs = DesignRegistry.all.map(\.name).joined(separator: ",")

  @Option(
    help: "A measure to show, for example \"hubspot_time{call:exam_read} p(99)\"; several replace the usual ones.",
    completion: .measure
  )
  var measure: [String] = []

  @Option(help: "Runs of each cell, each under a seed of its own.", transform: OptionText.whole)
  var replications = 5

  @Option(help: "The first seed.", transform: OptionText.seed)
  var seed: UInt64 = 1

  @Option(name: .customLong("set"), help: "Sets a key of the scenario in all cells.", completion: .setting)
  var settings: [String] = []

  @Flag(help: "Runs the grid however many runs it takes.")
  var allowLarge = false

  @Option(help: "How the result is written.")
  var format = ReportView<StudyReport>.text

  @OptionGroup var sight: Sight

  @OptionGroup var sharding: ShardOptions

  /// A grid of more runs than this is told what it would take, and asked for again.
  static let mostRuns = 20_000

  func validate() throws {
    guard (1...100_000).contains(replications) else {
      throw ValidationError("--replications is \(replications); expected 1 to 100000.")
    }
    guard seed < UInt64.max - 1_000_000 else { throw ValidationError("--seed is \(seed); expected a smaller one.") }
  }

  func run() throws {
    let designs = try Input.designs(designs)
    let measures = try Input.measures(measure) ?? MeasureSet.sweep
    let grid = try grid()
    let pivot = try pivotAxes(grid)
    try checkSize(grid, designs)
    let study = ReplicationStudy(
      .sweep,
      subjects: try subjects(grid, designs),
      measures: measures,
      firstSeed: seed,
      seeds: replications,
      pairs: [],
      remarks: UnreadKeys.remarks(grid.axes.map(\.key), designs),
      pivot: pivot
    )
    guard let result = try study.run(sharding) else { return }
    Console.standard.write(try result.report.written(as: format, sight.layout))
    if !result.fold.isSound { throw CommandEnd.unsound }
  }

  private func pivotAxes(_ grid: SweepGrid) throws(CommandEnd) -> PivotAxes? {
    guard let pivot else { return nil }
    do { return try PivotAxes(parsing: pivot, grid) } catch { throw .badInput(error.description) }
  }

  private func grid() throws -> SweepGrid {
    guard !vary.isEmpty else {
      throw CommandEnd.badInput(
        "The grid is empty: nothing is varied. Give --vary at least once, for example --vary users=50..500:50."
      )
    }
    do {
      var axes: [VaryAxis] = []
      for text in vary { axes.append(try VaryAxis(parsing: text)) }
      let grid = try SweepGrid(axes)
      let fixed = settings.compactMap { ExperimentCell.Setting(parsing: $0)?.key }
      if let both = grid.axes.first(where: { fixed.contains($0.key) }) {
        throw CommandEnd.badInput("\(both.key) is both set and varied; expected one of --set and --vary for it.")
      }
      return grid
    } catch let error as VaryError {
      throw CommandEnd.badInput(error.description)
    }
  }

  /// What it would take, before anything of it is made.
  private func checkSize(_ grid: SweepGrid, _ designs: [Design]) throws(CommandEnd) {
    let (cells, isTooMany) = grid.count.multipliedReportingOverflow(by: designs.count)
    let (runs, isTooLong) = cells.multipliedReportingOverflow(by: replications)
    guard isTooMany || isTooLong || (runs > Self.mostRuns && !allowLarge) || runs > 10_000_000 else { return }
    let scenario = try Input.scenario(scenario, settings: settings)
    // Whether the numbers can be is told when the cells are made.
    let visitors = max(0, grid.largest(of: "load.arrivals.users") ?? scenario.visitors)
    var conditions = ScenarioEstimate.Conditions(scenario)
    if visitors != scenario.visitors {
      conditions.arrivals = .even(count: visitors, within: scenario.load.arrivals.span)
    }
    let perRun = ScenarioEstimate(conditions).requests
    let size = isTooMany || isTooLong ? "more cells than can be counted" : "\(cells) cells, \(runs) runs"
    let seconds = Double(perRun) * Calibration.secondsPerRequest()
    let hours = (Double(isTooLong || isTooMany ? Int.max : runs) * seconds / 3_600).rounded(.up)
    throw .badInput(
      """
      The grid has \(size), up to about \(Int(min(hours, 1e15))) hours on one core of this machine with \(visitors) \
      visitors each; \
      expected at most \(Self.mostRuns) runs. Take fewer values or replications, or give --allow-large (at most 10000000 \
      runs).
      """
    )
  }

  private func subjects(_ grid: SweepGrid, _ designs: [Design]) throws(CommandEnd) -> [ExperimentSubject] {
    var subjects: [ExperimentSubject] = []
    let common = settings.compactMap { ExperimentCell.Setting(parsing: $0) }
    for number in 0..<grid.count {
      let varied = grid.settings(number)
      let all = settings + varied.map { "\($0.key)=\($0.value)" }
      let scenario = try Input.scenario(scenario, settings: all)
      try Input.check(designs, fit: scenario)
      for design in designs {
        subjects.append(ExperimentSubject(scenario, design, settings: common + varied, path: self.scenario))
      }
    }
    return subjects
  }
}
