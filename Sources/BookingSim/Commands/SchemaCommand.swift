import AccountScenarios
import ArgumentParser
import Measures
import Scenarios
import SimulationHarness
import SyncScenarios

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Writes the JSON Schema of the scenario format, for editors."
  )

  @Option(help: "Of the files of which product.")
  var product = Product.booking

  func run() throws {
    switch product {
    case .booking: Console.standard.write(ScenarioSchema.json() + "\n")
    case .bulkSync: Console.standard.write(SyncScenarioSchema.json() + "\n")
    }
  }
}

extension Product: ExpressibleByArgument {}
