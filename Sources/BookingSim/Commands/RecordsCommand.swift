import ArgumentParser
import BulkSync
import SyncScenarios
import SyncSimulation

struct RecordsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "records",
    abstract:
      "Writes made-up records as CSV, in the shape of the national files of given names; the same for the same numbers."
  )

  @Option(help: "How many records.", transform: OptionText.whole)
  var count: Int

  @Option(help: "Which ones.", transform: OptionText.whole)
  var seed = 1

  @Option(help: "How many percent of them have another count since.", transform: OptionText.share)
  var changed: Percentage?

  @Option(help: "How many percent are new since.", transform: OptionText.share)
  var added: Percentage?

  @Option(help: "How many percent are gone since.", transform: OptionText.share)
  var removed: Percentage?

  @Option(
    name: .shortAndLong,
    help: "The file that they are written to, instead of standard output.",
    completion: .file()
  )
  var output: String?

  func validate() throws {
    guard (0...10_000_000).contains(count) else {
      throw ValidationError("--count is \(count); expected 0 to 10000000.")
    }
    guard seed >= 0 else { throw ValidationError("--seed is \(seed); expected at least 0.") }
    guard (changed?.share ?? 0) + (removed?.share ?? 0) <= 1 else {
      throw ValidationError("--changed and --removed are of different records; expected at most 100 % together.")
    }
  }

  func run() throws {
    var sample = SyncSourceSettings.Sample()
    (sample.records, sample.seed) = (count, seed)
    sample.changedPercent = changed.map { $0.share * 100 }
    sample.addedPercent = added.map { $0.share * 100 }
    sample.removedPercent = removed.map { $0.share * 100 }
    let file = try output.map { path throws(CommandEnd) in try OutputFile(path).opened() }
    func write(_ text: String) { if let file { file.write(text) } else { Console.standard.writeAsIs(text) } }
    let records = SyncData(sample).source.records
    write(RecordFile.header)
    for start in stride(from: 0, to: records.count, by: 10_000) {
      write(records[start..<min(start + 10_000, records.count)].map(RecordFile.line).joined())
    }
    try file?.close()
  }
}
