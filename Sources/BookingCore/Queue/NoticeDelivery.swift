import BookingAPI
import Ports

/// Tells visitors of the ends of their queued requests. A notice is handed over again when it is not known whether it arrived;
/// the receiver shows each once.
struct NoticeDelivery: BatchWriter {
  private let notices: any NoticePort

  static func job(_ context: CoreContext) -> QueueWorker {
    QueueWorker(
      "notices",
      every: context.settings.requestQueue.noticeInterval,
      .allWaiting,
      WorkQueue(.notices, context),
      NoticeDelivery(notices: context.notices),
      context
    )
  }

  func prepare(
    _ claim: WorkQueue.Claim,
    _ job: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> QueueBatch {
    var batch = QueueBatch()
    for text in claim.items {
      if EndNotice(encoded: text) == nil { batch.settlement.dead.append(text) } else { batch.items.append(text) }
    }
    return batch
  }

  func write(
    _ batch: QueueBatch,
    _ job: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> BatchResult {
    var result = BatchResult()
    for text in batch.items {
      guard let notice = EndNotice(encoded: text) else { continue }
      do throws(NoticeError) {
        try await notices.deliver(Notice(id: notice.id, recipient: notice.contact, text: notice.text))
        result.settlement.done.append(text)
      } catch {
        if error == .instanceGone { throw .instanceGone }
        // Those that follow wait with it for the next pass.
        result.outcome = .refused
        break
      }
    }
    return result
  }
}
