import BulkSync
import GRDB
import HubSpotAPI

// Rows of the journal as values. The tables are strict, so that only what somebody else has written is not as expected.

extension RecordKey {
  /// - Parameter row: with the columns `year`, `sex` and `name`.
  init(_ row: Row) throws {
    let (year, sex, name): (Int64, String, String) = (row["year"], row["sex"], row["name"])
    guard let year = Int16(exactly: year), let sex = Sex(letter: sex) else { throw damage("the year \(year)") }
    self.init(year: year, sex: sex, name: name)
  }

  var arguments: StatementArguments { [Int64(year), sex.letter, name] }
}

extension SyncItem {
  static let columns = "year, sex, name, count, object_id, failures"

  /// - Parameter row: with `columns`.
  init(_ row: Row) throws {
    let key = try RecordKey(row)
    let (count, failures): (Int64?, Int) = (row["count"], row["failures"])
    guard let count else {
      let id: Int64? = row["object_id"]
      self.init(.archive(key, id.map { ObjectID($0) }), failures: failures)
      return
    }
    guard let count = Int32(exactly: count) else { throw damage("the count \(count)") }
    let record = SourceRecord(name: key.name, year: key.year, sex: key.sex, count: count)
    self.init(.write(record), failures: failures)
  }

  /// Of `columns`.
  var arguments: StatementArguments {
    let (count, id): (Int64?, Int64?)
    switch change {
    case .write(let record): (count, id) = (Int64(record.count), nil)
    case .archive(_, let object): (count, id) = (nil, object?.number)
    }
    return key.arguments + [count, id, failures]
  }
}

extension KnownRecord {
  /// - Parameter row: with `checksum_high`, `checksum_low` and `object_id`.
  init(_ row: Row) {
    let (high, low, id): (Int64?, Int64?, Int64?) = (row["checksum_high"], row["checksum_low"], row["object_id"])
    var checksum: RecordChecksum?
    if let high, let low { checksum = RecordChecksum(high: UInt64(bitPattern: high), low: UInt64(bitPattern: low)) }
    self.init(checksum: checksum, objectID: id.map { ObjectID($0) })
  }
}

private func damage(_ what: String) -> DatabaseError {
  DatabaseError(resultCode: .SQLITE_CORRUPT, message: "\(what) is in it, which no record can have")
}
