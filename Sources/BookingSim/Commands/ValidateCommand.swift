import ArgumentParser
import BulkSync
import Experiments
import Reports
import Results
import Scenarios
import Settings
import SimulationHarness
import SyncScenarios
import SyncSimulation

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Checks a scenario file and says what it amounts to; runs nothing."
  )

  @Argument(help: "The scenario file.", completion: .scenario)
  var scenario: String

  @Flag(help: "Prints every value, and where it comes from: a line of the file, --set, the default, or another key.")
  var resolved = false

  @Option(name: .customLong("set"), help: "Sets a key of the scenario, for example load.arrivals.users=200.")
  var settings: [String] = []

  @Option(help: "With --resolved: how the values are written.")
  var format: ReportView<ResolvedReport>?

  func validate() throws {
    if format != nil, !resolved { throw ValidationError("--format belongs to --resolved; give both or neither.") }
  }

  func run() throws {
    let path = scenario
    // A pipe can be read but once; it is taken for a scenario of bookings, whose refusal says what else takes it.
    if Input.isFile(path), SyncScenarioFile.isMeant(path: path) { return try validateSync(path) }
    let scenario = try Input.scenario(path, settings: settings)
    let unknown = CheckPlan.Subject(path: path, scenario: .booking(scenario)).unknownDesigns
    guard unknown.isEmpty else { throw CommandEnd.badInput(unknown.joined(separator: "\n")) }
    if resolved { return try writeValues(of: path) }
    let visitors = "\(scenario.visitors) \(scenario.visitors == 1 ? "visitor" : "visitors")"
    let estimate = ScenarioEstimate(ScenarioEstimate.Conditions(scenario))
    Console.standard.write(
      "\(path): valid, \(visitors), resolves to \(scenario.hash)\na run of the costliest design: \(estimate.size)\n"
    )
    // Not with the rest, which is the same on every machine.
    let seconds = Double(estimate.requests) * Calibration.secondsPerRequest()
    Console.error.write("on this machine: \(Calibration.text(seconds: seconds))\n")
  }

  private func validateSync(_ path: String) throws {
    guard !resolved else {
      throw CommandEnd.badInput("--resolved is of scenarios of bookings; leave it out for \(path).")
    }
    let scenario = try Input.syncScenario(path, settings: settings)
    let data = try Input.syncData(scenario)
    let records = "\(data.source.records.count) \(data.source.records.count == 1 ? "record" : "records")"
    Console.standard.write("\(path): valid, \(records), resolves to \(scenario.hash)\n")
  }

  private func writeValues(of path: String) throws {
    let overrides = try Input.overrides(settings)
    let values: ResolvedScenario
    do {
      values = try ResolvedScenario(path: path, overrides: overrides)
    } catch { throw CommandEnd.badInput(error.description) }
    Console.standard.write(try ResolvedReport(values).written(as: format ?? .text, Console.layout(.screen)))
  }
}
