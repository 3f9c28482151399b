import ArgumentParser
import BookingCore
import Experiments
import Reports
import Results
import Scenarios
import Settings
import Texts

struct LeagueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "league",
    abstract: "Holds the known ways of retrying and pacing against each other, under the same loads and seeds.",
    discussion: """
      Without a scenario: the shipped loads, from the project's directory. Exit codes, the lowest that applies: 0 done, \
      1 a run was not sound, 2 bad input, 4 the file of --check is not what is measured now.
      """
  )

  static let usualDesign = "phase2"

  @Argument(help: "The scenario file (default: the shipped loads).", completion: .scenario)
  var scenario: String?

  @Option(
    help: "With a scenario: the design whose retry and pacing are replaced. (default: \(usualDesign))",
    completion: .design
  )
  var design: String?

  @Option(
    help: "Runs of each way, instead of what each load has; of a scenario 20.",
    transform: OptionText.whole
  )
  var replications: Int?

  @Option(
    name: .customLong("set"),
    help: "Sets a key of the scenario, for example load.arrivals.users=200.",
    completion: .setting
  )
  var settings: [String] = []

  @Option(help: "How the result is written. (default: \(ReportView<LeagueReport>.text.name))")
  var format: ReportView<LeagueReport>?

  @OptionGroup var sight: Sight

  @Option(
    help: "Writes nothing, but compares the Markdown that would be written of the shipped loads with this file.",
    completion: .file(extensions: ["md"])
  )
  var check: String?

  func validate() throws {
    if let replications, !(1...10_000).contains(replications) {
      throw ValidationError("--replications is \(replications); expected 1 to 10000.")
    }
    if check != nil {
      guard scenario == nil else {
        throw ValidationError(
          "--check holds a page against the shipped loads; leave the scenario out, or --check, to see the league of it."
        )
      }
      guard format == nil else {
        throw ValidationError("--check writes nothing; leave --format out, or --check.")
      }
    }
    guard scenario == nil else { return }
    if design != nil { throw ValidationError("--design belongs to a scenario; name one, or leave --design out.") }
    if !settings.isEmpty { throw ValidationError("--set belongs to a scenario; name one, or leave --set out.") }
  }

  func run() throws {
    let written = try check.map { path throws(CommandEnd) in try WrittenPage(at: path, "a page that league has written")
    }
    let study = try study(loads())
    let progress = Progress("runs", of: study.runs)
    let result = try Input.simulate { try study.result(finished: progress.show) }
    progress.end()
    let report = LeagueReport(result, command: command)
    if check == nil { Console.standard.write(try report.written(as: format ?? .text, sight.layout)) }
    guard result.unsound.isEmpty else {
      if check != nil { Console.error.write(result.unsound.joined(separator: "\n") + "\n") }
      throw CommandEnd.unsound
    }
    try written?.hold(against: try report.written(as: LeagueReport.pageView, .plain), writtenBy: command)
  }

  /// What writes the page of this league.
  private var command: String {
    var words = ["booking-sim league"] + (scenario.map { [ShellWord.path($0)] } ?? [])
    if let design { words.append("--design \(ShellWord.quoted(design))") }
    if let replications { words.append("--replications \(replications)") }
    words += settings.map { "--set \(ShellWord.quoted($0))" }
    return (words + ["--format markdown"]).joined(separator: " ")
  }

  // MARK: Input

  private func study(_ loads: [LeagueLoad]) throws(CommandEnd) -> LeagueStudy {
    do { return try LeagueStudy(loads) } catch { throw .badInput("\(error)") }
  }

  private func loads() throws(CommandEnd) -> [LeagueLoad] {
    guard let scenario else { return try shipped() }
    if let design { try Self.refuseWays(design) }
    let design = try Input.design(design ?? Self.usualDesign)
    let loaded = try Input.scenario(scenario, settings: settings)
    return [LeagueLoad(loaded, design, settings: settings, seeds: replications ?? 20, path: scenario)]
  }

  /// Each row of the league fills these itself.
  private static func refuseWays(_ name: String) throws(CommandEnd) {
    let words = name.split(separator: "+", omittingEmptySubsequences: false)
    let kept = words.filter { word in !["retry=", "pacing="].contains { word.hasPrefix($0) } }
    guard kept.count < words.count else { return }
    throw .badInput(
      "--design is \(name), and the league fills retry and pacing itself; expected --design \(kept.joined(separator: "+"))."
    )
  }

  /// The shipped loads; what is wrong with any of them is told at once.
  private func shipped() throws(CommandEnd) -> [LeagueLoad] {
    var (loads, problems): ([LeagueLoad], [String]) = ([], [])
    for each in LeagueLoad.shipped {
      do {
        let scenario = try ScenarioFile.load(path: each.path)
        let design = try Input.design(each.design)
        loads.append(LeagueLoad(scenario, design, seeds: replications ?? each.seeds, path: each.path))
      } catch let end as CommandEnd {
        throw end
      } catch {
        problems.append("\(error)")
      }
    }
    guard problems.isEmpty else {
      let advice = "Name a scenario, or change to the project's directory."
      throw .badInput((problems + [advice]).joined(separator: "\n"))
    }
    return loads
  }
}
