/// The durable memory of a sync: a queue of batches, and what is known of each record in HubSpot.
///
/// Each method is one transaction: when it returns its effect is committed, and when its caller dies before that, all of it
/// stands or nothing. Who opens the journal is its owner of that name, and there is never a second one of a name; what an owner had claimed
/// is handed back when it opens again.
package protocol SyncJournal: Sendable {
  /// Opens the journal, and hands back what this owner had claimed.
  ///
  /// - Returns: the digests of the sources whose work is not finished.
  /// - Throws: `otherSync` when unfinished work of another identity stands in it; then nothing has changed.
  func open(_ identity: SyncIdentity, owner: String) async throws(JournalError) -> Set<String>

  /// How many batches an owner has claimed. Asked before it opens again, of one that has died: what these have sent may be on
  /// its way.
  func claims(of owner: String) async throws(JournalError) -> Int

  /// What is known of the records in HubSpot, those included of which the first change is under way.
  func known() async throws(JournalError) -> [RecordKey: KnownRecord]

  /// Adds the work for a source; nothing when the source's work is planned already and not finished. Waiting work on the
  /// same keys is dropped, and a batch waits for claimed ones that share a key with it: what was planned last stands last.
  /// Dead letters of those keys are forgotten: the records get another chance.
  ///
  /// - Parameters:
  ///   - source: a digest of its content.
  ///   - priority: a lower number goes first; among equals the older batch.
  func plan(_ source: String, priority: Int, _ batches: [[SyncItem]]) async throws(JournalError)

  /// Claims the next batch; nil when none can be claimed now.
  func claim(by owner: String) async throws(JournalError) -> ClaimedBatch?

  /// Settles a claimed batch: acknowledges, retries and buries its items in one commit. What failed of it and has been planned
  /// anew since is neither retried nor buried.
  ///
  /// - Parameter ends: one for each item, in their order.
  func complete(_ batch: Int, _ ends: [ItemEnd]) async throws(JournalError)

  /// Puts a claimed batch back, with one attempt more.
  func handBack(_ batch: Int) async throws(JournalError)

  func progress() async throws(JournalError) -> SyncProgress

  /// In the order in which they were buried.
  func deadLetters() async throws(JournalError) -> [DeadLetter]
}

/// Why a journal did not do what was asked.
package enum JournalError: Error, Hashable, Sendable {
  /// The instance is gone; what was asked is committed or not. Never retried, never swallowed.
  case instanceGone
  /// Unfinished work of another sync stands in it.
  case otherSync(SyncIdentity)
  /// It cannot be read or written; the reason in words.
  case unavailable(String)
}
