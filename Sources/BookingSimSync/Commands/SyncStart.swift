import BulkSync
import SQLiteJournal

/// How a journal stood when a run began.
struct SyncStart {
  let progress: SyncProgress

  /// - Parameter path: of the journal.
  init(_ journal: SQLiteJournal, path: String) throws(CommandEnd) {
    do { progress = try journal.progress() } catch { throw CommandEnd(error, path) }
  }

  /// What is left from before; nil where nothing is.
  var remainder: String? {
    guard !progress.isOver else { return nil }
    return "\(Words.count(progress.settledItems, "record")) settled before, \(Words.count(progress.openItems)) left in "
      + "\(Words.count(progress.waitingBatches + progress.claimedBatches)) batches, "
      + "\(Words.count(progress.claimedBatches)) of them in flight when it ended"
  }
}
