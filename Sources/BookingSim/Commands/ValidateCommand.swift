import ArgumentParser
import SimulationHarness

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Checks a scenario file and says what it amounts to; runs nothing."
  )

  @Argument(help: "The scenario file.", completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String

  func run() throws {
    let scenario = try Input.scenario(scenario)
    Console.standard.write("\(self.scenario): valid, \(scenario.visitors) visitors, resolves to \(scenario.hash)\n")
  }
}
