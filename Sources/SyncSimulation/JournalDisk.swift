package import BulkSync
import DeterministicRuntime
package import Ports

/// The disk of a journal in virtual time: what has been committed, whoever dies.
package struct JournalDisk: SyncJournal {
  private struct Kept {
    var state: JournalState
    var deepest = 0
    var deepestRecords = 0
  }
  private let kept: SimulationLocal<Kept>

  private let settlements: (any EventSink<SyncSettlement>)?
  private let monitor: SyncMonitor?

  /// - Parameters:
  ///   - settlements: is told what is settled, when it is committed.
  ///   - monitor: is told how much is not.
  package init(
    _ state: JournalState = JournalState(),
    _ settlements: (any EventSink<SyncSettlement>)? = nil,
    _ monitor: SyncMonitor? = nil
  ) {
    kept = SimulationLocal(Kept(state: state))
    self.settlements = settlements
    self.monitor = monitor
  }

  /// What is committed.
  package var state: JournalState { kept.withValue { $0.state } }

  /// The most batches that ever waited.
  package var deepestQueue: Int { kept.withValue { $0.deepest } }

  /// The most records that ever were not settled.
  package var deepestQueueRecords: Int { kept.withValue { $0.deepestRecords } }

  func isAcknowledged(_ key: RecordKey, _ checksum: RecordChecksum) -> Bool {
    kept.withValue { $0.state.isAcknowledged(key, checksum) }
  }

  package func open(_ identity: SyncIdentity, owner: String) throws(JournalError) -> Set<String> {
    let opened = commit { state -> Result<Set<String>, JournalError> in
      do throws(JournalError) { return .success(try state.open(identity, owner: owner)) } catch {
        return .failure(error)
      }
    }
    return try opened.get()
  }

  package func claims(of owner: String) -> Int { kept.withValue { $0.state.claims(of: owner) } }

  package func known() -> [RecordKey: KnownRecord] { commit { $0.known } }

  package func plan(_ source: String, priority: Int, _ batches: [[SyncItem]]) {
    commit { $0.plan(source, priority: priority, batches) }
  }

  package func claim(by owner: String) -> ClaimedBatch? { commit { $0.claim(by: owner) } }

  package func complete(_ batch: Int, _ ends: [ItemEnd]) {
    if let settlement = commit({ $0.complete(batch, ends) }) { settlements?.record(settlement) }
  }

  package func handBack(_ batch: Int) { commit { $0.handBack(batch) } }

  package func progress() -> SyncProgress { commit { $0.progress } }

  package func deadLetters() -> [DeadLetter] { commit { $0.deadLetters } }

  private func commit<Output>(_ body: (inout JournalState) -> Output) -> Output {
    kept.withValue { kept in
      let output = body(&kept.state)
      let progress = kept.state.progress
      kept.deepest = max(kept.deepest, progress.waitingBatches)
      kept.deepestRecords = max(kept.deepestRecords, progress.openItems)
      monitor?.noteQueue(progress.openItems)
      return output
    }
  }
}
