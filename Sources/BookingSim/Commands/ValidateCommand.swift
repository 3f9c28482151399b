import ArgumentParser
import Experiments
import SimulationHarness

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Checks a scenario file and says what it amounts to; runs nothing."
  )

  @Argument(help: "The scenario file.", completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String

  func run() throws {
    let path = scenario
    let scenario = try Input.scenario(path)
    let unknown = CheckPlan.Subject(path: path, scenario: scenario).unknownDesigns
    guard unknown.isEmpty else { throw CommandEnd.badInput(unknown.joined(separator: "\n")) }
    let visitors = "\(scenario.visitors) \(scenario.visitors == 1 ? "visitor" : "visitors")"
    Console.standard.write("\(path): valid, \(visitors), resolves to \(scenario.hash)\n")
  }
}
