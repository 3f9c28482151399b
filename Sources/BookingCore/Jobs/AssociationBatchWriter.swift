import HubSpotAPI
import Ports

/// Writes queued associations: one call for the contacts, one for the exams, since a batch call joins one pair of
/// types. An association that is written twice is written once, so uncertain items are simply sent again.
package struct AssociationBatchWriter: BatchWriter {
  private let tries: Int

  /// - Parameter tries: how often an item may fail on its own account.
  package init(tries: Int) { self.tries = tries }

  package func prepare(
    _ claim: WorkQueue.Claim,
    _ lease: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> QueueBatch {
    var batch = QueueBatch()
    for text in claim.items {
      if AssociationItem(encoded: text) == nil { batch.settlement.dead.append(text) } else { batch.items.append(text) }
    }
    return batch
  }

  package func write(
    _ batch: QueueBatch,
    _ lease: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> WorkQueue.Settlement {
    let items = batch.items.compactMap { text in AssociationItem(encoded: text).map { (text, $0) } }
    let contacts = items.map { AssociationPair(from: $0.1.booking, to: $0.1.contact) }
    let exams = items.map { AssociationPair(from: $0.1.booking, to: $0.1.exam) }
    let withoutContact =
      try await associate(contacts, to: .contacts, Labels.contactAssociationBatch, lease, client)
    let withoutExam = try await associate(exams, to: BookingSchema.exams, Labels.examAssociationBatch, lease, client)
    let failed = withoutContact.union(withoutExam)
    var settlement = batch.settlement
    for (position, (text, item)) in items.enumerated() {
      if failed.contains(position) {
        var retried = item
        retried.failures += 1
        settlement.fail(text, as: retried.encoded, failures: retried.failures, tries: tries)
      } else {
        settlement.done.append(text)
      }
    }
    return settlement
  }

  /// - Returns: the positions of the pairs that failed.
  private func associate(
    _ pairs: [AssociationPair],
    to type: ObjectType,
    _ label: CallLabel,
    _ lease: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> Set<Int> {
    guard !pairs.isEmpty else { return [] }
    try await lease.renew()
    let errors = try await client.batch(.associateBatch(from: BookingSchema.bookings, to: type, pairs), label)
    // An error names the end that does not exist, which may be either.
    let missing = Set(errors.flatMap(\.ids))
    return Set(
      pairs.indices.filter {
        missing.contains(pairs[$0].from.description) || missing.contains(pairs[$0].to.description)
      }
    )
  }
}

extension WorkQueue.Settlement {
  /// Notes that an item has failed on its own account: again, or dead when it has used up its tries.
  mutating func fail(_ item: String, as changed: String, failures: Int, tries: Int) {
    if failures >= tries {
      dead.append(item)
    } else {
      again.append(Retry(item: item, changed: changed))
    }
  }
}
