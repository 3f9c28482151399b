import ArgumentParser
import BookingCore
import Experiments
import Reports
import Results
import Scenarios
import Settings
import Texts

struct AlertsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alerts",
    abstract: "Holds the alerts of the monitoring against the moment at which visitors notice.",
    discussion: """
      Without scenarios: those of the page, from the project's directory. Exit codes, the lowest that applies: 0 done, \
      1 a run was not sound, 2 bad input, 4 the file of --check is not what is measured now.
      """
  )

  @Argument(help: "The scenario files (default: those of the page).", completion: .scenario)
  var scenarios: [String] = []

  @Option(help: "Runs of each scenario and design.", transform: OptionText.whole)
  var replications = 3

  @Option(help: "How the result is written. (default: \(ReportView<AlertsReport>.text.name))")
  var format: ReportView<AlertsReport>?

  @OptionGroup var sight: Sight

  @Option(
    help: "Writes nothing, but compares the Markdown that would be written without scenarios with this file.",
    completion: .file(extensions: ["md"])
  )
  var check: String?

  func validate() throws {
    guard (1...1_000).contains(replications) else {
      throw ValidationError("--replications is \(replications); expected 1 to 1000.")
    }
    guard check != nil else { return }
    guard scenarios.isEmpty else {
      throw ValidationError("--check holds the page against its own scenarios; leave the scenarios out, or --check.")
    }
    guard format == nil else { throw ValidationError("--check writes nothing; leave --format out, or --check.") }
  }

  func run() throws {
    let written = try check.map { path throws(CommandEnd) in
      try WrittenPage(at: path, "a page that alerts has written")
    }
    let study = AlertStudy(try subjects(), seeds: replications)
    let progress = Progress("runs", of: study.runs)
    let result = try Input.simulate { try study.result(finished: progress.show) }
    progress.end()
    let report = AlertsReport(result, command: command)
    if check == nil { Console.standard.write(try report.written(as: format ?? .text, sight.layout)) }
    guard result.unsound.isEmpty else {
      if check != nil { Console.error.write(result.unsound.joined(separator: "\n") + "\n") }
      throw CommandEnd.unsound
    }
    try written?.hold(against: try report.written(as: AlertsReport.pageView, .plain), writtenBy: command)
  }

  /// What writes the page of this study.
  private var command: String {
    let words = ["booking-sim alerts"] + scenarios.map { ShellWord.path($0) }
    return (words + (replications == 3 ? [] : ["--replications \(replications)"]) + ["--format markdown"])
      .joined(separator: " ")
  }

  /// Each scenario with each design that it is for; what is wrong with any of them is told at once.
  private func subjects() throws(CommandEnd) -> [AlertStudy.Subject] {
    var (subjects, problems): ([AlertStudy.Subject], [String]) = ([], [])
    for path in scenarios.isEmpty ? AlertStudy.shipped : scenarios {
      do {
        let scenario = try ScenarioFile.load(path: path)
        subjects += scenario.designs.filter { scenario.objection(to: $0) == nil }.map { .init(scenario, $0) }
      } catch {
        problems.append("\(error)")
      }
    }
    guard problems.isEmpty else {
      let advice = scenarios.isEmpty ? ["Name scenarios, or change to the project's directory."] : []
      throw .badInput((problems + advice).joined(separator: "\n"))
    }
    guard !subjects.isEmpty else {
      throw .badInput("no design can be right in the scenarios; expected one with a design that is.")
    }
    return subjects
  }
}
