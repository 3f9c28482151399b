import AccountScenarios
import ArgumentParser
import BulkSync
import Experiments
import Reports
import Results
import SyncScenarios
import SyncSimulation
import Texts

struct PlanSyncCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan-sync",
    abstract: "Says what each design of the sync would send for a file of records, and how long that takes at least."
  )

  @Argument(help: "The file: CSV with the columns name, year, sex and count.", completion: .file())
  var file: String

  @Option(
    help: "The account's limits: \(HubSpotTier.names.joined(separator: ", ")), or requests in 10 s.",
    completion: .tiers
  )
  var tier = "starter"

  @Option(
    help: "A file with what HubSpot holds already: only what is new, changed or gone is sent.",
    completion: .file()
  )
  var before: String?

  @Option(help: "The designs, separated by commas. (default: all)", completion: .syncDesigns)
  var designs: String?

  @Option(help: "How the result is written.")
  var format = ReportView<SyncForecastReport>.text

  func run() throws {
    let account = try account()
    let designs = try designs.map { names throws(CommandEnd) in try Input.syncDesigns(names) } ?? SyncDesign.all
    let records = try Input.records(file)
    let known = try before.map { path throws(CommandEnd) in try Input.records(path) } ?? []
    let scenario = SyncScenario(planning: file, before: before, account)
    let command = "booking-sim plan-sync \(ShellWord.path(file))"
    let study = SyncStudy(scenario, designs, SyncData(records, before: known), seeds: 1...1, command: command)
    Console.standard.write(try SyncForecastReport(study.forecasts).written(as: format, Console.layout(.full)))
  }

  private func account() throws(CommandEnd) -> AccountSettings {
    do { return try AccountSettings(.records).sold(as: tier) } catch { throw .badInput("--tier \(error)") }
  }
}
