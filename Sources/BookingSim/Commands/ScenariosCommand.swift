import ArgumentParser
import Scenarios
import Settings
import SimulationHarness

struct ScenariosCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenarios",
    abstract: "Lists the scenarios of a directory, a line each."
  )

  @Argument(help: "The directory.", completion: .directory)
  var directory = "scenarios"

  func run() throws {
    let entries: [ScenarioCatalogue.Entry]
    do {
      entries = try ScenarioCatalogue.list(in: directory)
    } catch {
      throw CommandEnd.badInput(error.description)
    }
    Console.standard.write(entries.map { $0.line + "\n" }.joined())
    let problems = entries.compactMap(\.problems)
    if !problems.isEmpty { throw CommandEnd.badInput(problems.joined(separator: "\n")) }
  }
}
