package import BulkSync
import DeterministicRuntime
package import Faults
import Ports
import VirtualTime

/// The disk of a journal in virtual time: what has been committed, whoever dies.
package struct JournalDisk: Sendable {
  private struct Kept {
    var state: JournalState
    var deepest = 0
    var deepestRecords = 0
  }
  private let kept: SimulationLocal<Kept>

  package init(_ state: JournalState = JournalState()) { kept = SimulationLocal(Kept(state: state)) }

  /// What is committed.
  package var state: JournalState { kept.withValue { $0.state } }

  /// The most batches that ever waited.
  package var deepestQueue: Int { kept.withValue { $0.deepest } }

  /// The most records that ever were not settled.
  package var deepestQueueRecords: Int { kept.withValue { $0.deepestRecords } }

  func isAcknowledged(_ key: RecordKey, _ checksum: RecordChecksum) -> Bool {
    kept.withValue { $0.state.isAcknowledged(key, checksum) }
  }

  func commit<Output>(_ body: (inout JournalState) -> Output) -> Output {
    kept.withValue { kept in
      let output = body(&kept.state)
      let progress = kept.state.progress
      kept.deepest = max(kept.deepest, progress.waitingBatches)
      kept.deepestRecords = max(kept.deepestRecords, progress.openItems)
      return output
    }
  }
}

/// A journal as one instance reaches it: each transaction takes a time, and is committed at its end if the instance still
/// lives then.
package struct SimulatedJournal: SyncJournal {
  private let disk: JournalDisk
  private let ports: InstancePorts
  private let latency: VirtualSpan

  /// - Parameter latency: of a transaction, not negative.
  package init(_ disk: JournalDisk, ports: InstancePorts, latency: Duration) {
    self.disk = disk
    self.ports = ports
    self.latency = VirtualSpan(latency)
  }

  package func open(_ identity: SyncIdentity, owner: String) async throws(JournalError) -> Set<String> {
    let opened = try await transaction { state -> Result<Set<String>, JournalError> in
      do throws(JournalError) { return .success(try state.open(identity, owner: owner)) } catch {
        return .failure(error)
      }
    }
    return try opened.get()
  }

  package func known() async throws(JournalError) -> [RecordKey: KnownRecord] { try await transaction { $0.known } }

  package func plan(_ source: String, priority: Int, _ batches: [[SyncItem]]) async throws(JournalError) {
    try await transaction { $0.plan(source, priority: priority, batches) }
  }

  package func claim(by owner: String) async throws(JournalError) -> ClaimedBatch? {
    try await transaction { $0.claim(by: owner) }
  }

  package func complete(_ batch: Int, _ ends: [ItemEnd]) async throws(JournalError) {
    try await transaction { $0.complete(batch, ends) }
  }

  package func handBack(_ batch: Int) async throws(JournalError) { try await transaction { $0.handBack(batch) } }

  package func progress() async throws(JournalError) -> SyncProgress { try await transaction { $0.progress } }

  package func deadLetters() async throws(JournalError) -> [DeadLetter] { try await transaction { $0.deadLetters } }

  private func transaction<Output: Sendable>(
    _ body: (inout JournalState) -> Output
  ) async throws(JournalError) -> Output {
    do throws(InstanceGone) {
      let committed = try await ports.use { () async -> Output? in
        await VirtualClock().sleepThroughCancellation(for: latency)
        return ports.fence.isPassable ? disk.commit(body) : nil
      }
      guard let committed else { throw InstanceGone() }
      return committed
    } catch {
      throw .instanceGone
    }
  }
}
