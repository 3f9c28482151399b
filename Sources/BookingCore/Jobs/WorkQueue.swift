import Ports

/// A queue in the store: first in, first out, each item with one claimant at a time and never lost between two lists.
///
/// Items wait in one list; a worker moves them to a second one while it works on them, and removes each by its value
/// when it is done. What a dead worker has left there is taken up first by the next one.
package struct WorkQueue: Sendable {
  package enum Name: String, Sendable, CaseIterable {
    case associations = "assoc_queue"
    case notes = "notes_queue"
    case owedNotes = "owed_notes"
    case webhooks = "webhook_queue"
    case notices = "notice_queue"

    package var processing: String { rawValue + ":processing" }

    /// The store's keys of the lists that hold its items, waiting and claimed.
    package var lists: [String] { [rawValue, processing] }

    package var sending: String { rawValue + ":sending" }

    package var deadLetters: String {
      switch self {
      case .associations: "dlq_associations"
      case .notes, .owedNotes: "dlq_notes"
      case .webhooks: "dlq_webhooks"
      case .notices: "dlq_notices"
      }
    }
  }

  package let name: Name
  private let context: CoreContext

  package init(_ name: Name, _ context: CoreContext) {
    self.name = name
    self.context = context
  }

  /// Appends an item, for the script that closes an intent.
  package func push(_ item: String) -> StoreStep {
    let key = name.rawValue
    return { (store) throws(StoreError) in try store.pushLast(key, item) }
  }

  /// Whether requests should write to HubSpot themselves instead of queueing.
  package func isTooLong() async throws(Interruption) -> Bool {
    try await context.store.run(.listLength(name.rawValue)) > context.settings.fallbackQueueLength
  }

  /// Claimed items, oldest first.
  package struct Claim: Hashable, Sendable {
    package let items: [String]
    /// An earlier pass was sending them when it ended: HubSpot may have acted.
    package let isUncertain: Bool
    /// With the claimed items.
    package let lengths: Lengths
  }

  /// Claims up to `limit` items: those that an earlier pass has left unfinished, then the oldest waiting ones. Items of
  /// uncertain outcome are claimed by themselves.
  ///
  /// - Throws: like everything that a worker does to its queue, `.failed(.busy)` when `job` has passed to another
  ///   instance; then nothing has changed.
  package func claim(_ limit: Int, for job: JobLease) async throws(Interruption) -> Claim {
    let name = name
    let claim = try await job.run("claim items") { (store) throws(StoreError) in
      // Whatever was announced has been settled if nothing is claimed any more.
      let isUncertain = try store.listLength(name.processing) > 0 ? store.exists(name.sending) : false
      if !isUncertain { try store.delete(name.sending) }
      while !isUncertain, try store.listLength(name.processing) < limit {
        guard try store.moveFirst(from: name.rawValue, toLastOf: name.processing) != nil else { break }
      }
      let items = Array(try store.list(name.processing).prefix(limit))
      return Claim(items: items, isUncertain: isUncertain, lengths: try Self.lengths(name, store))
    }
    context.events.record(.queueLength(queue: name.rawValue, length: claim.lengths.waiting))
    return claim
  }

  /// Says that the claimed items are about to be sent: from here to `settle` or `withdraw` their outcome is uncertain.
  package func announce(for job: JobLease) async throws(Interruption) {
    let key = name.sending
    _ = try await job.run("announce sending") { (store) throws(StoreError) in
      try store.set(key, "1", onlyIfAbsent: false, expiry: nil)
    }
  }

  /// Says that the announced sending had no effect.
  package func withdraw(for job: JobLease) async throws(Interruption) {
    let key = name.sending
    _ = try await job.run("withdraw sending") { (store) throws(StoreError) in try store.delete(key) }
  }

  /// What becomes of claimed items.
  package struct Settlement: Sendable {
    package var done: [String] = []
    /// Items of which a part is done: they stay claimed, as they shall stand.
    package var partly: [Change] = []
    /// Items to be tried again, after those that wait.
    package var again: [Change] = []
    package var dead: [String] = []

    package init() {}

    /// An item as it was claimed and as it shall stand.
    package struct Change: Hashable, Sendable {
      package var item: String
      package var changed: String
    }

    package var settledCount: Int { done.count + dead.count }

    package var isEmpty: Bool { done.isEmpty && partly.isEmpty && again.isEmpty && dead.isEmpty }

    /// Notes that an item has failed on its own account: again, or dead when it has used up its tries.
    package mutating func fail(_ item: String, as changed: String, failures: Int, tries: Int) {
      if failures >= tries {
        dead.append(item)
      } else {
        again.append(Change(item: item, changed: changed))
      }
    }
  }

  /// How long a queue and its dead-letter queue are.
  package struct Lengths: Hashable, Sendable {
    /// Claimed items included.
    package var waiting: Int
    package var dead: Int
  }

  /// Settles claimed items in one step: those that are done leave, those to be tried again go to the end of the queue,
  /// dead ones to the dead-letter queue. Items that are not named stay claimed and are taken up by the next pass.
  package func settle(_ settlement: Settlement, for job: JobLease) async throws(Interruption) -> Lengths {
    let name = name
    let lengths = try await job.run("settle items") { (store) throws(StoreError) in
      try store.delete(name.sending)
      for item in settlement.done { try store.removeFirst(item, from: name.processing) }
      for change in settlement.partly where try store.removeFirst(change.item, from: name.processing) {
        try store.pushLast(name.processing, change.changed)
      }
      for retry in settlement.again where try store.removeFirst(retry.item, from: name.processing) {
        try store.pushLast(name.rawValue, retry.changed)
      }
      for item in settlement.dead where try store.removeFirst(item, from: name.processing) {
        try store.pushLast(name.deadLetters, item)
      }
      return try Self.lengths(name, store)
    }
    for _ in settlement.dead { context.events.record(.deadLetter(queue: name.deadLetters)) }
    context.events.record(.queueLength(queue: name.rawValue, length: lengths.waiting))
    return lengths
  }

  /// Whether an association waits to be written, or was given up.
  static func mayHoldAssociations(_ store: any StoreCommands) throws(StoreError) -> Bool {
    for key in Name.associations.lists + [Name.associations.deadLetters] where try store.listLength(key) > 0 {
      return true
    }
    return false
  }

  private static func lengths(_ name: Name, _ store: any StoreCommands) throws(StoreError) -> Lengths {
    Lengths(
      waiting: try store.listLength(name.rawValue) + store.listLength(name.processing),
      dead: try store.listLength(name.deadLetters)
    )
  }
}
