import BookingCore
import BulkSync
import Experiments
import Foundation
import Scenarios
import Settings
import SyncScenarios
import SyncSimulation
import Texts

/// What commands of the sync read.
extension Input {
  /// Whether a path leads to a file, which can be read as often as one likes.
  static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  static func syncScenario(_ path: String, settings: [String] = []) throws(CommandEnd) -> SyncScenario {
    let overrides = try overrides(settings)
    do { return try SyncScenarioFile.load(path: path, overrides: overrides) } catch {
      throw .badInput(error.description)
    }
  }

  /// A scenario of either product, with what its runs need.
  static func productScenario(_ path: String) throws(CommandEnd) -> ProductScenario {
    guard SyncScenarioFile.isMeant(path: path) else {
      do { return .booking(try ScenarioFile.load(path: path)) } catch { throw .badInput(error.description) }
    }
    let scenario = try syncScenario(path)
    guard scenario.beside == nil else {
      throw .badInput(
        "\(path): has a booking system beside it, and runs of both are compared, not judged one by one; expected a scenario "
          + "without beside. booking-sim sync shows what the two cost each other."
      )
    }
    if case .sample(let sample) = scenario.source { return .bulkSync(scenario, .sample(sample)) }
    return .bulkSync(scenario, .given(try syncData(scenario)))
  }

  /// Designs of any product, separated by commas, as they were named.
  static func productDesigns(_ names: String) throws(CommandEnd) -> [String] {
    var designs: [String] = []
    for name in names.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      let known = SyncDesign(named: name)?.name
      let design = if let known { known } else { try Self.bookingDesign(name) }
      guard !designs.contains(design) else {
        throw .badInput("--designs names \(design) twice; expected each design once.")
      }
      designs.append(design)
    }
    return designs
  }

  /// What is a design of no product is most probably one of bookings with a mistake in it, unless a design of the sync is meant.
  private static func bookingDesign(_ name: String) throws(CommandEnd) -> String {
    let syncs = SyncDesign.all.map(\.name)
    let base = String(name.prefix { $0 != "+" })
    if syncs.contains(base) {
      throw .badInput(
        "--designs names \(name): designs of the sync are taken as they are; expected \(base), without other parts."
      )
    }
    let isNearSync = NearestName(candidates: syncs + DesignRegistry.all.map(\.name)).match(base).map(syncs.contains)
    if isNearSync == true, DesignRegistry.all.allSatisfy({ $0.name != base }) {
      do { _ = try SyncDesignName.design(name) } catch { throw .badInput(error.description) }
    }
    return try design(name).name
  }

  /// The booking system beside a sync, and its designs: those that the sync's file names, or those of its own scenario.
  static func bookings(
    _ beside: SyncScenario.Beside,
    of scenario: SyncScenario
  ) throws(CommandEnd) -> (Scenario, [Design]) {
    let path = DirectoryPath.joined(DirectoryPath.parent(of: scenario.path), beside.scenario)
    let bookings = try Input.scenario(path)
    if let objection = SharedAccountStudy.objection(toReserve: beside.reserve, in: bookings) {
      throw .badInput("\(scenario.path): beside.reserve \(objection)")
    }
    var designs: [Design] = []
    for name in beside.designs ?? bookings.designs.map(\.name) {
      do {
        let design = try DesignRegistry.design(name)
        // Together they ask a store for places.
        _ = try DesignRegistry.design("\(name)+pacing=store-window")
        designs.append(design)
      } catch {
        throw .badInput("\(scenario.path): beside.designs names \(name), which cannot be run: \(error)")
      }
      if let objection = bookings.objection(to: designs[designs.count - 1]) {
        throw .badInput(
          "\(scenario.path): beside.designs names \(name), which cannot be right in \(path): \(objection)"
        )
      }
    }
    return (bookings, designs)
  }

  /// Designs separated by commas.
  static func syncDesigns(_ names: String) throws(CommandEnd) -> [SyncDesign] {
    var designs: [SyncDesign] = []
    for name in names.split(separator: ",", omittingEmptySubsequences: false) {
      do { designs.append(try SyncDesignName.design(String(name))) } catch { throw .badInput(error.description) }
      guard designs.count(where: { $0.name == name }) == 1 else {
        throw .badInput("--designs names \(name) twice; expected each design once.")
      }
    }
    return designs
  }

  /// The records of a scenario: made up, or of its files, whose paths are seen from the scenario's directory.
  static func syncData(_ scenario: SyncScenario) throws(CommandEnd) -> SyncData {
    switch scenario.source {
    case .sample(let sample): return SyncData(sample)
    case .file(let file):
      let directory = DirectoryPath.parent(of: scenario.path)
      let records = try records(DirectoryPath.joined(directory, file.path))
      let before = try file.before.map { path throws(CommandEnd) in
        try Self.records(DirectoryPath.joined(directory, path))
      }
      for (number, urgent) in scenario.urgent.enumerated() where urgent.records > records.count {
        throw .badInput(
          "\(scenario.path): urgent has \(urgent.records) records at its item \(number), and \(file.path) has "
            + "\(records.count); expected at most so many."
        )
      }
      return SyncData(records, before: before ?? [])
    }
  }

  /// The records of a CSV file, read as a stream.
  static func records(_ path: String) throws(CommandEnd) -> [SourceRecord] {
    let unreadable = { (error: SystemError) -> CommandEnd in
      .badInput("\(path): cannot be read (\(error.reason)); expected a CSV file with name, year, sex and count.")
    }
    let descriptor: Descriptor
    do { descriptor = try .open(path, O_RDONLY) } catch { throw unreadable(error) }
    defer { try? descriptor.close() }
    let chunks = FileChunks(descriptor)
    let file: RecordFile
    do {
      file = try RecordFile(reading: chunks)
    } catch {
      // What could not be read to its end may look like anything.
      throw chunks.failure.map(unreadable) ?? .badInput("\(path): \(error).")
    }
    if let failure = chunks.failure { throw unreadable(failure) }
    if file.replaced > 0 {
      let lines = file.replaced == 1 ? "1 line was" : "\(file.replaced) lines were"
      Console.error.write("\(path): \(lines) replaced by a later one with the same name, year and sex\n")
    }
    return file.records
  }
}
