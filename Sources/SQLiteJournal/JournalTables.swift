import BulkSync
import Foundation
import GRDB
package import SQLiteFile

extension SQLiteFile.Kind {
  /// The journal of a bulk sync. Open work stands in `batch` and `item`, what is known of HubSpot's records in `record`.
  package static let syncJournal = SQLiteFile.Kind(
    "a journal of a sync",
    // `BSJL`
    applicationID: 0x4253_4A4C,
    version: Int32(SyncIdentity.version),
    tables: journalTables,
    collations: [spelling]
  )

  /// Compares names as the keys of records are compared: two spellings of one text in Unicode are one name.
  private static let spelling = DatabaseCollation("spelling") { left, right in
    left == right ? .orderedSame : left < right ? .orderedAscending : .orderedDescending
  }

  private static let journalTables = """
    CREATE TABLE sync (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      design TEXT NOT NULL,
      object_type TEXT NOT NULL,
      settled_items INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE batch (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      source TEXT NOT NULL,
      priority INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      owner TEXT
    ) STRICT;
    CREATE INDEX waiting_batch ON batch (priority, number) WHERE owner IS NULL;
    CREATE INDEX batch_source ON batch (source);
    CREATE TABLE item (
      batch INTEGER NOT NULL REFERENCES batch ON DELETE CASCADE,
      position INTEGER NOT NULL,
      year INTEGER NOT NULL,
      sex TEXT NOT NULL CHECK (sex IN ('F', 'M')),
      name TEXT NOT NULL,
      count INTEGER, -- of a write; an archive has none
      object_id INTEGER, -- of an archive, if it is known
      failures INTEGER NOT NULL,
      is_superseded INTEGER NOT NULL DEFAULT 0, -- by a later plan, while the batch was claimed
      PRIMARY KEY (batch, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE blocked_batch (
      batch INTEGER NOT NULL REFERENCES batch ON DELETE CASCADE,
      waits_for INTEGER NOT NULL,
      PRIMARY KEY (batch, waits_for)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE record (
      year INTEGER NOT NULL,
      sex TEXT NOT NULL CHECK (sex IN ('F', 'M')),
      name TEXT NOT NULL COLLATE spelling,
      checksum_high INTEGER, -- as last acknowledged; NULL while that is not known
      checksum_low INTEGER,
      object_id INTEGER,
      PRIMARY KEY (year, sex, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE dead_letter (
      number INTEGER PRIMARY KEY,
      year INTEGER NOT NULL,
      sex TEXT NOT NULL CHECK (sex IN ('F', 'M')),
      name TEXT NOT NULL,
      reason TEXT NOT NULL
    ) STRICT;
    """
}
