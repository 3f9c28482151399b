import ArgumentParser
import Experiments
import Foundation
import Reports
import Results
import Scenarios
import Settings
import SimulationHarness

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Judges runs for CI: integrity, the scenarios' thresholds, a baseline, and that runs repeat.",
    discussion: """
      Without scenarios: those of the baseline. Without --designs and --seeds: those that the baseline has of each \
      scenario, otherwise all designs and seeds 1-3. Exit codes, the lowest that applies: 0 pass, 1 integrity or not \
      converged, 2 bad input or a baseline that does not fit, 3 threshold, 4 regression, 5 not deterministic. On GitHub \
      (GITHUB_ACTIONS=true) it also writes annotations and the summary of the job.
      """
  )

  @Argument(help: "Scenario files.", completion: .file(extensions: ["yaml", "yml"]))
  var scenarios: [String] = []

  @Option(help: "The file of expected results and tolerances.", completion: .file(extensions: ["json"]))
  var baseline: String?

  @Flag(help: "Takes the results over into the baseline, instead of holding them against it.")
  var update = false

  @Option(help: "The seeds: 7, or 1-3.", transform: OptionText.seeds)
  var seeds: SeedRange?

  @Option(help: "The designs, separated by commas.")
  var designs: String?

  @Option(help: "How the result is written.")
  var format = ReportView<CheckReport>.text

  @OptionGroup var sight: Sight

  @Option(help: "Writes the result as JUnit XML into this file.", completion: .file(extensions: ["xml"]))
  var junit: String?

  @Option(
    name: .customLong("benchmark-json"),
    help: "Writes the measures of which less is better for github-action-benchmark (customSmallerIsBetter).",
    completion: .file(extensions: ["json"])
  )
  var benchmarkJSON: String?

  /// A baseline has a column for each.
  private static let mostSeeds = 1_000

  func validate() throws {
    if baseline == nil {
      if update { throw ValidationError("--update writes a baseline; name its file with --baseline.") }
      if scenarios.isEmpty { throw ValidationError("There is nothing to check; name scenarios, or give --baseline.") }
    }
    if let seeds, seeds.seeds.count > Self.mostSeeds {
      throw ValidationError("--seeds has \(seeds.seeds.count) seeds; expected at most \(Self.mostSeeds).")
    }
  }

  func run() throws { try run(CheckSurroundings.process) }

  /// One file would be written over the other.
  private func refuseSameFiles() throws(CommandEnd) {
    let named = [("--baseline", baseline), ("--junit", junit), ("--benchmark-json", benchmarkJSON)]
    var seen: [String: String] = [:]
    for case (let option, let path?) in named {
      let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      if let other = seen.updateValue(option, forKey: place) {
        throw .badInput("\(other) and \(option) are the same file, \(path); expected one for each.")
      }
    }
  }

  func run(_ surroundings: CheckSurroundings) throws {
    try refuseSameFiles()
    let (junit, benchmark) = (try junit.map { try OutputFile($0) }, try benchmarkJSON.map { try OutputFile($0) })
    let file = try baseline.map { try BaselineFile(path: $0, isUpdated: update) }
    let plan = try plan(file)
    if update, let objection = BaselineUpdate.objection(to: plan.cells, in: file?.baseline, modelRevision: revision) {
      throw CommandEnd.badInput("\(baseline ?? ""): \(objection).")
    }
    let study = CheckStudy(plan)
    let progress = Progress("runs", of: study.runs)
    let result = try Input.simulate {
      try study.result(baseline: update ? nil : baseline, finished: progress.show)
    }
    progress.end()
    surroundings.write(try CheckReport(result).written(as: format, surroundings.layout(sight)))
    try junit?.write(JUnitReport(result).text)
    try benchmark?.write(try BenchmarkFile.text(result, measures: Baseline.measures))
    GitHubActions(surroundings)?.report(result)
    if update { try file?.update(with: result, surroundings, isQuiet: format.format != .text) }
    if result.verdict != .passed { throw CommandEnd.judged(result.verdict) }
  }

  private var revision: Int { ScenarioRun.modelRevision }

  private func plan(_ file: BaselineFile?) throws(CommandEnd) -> CheckPlan {
    let selection = CheckPlan.Selection(
      designs: try designs.map { names throws(CommandEnd) in try Input.designs(names) },
      seeds: seeds?.seeds
    )
    let subjects = try subjects(file)
    do {
      return try CheckPlan(subjects, selection, baseline: file?.baseline, isJudged: !update)
    } catch { throw .badInput(error.description) }
  }

  /// The scenarios; what is wrong with any of them is told at once.
  private func subjects(_ file: BaselineFile?) throws(CommandEnd) -> [CheckPlan.Subject] {
    var (subjects, problems): ([CheckPlan.Subject], [String]) = ([], [])
    for path in try paths(file) {
      do {
        subjects.append(try subject(path, file))
      } catch {
        problems.append(error.description)
      }
    }
    guard problems.isEmpty else { throw .badInput(problems.joined(separator: "\n")) }
    guard !subjects.isEmpty else { throw .badInput("There is nothing to check; name scenarios.") }
    return subjects
  }

  /// A scenario that the baseline has keeps the path that the baseline has, wherever the check is started.
  private func subject(_ path: String, _ file: BaselineFile?) throws(SettingsProblems) -> CheckPlan.Subject {
    guard let file, let known = file.baseline?.scenarios[SettingsDocument.name(of: path)]?.path else {
      return CheckPlan.Subject(path: path, scenario: try ScenarioFile.load(path: path))
    }
    let place = ScenarioPlace(baseline: file.path)
    let isNamed = !scenarios.isEmpty
    guard let found = isNamed ? path : place.found(path) else {
      throw SettingsProblems([SettingsProblem(file: path, line: nil, key: nil, message: place.complaint())])
    }
    let isKnown = place.found(known).map { place.isSame($0, found) } ?? false
    return CheckPlan.Subject(
      path: isKnown ? known : path,
      foundAt: found,
      scenario: try ScenarioFile.load(path: found)
    )
  }

  private func paths(_ file: BaselineFile?) throws(CommandEnd) -> [String] {
    guard scenarios.isEmpty else { return scenarios }
    if let known = file?.baseline { return known.scenarios.sorted { $0.key < $1.key }.map(\.value.path) }
    do {
      return try ScenarioCatalogue.list(in: "scenarios").map { "scenarios/\($0.name).yaml" }
    } catch { throw .badInput(error.description) }
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
