import HubSpotAPI
import Ports

/// Writes queued notes in one call. A note that is sent twice stands twice, so items of uncertain outcome are looked up
/// on the contact's timeline before they are sent again.
package struct NoteBatchWriter: BatchWriter {
  private let writer: NoteWriter
  private let limits: BatchLimits

  package init(_ writer: NoteWriter, _ limits: BatchLimits) {
    self.writer = writer
    self.limits = limits
  }

  package func prepare(
    _ claim: WorkQueue.Claim,
    _ job: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> QueueBatch {
    var batch = QueueBatch()
    for text in claim.items {
      guard let item = NoteItem(encoded: text) else {
        batch.settlement.dead.append(text)
        continue
      }
      if claim.isUncertain || item.isUncertain {
        try await job.renew()
        if try await !writer.find(item, client).isEmpty {
          batch.settlement.done.append(text)
          continue
        }
      }
      batch.items.append(text)
    }
    batch.items = limits.batch(of: batch.items) { NoteItem(encoded: $0)?.rejections ?? 0 }
    return batch
  }

  package func write(
    _ batch: QueueBatch,
    _ job: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> BatchResult {
    let items = batch.items.compactMap { text in NoteItem(encoded: text).map { (text, $0) } }
    var result = BatchResult()
    guard !items.isEmpty else { return result }
    // With a trace id on every input HubSpot answers by item; one bad note does not refuse the others.
    let inputs = items.enumerated().map { index, item in writer.input(item.1, writeTraceID: String(index)) }
    let (failed, isUncertain): (Set<String>, Bool)
    switch try await client.batch(.createBatch(.notes, inputs), Labels.noteBatch) {
    case .byItem(let errors):
      (failed, isUncertain) = (Set(errors.flatMap(\.writeTraceIDs)), false)
    case .notUnderstood(let mayHaveActed):
      (failed, isUncertain) = (Set(items.indices.map(String.init)), mayHaveActed)
      result.outcome = .rejected
    }
    for (index, (text, item)) in items.enumerated() {
      if failed.contains(String(index)) {
        var retried = item
        if result.outcome == .rejected { retried.rejections += 1 }
        // In company nobody knows which of the items is to blame.
        if result.outcome == .taken || items.count == 1 { retried.failures += 1 }
        retried.isUncertain = retried.isUncertain || isUncertain
        result.settlement.fail(text, as: retried.encoded, failures: retried.failures, tries: limits.tries)
      } else {
        result.settlement.done.append(text)
      }
    }
    return result
  }
}
