import BookingAPI
import HubSpotAPI
import Ports

/// Works queued events off, a batch at a time. What an earlier pass has done of them may be done again: nothing comes of
/// it.
struct WebhookBatchWriter: BatchWriter {
  private let work: WebhookWork
  private let limits: BatchLimits

  init(_ work: WebhookWork, _ limits: BatchLimits) {
    self.work = work
    self.limits = limits
  }

  func prepare(
    _ claim: WorkQueue.Claim,
    _ job: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> QueueBatch {
    var batch = QueueBatch()
    for text in claim.items {
      if WebhookItem(encoded: text) == nil { batch.settlement.dead.append(text) } else { batch.items.append(text) }
    }
    batch.items = limits.batch(of: batch.items) { WebhookItem(encoded: $0)?.rejections ?? 0 }
    return batch
  }

  func write(
    _ batch: QueueBatch,
    _ job: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> BatchResult {
    let items = batch.items.compactMap { text in WebhookItem(encoded: text).map { (text, $0) } }
    var result = BatchResult()
    do {
      let events = items.map(\.1)
      try await work.workOff(events, try await work.facts(events, client), client)
      result.settlement.done = items.map(\.0)
    } catch {
      switch error {
      // Refused by a limit, or the exam is somebody else's now: nothing against the events.
      case .instanceGone, .failed(.crmUnavailable), .failed(.busy), .failed(.overloaded): throw error
      case .failed(.timeout), .refused, .alreadyBooked: break
      }
      result.outcome = .rejected
      for (text, item) in items {
        var failed = item
        failed.rejections += 1
        // In company nobody knows which of the events is to blame.
        if items.count == 1 { failed.failures += 1 }
        result.settlement.fail(text, as: failed.encoded, failures: failed.failures, tries: limits.tries)
      }
    }
    return result
  }
}
