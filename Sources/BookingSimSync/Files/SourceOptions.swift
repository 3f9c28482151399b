import ArgumentParser
import BulkSync
import Foundation
import SyncSimulation

/// Which records are to be brought to HubSpot.
struct SourceOptions: ParsableArguments {
  @Option(help: "A CSV file of records with the columns name, year, sex and count.", completion: .file())
  var source: String?

  @Option(help: "So many made records instead, 0 to 10,000,000; the same for the same seed. Default 69,000.")
  var records: Int?

  @Option(help: "Of the made records, and of what is drawn in the run.")
  var seed: UInt64 = 1

  @Option(help: "Percent of the made records that have changed, as in the file of the next night.")
  var changed: Double = 0

  @Option(help: "Percent of the made records that have come since.")
  var added: Double = 0

  @Option(help: "Percent of the made records that are gone.")
  var removed: Double = 0

  /// What it is, for people, and its records.
  func read() throws(CommandEnd) -> (name: String, source: SyncSource) {
    if let source {
      guard records == nil, (changed, added, removed) == (0, 0, 0) else {
        throw .badInput("--source is given with --records, --changed, --added or --removed; expected one or the other.")
      }
      return try file(source)
    }
    let count = records ?? 69_000
    guard (0...10_000_000).contains(count) else {
      throw .badInput("--records is \(count); expected 0 to 10,000,000.")
    }
    guard changed >= 0, added >= 0, removed >= 0, added <= 100, changed + removed <= 100 else {
      throw .badInput("--changed, --added and --removed: expected percents from 0, of changed and removed 100 in all.")
    }
    let sample = SampleRecords(count: count, seed: seed)
    let records = sample.next(changed: changed / 100, added: added / 100, removed: removed / 100)
    let name = "\(Words.count(records.count)) made records (seed \(seed))"
    return (name, SyncData(records).source)
  }

  private func file(_ path: String) throws(CommandEnd) -> (name: String, source: SyncSource) {
    let handle: FileHandle
    do { handle = try FileHandle(forReadingFrom: URL(filePath: path)) } catch {
      throw .badInput("\(path) cannot be read (\(String(cString: strerror(errno)))); expected a CSV file of records.")
    }
    let chunks = sequence(state: ()) { _ -> [UInt8]? in
      guard let chunk = try? handle.read(upToCount: 1 << 20), !chunk.isEmpty else { return nil }
      return [UInt8](chunk)
    }
    do {
      let file = try RecordFile(reading: chunks)
      let replaced =
        file.replaced > 0 ? ", \(Words.count(file.replaced)) replaced by a later line with the same key" : ""
      let name = "\(path) (\(Words.count(file.records.count, "record"))\(replaced))"
      return (name, SyncData(file.records).source)
    } catch {
      throw .badInput("\(path), \(error)")
    }
  }
}
