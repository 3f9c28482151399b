import ArgumentParser
import Experiments
import Scenarios
import SimulationHarness

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Checks a scenario file and says what it amounts to; runs nothing."
  )

  @Argument(help: "The scenario file.", completion: .scenario)
  var scenario: String

  func run() throws {
    let path = scenario
    let scenario = try Input.scenario(path)
    let unknown = CheckPlan.Subject(path: path, scenario: scenario).unknownDesigns
    guard unknown.isEmpty else { throw CommandEnd.badInput(unknown.joined(separator: "\n")) }
    let visitors = "\(scenario.visitors) \(scenario.visitors == 1 ? "visitor" : "visitors")"
    let estimate = ScenarioEstimate(ScenarioEstimate.Conditions(scenario))
    Console.standard.write(
      "\(path): valid, \(visitors), resolves to \(scenario.hash)\na run of the costliest design: \(estimate.size)\n"
    )
    // Not with the rest, which is the same on every machine.
    let seconds = Double(estimate.requests) * Calibration.secondsPerRequest()
    Console.error.write("on this machine: \(Calibration.text(seconds: seconds))\n")
  }
}
