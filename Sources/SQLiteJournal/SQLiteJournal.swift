package import BulkSync
import GRDB
import HubSpotAPI
package import SQLiteFile

/// The journal of a sync in a file, which outlives the process: each method is one transaction that is on the disk when the
/// method returns.
///
/// The rules are those of `JournalState`, here in terms of tables. All calls block; none of them waits for another task.
package struct SQLiteJournal: SyncJournal {
  private let file: SQLiteFile

  /// - Parameter file: of the kind `syncJournal`.
  package init(_ file: SQLiteFile) { self.file = file }

  package func open(_ identity: SyncIdentity, owner: String) throws(JournalError) -> Set<String> {
    let opened = try write { database -> Result<Set<String>, JournalError> in
      let hasWork = try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM batch)") ?? false
      let held = try Row.fetchOne(database, sql: "SELECT design, object_type FROM sync").map { row in
        SyncIdentity(design: row["design"], objectType: ObjectType(row["object_type"]))
      }
      if let held, held != identity, hasWork { return .failure(.otherSync(held)) }
      try database.execute(
        sql: """
          INSERT INTO sync VALUES (1, ?, ?, 0)
          ON CONFLICT DO UPDATE SET design = excluded.design, object_type = excluded.object_type
          """,
        arguments: [identity.design, identity.objectType.id]
      )
      let claimed = try Int.fetchAll(
        database,
        sql: "SELECT number FROM batch WHERE owner = ? ORDER BY number",
        arguments: [owner]
      )
      for number in claimed { try database.putBack(number) }
      return .success(try String.fetchSet(database, sql: "SELECT DISTINCT source FROM batch"))
    }
    return try opened.get()
  }

  package func claims(of owner: String) throws(JournalError) -> Int {
    try read { database in
      try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM batch WHERE owner = ?", arguments: [owner]) ?? 0
    }
  }

  package func known() throws(JournalError) -> [RecordKey: KnownRecord] {
    try read { database in
      var known: [RecordKey: KnownRecord] = [:]
      let records = try Row.fetchCursor(database, sql: "SELECT * FROM record")
      while let row = try records.next() { known[try RecordKey(row)] = KnownRecord(row) }
      let items = try Row.fetchCursor(database, sql: "SELECT year, sex, name FROM item")
      while let row = try items.next() {
        known[try RecordKey(row), default: KnownRecord(checksum: nil, objectID: nil)].checksum = nil
      }
      return known
    }
  }

  package func plan(_ source: String, priority: Int, _ batches: [[SyncItem]]) throws(JournalError) {
    try write { database in try database.plan(source, priority: priority, batches) }
  }

  package func claim(by owner: String) throws(JournalError) -> ClaimedBatch? {
    try write { database in
      let next = try database.cachedStatement(
        sql: """
          SELECT number, attempts FROM batch
          WHERE owner IS NULL AND NOT EXISTS (SELECT 1 FROM blocked_batch WHERE blocked_batch.batch = batch.number)
          ORDER BY priority, number LIMIT 1
          """
      )
      guard let row = try Row.fetchOne(next) else { return nil }
      let (number, attempts): (Int, Int) = (row["number"], row["attempts"])
      try database.cachedStatement(sql: "UPDATE batch SET owner = ? WHERE number = ?")
        .execute(arguments: [owner, number])
      return ClaimedBatch(number: number, items: try database.items(of: number).map(\.item), attempts: attempts)
    }
  }

  package func complete(_ batch: Int, _ ends: [ItemEnd]) throws(JournalError) {
    try write { database in try database.complete(batch, ends) }
  }

  package func handBack(_ batch: Int) throws(JournalError) {
    try write { database in
      try database.execute(
        sql: "UPDATE batch SET attempts = attempts + 1 WHERE number = ? AND owner IS NOT NULL",
        arguments: [batch]
      )
      if database.changesCount > 0 { try database.putBack(batch) }
    }
  }

  package func progress() throws(JournalError) -> SyncProgress {
    try read { database in
      func count(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: sql) ?? 0 }
      var progress = SyncProgress()
      progress.waitingBatches = try count("SELECT COUNT(*) FROM batch WHERE owner IS NULL")
      progress.claimedBatches = try count("SELECT COUNT(*) FROM batch WHERE owner IS NOT NULL")
      progress.openItems = try count("SELECT COUNT(*) FROM item")
      progress.settledItems = try count("SELECT settled_items FROM sync")
      progress.deadLetters = try count("SELECT COUNT(*) FROM dead_letter")
      return progress
    }
  }

  package func deadLetters() throws(JournalError) -> [DeadLetter] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM dead_letter ORDER BY number").map { row in
        DeadLetter(key: try RecordKey(row), reason: row["reason"])
      }
    }
  }

  /// Whether HubSpot has acknowledged this very content of a record, and nothing else is known of it.
  package func isAcknowledged(_ key: RecordKey, _ checksum: RecordChecksum) throws(JournalError) -> Bool {
    try read { database in
      let statement = try database.cachedStatement(
        sql: "SELECT checksum_high, checksum_low, object_id FROM record WHERE year = ? AND sex = ? AND name = ?"
      )
      return try Row.fetchOne(statement, arguments: key.arguments).map { KnownRecord($0).checksum } == checksum
    }
  }

  /// How many records of HubSpot's it knows by their ids.
  package func knownObjects() throws(JournalError) -> Int {
    try read { database in
      try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM record WHERE object_id IS NOT NULL") ?? 0
    }
  }

  private func read<Output>(_ body: (Database) throws -> Output) throws(JournalError) -> Output {
    do throws(SQLiteFileError) { return try file.read(body) } catch { throw .unavailable(error.description) }
  }

  private func write<Output>(_ body: (Database) throws -> Output) throws(JournalError) -> Output {
    do throws(SQLiteFileError) { return try file.write(body) } catch { throw .unavailable(error.description) }
  }
}
