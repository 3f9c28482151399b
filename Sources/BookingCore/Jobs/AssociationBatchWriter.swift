import HubSpotAPI
import Ports

/// Writes queued associations: one call for the contacts, one for the exams, since a batch call joins one pair of
/// types. An association that is written twice is written once, so uncertain items are simply sent again; what a call
/// has settled is not sent again because the other one was refused.
package struct AssociationBatchWriter: BatchWriter {
  private let limits: BatchLimits

  package init(_ limits: BatchLimits) { self.limits = limits }

  package func prepare(
    _ claim: WorkQueue.Claim,
    _ job: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> QueueBatch {
    var batch = QueueBatch()
    var halfDone: [String] = []
    for text in claim.items {
      guard let item = AssociationItem(encoded: text) else {
        batch.settlement.dead.append(text)
        continue
      }
      batch.items.append(text)
      if item.hasContact { halfDone.append(text) }
    }
    // What is half done is finished first, by itself: one call, which new items would only put behind another.
    if !halfDone.isEmpty { batch.items = halfDone }
    batch.items = limits.batch(of: batch.items) { AssociationItem(encoded: $0)?.rejections ?? 0 }
    return batch
  }

  package func write(
    _ batch: QueueBatch,
    _ job: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> BatchResult {
    var items = batch.items.compactMap { text in AssociationItem(encoded: text).map { Sent(text: text, item: $0) } }
    var result = BatchResult()
    let withoutContact = items.indices.filter { !items[$0].item.hasContact }
    guard try await associate(.contacts, &items, withoutContact, &result, job, client) else { return result }
    for index in items.indices where !items[index].hasFailed { items[index].item.hasContact = true }
    let withContact = items.indices.filter { !items[$0].hasFailed }
    do {
      guard try await associate(BookingSchema.exams, &items, withContact, &result, job, client) else { return result }
    } catch {
      guard case .failed = error else { throw error }
      // Not the whole batch is undecided: who has a contact by now keeps it.
      for sent in items where !sent.hasFailed && sent.text != sent.item.encoded {
        result.settlement.partly.append(.init(item: sent.text, changed: sent.item.encoded))
      }
      result.outcome = .refused
      return result
    }
    result.settlement.done = items.filter { !$0.hasFailed }.map(\.text)
    return result
  }

  /// An item on its way, as it was claimed and as it is by now.
  private struct Sent {
    let text: String
    var item: AssociationItem
    var hasFailed = false
  }

  /// Sends the pairs of some items to one type, and settles those that failed.
  ///
  /// - Returns: false when the batch was not understood; then all of its items are settled.
  private func associate(
    _ type: ObjectType,
    _ items: inout [Sent],
    _ indices: [Int],
    _ result: inout BatchResult,
    _ job: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> Bool {
    guard !indices.isEmpty else { return true }
    let isContact = type == .contacts
    let pairs = indices.map { index in
      let item = items[index].item
      return AssociationPair(from: item.booking, to: isContact ? item.contact : item.exam)
    }
    try await job.renew()
    let label = isContact ? Labels.contactAssociationBatch : Labels.examAssociationBatch
    switch try await client.batch(.associateBatch(from: BookingSchema.bookings, to: type, pairs), label) {
    case .byItem(let errors):
      // An error names the end that does not exist, which may be either.
      let missing = Set(errors.flatMap(\.ids))
      for (index, pair) in zip(indices, pairs)
      where missing.contains(pair.from.description) || missing.contains(pair.to.description) {
        fail(&items[index], &result)
      }
      return true
    case .notUnderstood:
      let isAlone = items.count == 1
      for index in items.indices where !items[index].hasFailed {
        items[index].item.rejections += 1
        fail(&items[index], &result, onItsOwnAccount: isAlone)
      }
      result.outcome = .rejected
      return false
    }
  }

  private func fail(_ sent: inout Sent, _ result: inout BatchResult, onItsOwnAccount isOwn: Bool = true) {
    sent.hasFailed = true
    sent.item.failures += isOwn ? 1 : 0
    result.settlement.fail(
      sent.text,
      as: sent.item.encoded,
      failures: sent.item.failures,
      tries: limits.tries
    )
  }
}
