import HubSpotAPI
import Ports

/// Writes queued notes in one call. A note that is sent twice stands twice, so items of uncertain outcome are looked up
/// on the contact's timeline before they are sent again.
package struct NoteBatchWriter: BatchWriter {
  private let writer: NoteWriter
  private let tries: Int

  /// - Parameter tries: how often an item may fail on its own account.
  package init(_ writer: NoteWriter, tries: Int) {
    self.writer = writer
    self.tries = tries
  }

  package func prepare(
    _ claim: WorkQueue.Claim,
    _ lease: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> QueueBatch {
    var batch = QueueBatch()
    for text in claim.items {
      guard let item = NoteItem(encoded: text) else {
        batch.settlement.dead.append(text)
        continue
      }
      if claim.isUncertain || item.isUncertain {
        try await lease.renew()
        if try await !writer.find(item, client).isEmpty {
          batch.settlement.done.append(text)
          continue
        }
      }
      batch.items.append(text)
    }
    return batch
  }

  package func write(
    _ batch: QueueBatch,
    _ lease: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> WorkQueue.Settlement {
    let items = batch.items.compactMap { text in NoteItem(encoded: text).map { (text, $0) } }
    guard !items.isEmpty else { return batch.settlement }
    // With a trace id on every input HubSpot answers by item; one bad note does not refuse the others.
    let inputs = items.enumerated().map { index, item in writer.input(item.1, writeTraceID: String(index)) }
    let errors = try await client.batch(.createBatch(.notes, inputs), Labels.noteBatch)
    let failed = Set(errors.flatMap(\.writeTraceIDs))
    var settlement = batch.settlement
    for (index, (text, item)) in items.enumerated() {
      if failed.contains(String(index)) {
        var retried = item
        retried.failures += 1
        settlement.fail(text, as: retried.encoded, failures: retried.failures, tries: tries)
      } else {
        settlement.done.append(text)
      }
    }
    return settlement
  }
}
