import ArgumentParser
import Scenarios
import SimulationHarness

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Writes the JSON Schema of the scenario format, for editors."
  )

  func run() throws { Console.standard.write(ScenarioSchema.json() + "\n") }
}
