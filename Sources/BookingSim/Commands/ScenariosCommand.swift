import AccountScenarios
import ArgumentParser
import Measures
import Scenarios
import Settings
import SimulationHarness
import SyncScenarios

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
    var (lines, problems): ([String], [String]) = ([], [])
    for entry in entries {
      let path = DirectoryPath.joined(directory, entry.name + ".yaml")
      guard case .unusable = entry.contents, SyncScenarioFile.isMeant(path: path) else {
        lines.append(entry.line)
        problems += entry.problems.map { [$0] } ?? []
        continue
      }
      do {
        let scenario = try SyncScenarioFile.load(path: path)
        lines.append("\(scenario.name) (\(Product.bulkSync.rawValue)): \(scenario.summary)")
      } catch {
        lines.append(ScenarioCatalogue.Entry(name: entry.name, contents: .unusable(error)).line)
        problems.append(error.description)
      }
    }
    Console.standard.write(lines.map { $0 + "\n" }.joined())
    if !problems.isEmpty { throw CommandEnd.badInput(problems.joined(separator: "\n")) }
  }
}
