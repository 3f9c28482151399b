import GRDB

/// Why a file could not be used, in words for people: what, where, what was expected, what to do.
package struct SQLiteFileError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }

  init(_ path: String, _ kind: SQLiteFile.Kind, _ error: any Error) {
    guard let error = error as? DatabaseError else {
      self.init("\(path) cannot be read or written (\(error)); expected \(kind.name).")
      return
    }
    let reason = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      self.init("\(path) is not \(kind.name) (\(reason)); name another file, or put it back from a copy.")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init("\(path) is in use by another process; wait until that has ended, or name another file.")
    case .SQLITE_FULL:
      self.init("\(path) cannot grow: the disk is full. Free space on it and run the same command again.")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH:
      self.init(
        "\(path) cannot be opened for writing (\(reason)); expected \(kind.name), or a directory in which this user "
          + "may make it. Name another file."
      )
    default:
      self.init(
        "\(path) cannot be read or written (\(reason)); expected \(kind.name). What was committed before stands: "
          + "run the same command again when the disk is well."
      )
    }
  }
}
