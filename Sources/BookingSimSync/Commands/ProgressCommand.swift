import ArgumentParser
import BulkSync
import SQLiteJournal

struct ProgressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: "Says how far the work in a journal is, and which records could not be brought to HubSpot."
  )

  @Option(help: "The journal.", completion: .file())
  var journal: String

  func run() throws {
    let files = try SyncFiles(journal, makes: false)
    let (progress, letters, known): (SyncProgress, [DeadLetter], Int)
    do throws(JournalError) {
      let journal = files.database
      (progress, letters, known) = (try journal.progress(), try journal.deadLetters(), try journal.knownObjects())
    } catch {
      throw CommandEnd(error, journal)
    }
    var lines = [
      "in HubSpot    \(Words.count(known, "record")) acknowledged",
      "settled       \(Words.count(progress.settledItems, "record"))",
      "left          \(Words.count(progress.openItems, "record"))",
      "batches       \(Words.count(progress.waitingBatches)) waiting, \(Words.count(progress.claimedBatches)) in flight",
      "dead letters  \(Words.count(letters.count))",
    ]
    lines += letters.map { "              \($0.key): \($0.reason)" }
    Output.standard.write(lines.joined(separator: "\n") + "\n")
  }
}
