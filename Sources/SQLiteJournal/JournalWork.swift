import BulkSync
import GRDB
import HubSpotAPI

// What the journal does with batches, within a transaction.

extension Database {
  struct Item {
    let item: SyncItem
    /// A later plan has taken its key over while the batch was claimed.
    let isSuperseded: Bool
  }

  /// In their order.
  func items(of batch: Int) throws -> [Item] {
    let statement = try cachedStatement(
      sql: "SELECT \(SyncItem.columns), is_superseded FROM item WHERE batch = ? ORDER BY position"
    )
    return try Row.fetchAll(statement, arguments: [batch]).map { row in
      Item(item: try SyncItem(row), isSuperseded: row["is_superseded"])
    }
  }

  func plan(_ source: String, priority: Int, _ planned: [[SyncItem]]) throws {
    let isPlanned = try Bool.fetchOne(
      self,
      sql: "SELECT EXISTS (SELECT 1 FROM batch WHERE source = ?)",
      arguments: [source]
    )
    guard isPlanned != true else { return }
    let keys = Set(planned.joined().map(\.key))
    try forgetDeadLetters(of: keys)
    var blockers: [RecordKey: [Int]] = [:]
    if try Bool.fetchOne(self, sql: "SELECT EXISTS (SELECT 1 FROM batch)") == true {
      blockers = try supersede(keys)
    } else {
      try execute(sql: "UPDATE sync SET settled_items = 0")
    }
    for items in planned where !items.isEmpty {
      let blockedBy = blockers.isEmpty ? [] : Set(items.flatMap { blockers[$0.key] ?? [] })
      try add(items, source: source, priority: priority, blockedBy: blockedBy)
    }
  }

  /// Drops waiting work on keys that are planned anew, and marks it where it is claimed.
  ///
  /// - Returns: by key, the claimed batches that hold it.
  private func supersede(_ keys: Set<RecordKey>) throws -> [RecordKey: [Int]] {
    // The rows first: what is read must not change meanwhile.
    let rows = try Row.fetchAll(
      self,
      sql: """
        SELECT batch, position, year, sex, name, owner IS NOT NULL AS is_claimed
        FROM item JOIN batch ON batch.number = item.batch ORDER BY batch, position
        """
    )
    var blockers: [RecordKey: [Int]] = [:]
    for row in rows {
      let key = try RecordKey(row)
      guard keys.contains(key) else { continue }
      let (batch, position, isClaimed): (Int, Int, Bool) = (row["batch"], row["position"], row["is_claimed"])
      let change = isClaimed ? "UPDATE item SET is_superseded = 1" : "DELETE FROM item"
      try cachedStatement(sql: change + " WHERE batch = ? AND position = ?").execute(arguments: [batch, position])
      if isClaimed { blockers[key, default: []].append(batch) }
    }
    try execute(sql: "DELETE FROM batch WHERE NOT EXISTS (SELECT 1 FROM item WHERE item.batch = batch.number)")
    return blockers
  }

  private func forgetDeadLetters(of keys: Set<RecordKey>) throws {
    for row in try Row.fetchAll(self, sql: "SELECT * FROM dead_letter") where keys.contains(try RecordKey(row)) {
      let number: Int = row["number"]
      try execute(sql: "DELETE FROM dead_letter WHERE number = ?", arguments: [number])
    }
  }

  func complete(_ number: Int, _ ends: [ItemEnd]) throws {
    guard
      let batch = try Row.fetchOne(
        self,
        sql: "SELECT source, priority FROM batch WHERE number = ? AND owner IS NOT NULL",
        arguments: [number]
      )
    else { return }
    var (again, settled): ([SyncItem], Int) = ([], 0)
    for (item, end) in zip(try items(of: number), ends) {
      switch end {
      case .done(let id): try acknowledge(item.item, id)
      case .again:
        if !item.isSuperseded { again.append(SyncItem(item.item.change, failures: item.item.failures + 1)) }
        continue
      case .dead(let reason):
        // What has been planned since is its next chance.
        guard !item.isSuperseded else { continue }
        try bury(item.item.key, reason)
      }
      settled += 1
    }
    try remove(number)
    try execute(sql: "UPDATE sync SET settled_items = settled_items + ?", arguments: [settled])
    if !again.isEmpty { try add(again, source: batch["source"], priority: batch["priority"]) }
  }

  /// Ends a claim: the batch waits again, without what has been superseded meanwhile.
  func putBack(_ number: Int) throws {
    try execute(sql: "DELETE FROM item WHERE batch = ? AND is_superseded = 1", arguments: [number])
    try execute(sql: "DELETE FROM blocked_batch WHERE waits_for = ?", arguments: [number])
    try execute(sql: "UPDATE batch SET owner = NULL WHERE number = ?", arguments: [number])
    try execute(
      sql: "DELETE FROM batch WHERE number = ? AND NOT EXISTS (SELECT 1 FROM item WHERE batch = ?)",
      arguments: [number, number]
    )
  }

  private func add(_ items: [SyncItem], source: String, priority: Int, blockedBy: Set<Int> = []) throws {
    try cachedStatement(sql: "INSERT INTO batch (source, priority, attempts) VALUES (?, ?, 0)")
      .execute(arguments: [source, priority])
    let number = lastInsertedRowID
    let insertion = try cachedStatement(
      sql: "INSERT INTO item (batch, position, \(SyncItem.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    )
    for (position, item) in items.enumerated() {
      try insertion.execute(arguments: [number, position] + item.arguments)
    }
    for blocker in blockedBy.sorted() {
      try execute(sql: "INSERT INTO blocked_batch VALUES (?, ?)", arguments: [number, blocker])
    }
  }

  private func remove(_ number: Int) throws {
    try cachedStatement(sql: "DELETE FROM blocked_batch WHERE waits_for = ?").execute(arguments: [number])
    // Its items go with it.
    try cachedStatement(sql: "DELETE FROM batch WHERE number = ?").execute(arguments: [number])
  }

  private func acknowledge(_ item: SyncItem, _ id: ObjectID?) throws {
    switch item.change {
    case .write(let record):
      let checksum = record.checksum
      try cachedStatement(
        sql: """
          INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET name = excluded.name, checksum_high = excluded.checksum_high,
            checksum_low = excluded.checksum_low, object_id = COALESCE(excluded.object_id, object_id)
          """
      ).execute(
        arguments: item.key.arguments + [
          Int64(bitPattern: checksum.high), Int64(bitPattern: checksum.low), id?.number,
        ]
      )
    case .archive:
      try cachedStatement(sql: "DELETE FROM record WHERE year = ? AND sex = ? AND name = ?")
        .execute(arguments: item.key.arguments)
    }
  }

  private func bury(_ key: RecordKey, _ reason: String) throws {
    // What HubSpot holds of it is not known: the next sync sends it again.
    try execute(
      sql: "UPDATE record SET checksum_high = NULL, checksum_low = NULL WHERE year = ? AND sex = ? AND name = ?",
      arguments: key.arguments
    )
    try execute(
      sql: "INSERT INTO dead_letter (year, sex, name, reason) VALUES (?, ?, ?, ?)",
      arguments: key.arguments + [reason]
    )
  }
}
