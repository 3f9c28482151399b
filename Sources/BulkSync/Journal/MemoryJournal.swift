package import Ports

/// A journal in an instance's own memory: what it holds dies with the instance. For designs that cannot resume.
package actor MemoryJournal: SyncJournal {
  private var state = JournalState()
  private let settlements: (any EventSink<SyncSettlement>)?

  package init(_ settlements: (any EventSink<SyncSettlement>)? = nil) { self.settlements = settlements }

  package func open(_ identity: SyncIdentity, owner: String) throws(JournalError) -> Set<String> {
    try state.open(identity, owner: owner)
  }

  package func claims(of owner: String) -> Int { state.claims(of: owner) }

  package func known() -> [RecordKey: KnownRecord] { state.known }

  package func plan(_ source: String, priority: Int, _ batches: [[SyncItem]]) {
    state.plan(source, priority: priority, batches)
  }

  package func claim(by owner: String) -> ClaimedBatch? { state.claim(by: owner) }

  package func complete(_ batch: Int, _ ends: [ItemEnd]) {
    if let settlement = state.complete(batch, ends) { settlements?.record(settlement) }
  }

  package func handBack(_ batch: Int) { state.handBack(batch) }

  package func progress() -> SyncProgress { state.progress }

  package func deadLetters() -> [DeadLetter] { state.deadLetters }
}
