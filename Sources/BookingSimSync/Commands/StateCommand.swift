import ArgumentParser
import BulkSync
import HubSpotAPI
import SimulatedHubSpot
import SyncSimulation

struct StateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state",
    abstract: "Writes what HubSpot holds as CSV, by key: archived objects, ids and times left out."
  )

  @Option(help: "The journal, beside which HubSpot's records are.", completion: .file())
  var journal: String

  func run() throws {
    let files = try SyncFiles(journal, makes: false)
    let objects: [KeptObject]
    do { objects = try files.objects() } catch { throw CommandEnd.badInput(error.description) }
    let rows = objects.filter { $0.archivedAt == nil }.map { object in
      RecordProperty.all.map { name in object.properties.first { $0.name == name }?.value ?? "" }
    }
    let sorted = rows.sorted { $0.lexicographicallyPrecedes($1) }
    Output.standard.write(([RecordProperty.all] + sorted).map { Self.line($0) }.joined())
  }

  private static func line(_ fields: [String]) -> String {
    fields.map { RecordFile.field($0) }.joined(separator: ",") + "\n"
  }
}
