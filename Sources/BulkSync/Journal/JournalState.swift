import HubSpotAPI

/// The rules of a journal as a value: what each transaction does. An implementation that keeps its state in memory commits a
/// changed value; one with a database follows the same rules in its own terms.
package struct JournalState: Sendable {
  private struct Batch: Sendable {
    var source: String
    var priority: Int
    var items: [SyncItem]
    var attempts = 0
    var owner: String?
    /// Claimed batches that share a key with it.
    var blockedBy: Set<Int> = []
    /// Keys that a later plan has taken over while the batch was claimed.
    var superseded: Set<RecordKey> = []
  }

  private var identity: SyncIdentity?
  private var batches: [Int: Batch] = [:]
  private var waiting = WaitingBatches()
  private var claimed = 0
  private var blocked: Set<Int> = []
  private var lastNumber = 0
  private var openItems = 0
  private var settledItems = 0
  private var acknowledged: [RecordKey: KnownRecord] = [:]
  package private(set) var deadLetters: [DeadLetter] = []

  package init() {}

  package mutating func open(_ identity: SyncIdentity, owner: String) throws(JournalError) -> Set<String> {
    if let held = self.identity, held != identity, !batches.isEmpty { throw .otherSync(held) }
    self.identity = identity
    for number in batches.keys.filter({ batches[$0]?.owner == owner }).sorted() { putBack(number) }
    return Set(batches.values.map(\.source))
  }

  package func claims(of owner: String) -> Int { batches.values.count { $0.owner == owner } }

  package var known: [RecordKey: KnownRecord] {
    var known = acknowledged
    for batch in batches.values {
      for item in batch.items { known[item.key, default: KnownRecord(checksum: nil, objectID: nil)].checksum = nil }
    }
    return known
  }

  /// Whether HubSpot has acknowledged this very content of a record, and nothing else is known of it.
  package func isAcknowledged(_ key: RecordKey, _ checksum: RecordChecksum) -> Bool {
    acknowledged[key]?.checksum == checksum
  }

  package mutating func plan(_ source: String, priority: Int, _ planned: [[SyncItem]]) {
    guard !batches.values.contains(where: { $0.source == source }) else { return }
    if batches.isEmpty { settledItems = 0 }
    var blockers: [RecordKey: [Int]] = [:]
    if !batches.isEmpty || !deadLetters.isEmpty {
      let keys = Set(planned.joined().map(\.key))
      deadLetters.removeAll { keys.contains($0.key) }
      blockers = supersede(keys)
    }
    for items in planned where !items.isEmpty {
      let blockedBy = blockers.isEmpty ? [] : Set(items.flatMap { blockers[$0.key] ?? [] })
      add(Batch(source: source, priority: priority, items: items, blockedBy: blockedBy))
      openItems += items.count
    }
  }

  /// - Returns: by key, the claimed batches that hold it.
  private mutating func supersede(_ keys: Set<RecordKey>) -> [RecordKey: [Int]] {
    var blockers: [RecordKey: [Int]] = [:]
    for (number, batch) in batches.sorted(by: { $0.key < $1.key }) {
      let shared = batch.items.map(\.key).filter(keys.contains)
      guard !shared.isEmpty else { continue }
      if batch.owner != nil {
        batches[number]?.superseded.formUnion(shared)
        for key in shared { blockers[key, default: []].append(number) }
      } else {
        batches[number]?.items.removeAll { keys.contains($0.key) }
        openItems -= shared.count
        if batches[number]?.items.isEmpty == true { remove(number) }
      }
    }
    return blockers
  }

  package mutating func claim(by owner: String) -> ClaimedBatch? {
    guard let number = waiting.takeFirst(where: { batches[$0]?.blockedBy.isEmpty == true }),
      let batch = batches[number]
    else { return nil }
    batches[number]?.owner = owner
    claimed += 1
    return ClaimedBatch(number: number, items: batch.items, attempts: batch.attempts)
  }

  /// - Returns: what is settled now; nil when nobody had claimed the batch.
  @discardableResult
  package mutating func complete(_ number: Int, _ ends: [ItemEnd]) -> SyncSettlement? {
    guard let batch = batches[number], batch.owner != nil else { return nil }
    var (again, settled, dead): ([SyncItem], [RecordKey], [DeadLetter]) = ([], [], [])
    for (item, end) in zip(batch.items, ends) {
      switch end {
      case .done(let id): acknowledge(item, id)
      case .again:
        if batch.superseded.contains(item.key) {
          openItems -= 1
        } else {
          again.append(SyncItem(item.change, failures: item.failures + 1))
        }
        continue
      case .dead where batch.superseded.contains(item.key):
        // What has been planned since is its next chance.
        openItems -= 1
        continue
      case .dead(let reason):
        // What HubSpot holds of it is not known: the next sync sends it again.
        acknowledged[item.key]?.checksum = nil
        dead.append(DeadLetter(key: item.key, reason: reason))
      }
      openItems -= 1
      settledItems += 1
      settled.append(item.key)
    }
    deadLetters += dead
    claimed -= 1
    remove(number)
    if !again.isEmpty { add(Batch(source: batch.source, priority: batch.priority, items: again)) }
    return SyncSettlement(source: batch.source, keys: settled, deadLetters: dead, progress: progress)
  }

  package mutating func handBack(_ number: Int) {
    guard batches[number]?.owner != nil else { return }
    batches[number]?.attempts += 1
    putBack(number)
  }

  package var progress: SyncProgress {
    var progress = SyncProgress()
    progress.waitingBatches = batches.count - claimed
    progress.claimedBatches = claimed
    progress.openItems = openItems
    progress.settledItems = settledItems
    progress.deadLetters = deadLetters.count
    return progress
  }

  private mutating func acknowledge(_ item: SyncItem, _ id: ObjectID?) {
    switch item.change {
    case .write(let record):
      acknowledged[item.key] = KnownRecord(checksum: record.checksum, objectID: id ?? acknowledged[item.key]?.objectID)
    case .archive: acknowledged[item.key] = nil
    }
  }

  private mutating func putBack(_ number: Int) {
    guard var batch = batches[number] else { return }
    claimed -= 1
    batch.owner = nil
    let before = batch.items.count
    batch.items.removeAll { batch.superseded.contains($0.key) }
    openItems -= before - batch.items.count
    batch.superseded = []
    batches[number] = batch
    release(number)
    if batch.items.isEmpty { batches[number] = nil } else { waiting.add(number, priority: batch.priority) }
  }

  private mutating func add(_ batch: Batch) {
    lastNumber += 1
    batches[lastNumber] = batch
    if !batch.blockedBy.isEmpty { blocked.insert(lastNumber) }
    waiting.add(lastNumber, priority: batch.priority)
  }

  private mutating func remove(_ number: Int) {
    if batches[number]?.owner == nil { waiting.remove(number) }
    batches[number] = nil
    release(number)
  }

  private mutating func release(_ number: Int) {
    for other in blocked.sorted() {
      batches[other]?.blockedBy.remove(number)
      if batches[other]?.blockedBy.isEmpty != false { blocked.remove(other) }
    }
  }
}
