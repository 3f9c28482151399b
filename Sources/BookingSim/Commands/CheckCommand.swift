import ArgumentParser
import Experiments
import Foundation
import Reports
import Results

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Judges runs for CI: integrity, the scenarios' thresholds, a baseline, and that runs repeat.",
    discussion: """
      Without scenarios: those of the baseline. Without --designs and --seeds: those that the baseline has of each \
      scenario, otherwise all designs and seeds 1-3. Exit codes, the lowest that applies: 0 pass, 1 integrity or not \
      converged, 2 bad input or a baseline that does not fit, 3 threshold, 4 regression, 5 not deterministic. With \
      --diff and --against, 4 is that a measure would change, or has changed, beyond its tolerance, and 0 that none \
      has. On GitHub (GITHUB_ACTIONS=true) a check that holds runs against a baseline also writes annotations and the \
      summary of the job.
      """
  )

  @Argument(help: "Scenario files.", completion: .scenario)
  var scenarios: [String] = []

  @Option(help: "The file of expected results and tolerances.", completion: .file(extensions: ["json"]))
  var baseline: String?

  @Flag(help: "Takes the results over into the baseline, instead of holding them against it.")
  var update = false

  @Flag(help: "Shows what --update would change in the baseline, and writes nothing.")
  var diff = false

  @Option(
    help: "Compares with the result of another check: the file that its --format json wrote, on another branch.",
    completion: .file(extensions: ["json"])
  )
  var against: String?

  @Option(help: "The seeds: 7, or 1-3.", transform: OptionText.seeds)
  var seeds: SeedRange?

  @Option(help: "The designs, separated by commas.", completion: .designs)
  var designs: String?

  @Option(help: "How the result is written.")
  var format = ReportView<CheckReport>.text

  @OptionGroup var sight: Sight

  @Flag(help: "Writes nothing when everything holds.")
  var quiet = false

  @Option(
    help: "Writes the result as JUnit XML into this file; its times differ from run to run.",
    completion: .file(extensions: ["xml"])
  )
  var junit: String?

  @Option(
    name: .customLong("benchmark-json"),
    help: "Writes the two measures to draw over commits for github-action-benchmark (customSmallerIsBetter).",
    completion: .file(extensions: ["json"])
  )
  var benchmarkJSON: String?

  /// A baseline has a column for each.
  private static let mostSeeds = 1_000

  func validate() throws {
    if baseline == nil {
      if update { throw ValidationError("--update writes a baseline; name its file with --baseline.") }
      if diff { throw ValidationError("--diff shows what would change in a baseline; name its file with --baseline.") }
      if scenarios.isEmpty, against == nil {
        throw ValidationError("There is nothing to check; name scenarios, or give --baseline.")
      }
    }
    let ways = [("--update", update), ("--diff", diff), ("--against", against != nil)].filter(\.1).map(\.0)
    if ways.count > 1 { throw ValidationError("\(ways.joined(separator: " and ")) exclude each other; choose one.") }
    if diff, let written = junit.map({ _ in "--junit" }) ?? benchmarkJSON.map({ _ in "--benchmark-json" }) {
      throw ValidationError("--diff writes no file; leave out \(written).")
    }
    if let seeds, seeds.seeds.count > Self.mostSeeds {
      throw ValidationError("--seeds has \(seeds.seeds.count) seeds; expected at most \(Self.mostSeeds).")
    }
  }

  func run() throws { try run(CheckSurroundings.process) }

  func run(_ surroundings: CheckSurroundings) throws {
    try refuseSameFiles()
    let (junit, benchmark) = (try junit.map { try OutputFile($0) }, try benchmarkJSON.map { try OutputFile($0) })
    let inputs = try CheckInputs(self)
    let (times, progress) = (RunTimes(), Progress("runs", of: inputs.study.runs))
    let result = try Input.simulate {
      try inputs.study.result(
        baseline: inputs.isGate ? baseline : nil,
        gaps: inputs.gaps,
        diff: inputs.diff,
        finished: progress.show,
        watch: times.watch
      )
    }
    progress.end()
    let comparison = inputs.comparison(of: result)
    if let comparison {
      let view = try format.of(CheckComparisonReport.self)
      try tell(CheckComparisonReport(comparison), comparison.verdict, view, surroundings)
    } else {
      try tell(CheckReport(result), result.verdict, format, surroundings)
    }
    try junit?.write(JUnitReport(result, times: times.times).text)
    try benchmark?.write(try BenchmarkFile.text(result))
    if comparison == nil { GitHubActions(surroundings)?.report(result, isQuiet: isQuiet(result.verdict)) }
    if update { try inputs.baseline?.update(with: result, surroundings, told: tellingOfUpdate(result.verdict)) }
    let verdict = comparison?.verdict ?? result.verdict
    if verdict != .passed { throw CommandEnd.judged(verdict) }
  }

  private func tellingOfUpdate(_ verdict: CheckVerdict) -> BaselineFile.Telling {
    if isQuiet(verdict) { return .nowhere }
    return format.format == .text ? .asResult : .asRemark
  }

  private func tell<Report: ResultReport>(
    _ report: Report,
    _ verdict: CheckVerdict,
    _ view: ReportView<Report>,
    _ surroundings: CheckSurroundings
  ) throws {
    if !isQuiet(verdict) { surroundings.write(try report.written(as: view, surroundings.layout(sight))) }
  }

  private func isQuiet(_ verdict: CheckVerdict) -> Bool { quiet && verdict == .passed }

  /// One file would be written over the other.
  private func refuseSameFiles() throws(CommandEnd) {
    let named = [
      ("--baseline", baseline), ("--against", against), ("--junit", junit), ("--benchmark-json", benchmarkJSON),
    ]
    var seen: [String: String] = [:]
    for case (let option, let path?) in named {
      let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      if let other = seen.updateValue(option, forKey: place) {
        throw .badInput("\(other) and \(option) are the same file, \(path); expected one for each.")
      }
    }
  }
}

/// What a check meets outside of itself.
struct CheckSurroundings {
  var environment: [String: String] = [:]
  var layout = ReportLayout(.plain, width: .max)
  var write: (String) -> Void
  /// For what is not the result.
  var remark: (String) -> Void

  func layout(_ sight: Sight) -> ReportLayout { layout.showing(sight.full ? .full : .screen) }

  static var process: CheckSurroundings {
    CheckSurroundings(
      environment: ProcessInfo.processInfo.environment,
      layout: Console.layout(.screen),
      write: Console.standard.write,
      remark: Console.error.write
    )
  }
}
