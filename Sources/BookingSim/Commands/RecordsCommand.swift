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

  @Option(help: "How many percent of them have another count since, such as 1.", transform: OptionText.percent)
  var changed: Double?

  @Option(help: "How many percent are new since, such as 1.", transform: OptionText.percent)
  var added: Double?

  @Option(help: "How many percent are gone since, such as 1.", transform: OptionText.percent)
  var removed: Double?

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
    guard (changed ?? 0) + (removed ?? 0) <= 100 else {
      throw ValidationError("--changed and --removed are of different records; expected at most 100 % together.")
    }
  }

  func run() throws {
    var sample = SyncSourceSettings.Sample()
    (sample.records, sample.seed) = (count, seed)
    sample.changedPercent = changed
    sample.addedPercent = added
    sample.removedPercent = removed
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
