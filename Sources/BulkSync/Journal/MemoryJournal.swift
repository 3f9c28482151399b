/// A journal in an instance's own memory: what it holds dies with the instance. For designs that cannot resume.
package actor MemoryJournal: SyncJournal {
  private var state = JournalState()

  package init() {}

  package func open(_ identity: SyncIdentity, owner: String) throws(JournalError) -> Set<String> {
    try state.open(identity, owner: owner)
  }

  package func known() -> [RecordKey: KnownRecord] { state.known }

  package func plan(_ source: String, priority: Int, _ batches: [[SyncItem]]) {
    state.plan(source, priority: priority, batches)
  }

  package func claim(by owner: String) -> ClaimedBatch? { state.claim(by: owner) }

  package func complete(_ batch: Int, _ ends: [ItemEnd]) { state.complete(batch, ends) }

  package func handBack(_ batch: Int) { state.handBack(batch) }

  package func progress() -> SyncProgress { state.progress }

  package func deadLetters() -> [DeadLetter] { state.deadLetters }
}
