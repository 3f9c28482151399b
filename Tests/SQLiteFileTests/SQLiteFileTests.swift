import Foundation
import GRDB
import SQLiteFile
import Testing

@Suite("A file of SQLite's")
final class SQLiteFileTests {
  private static let kind = SQLiteFile.Kind(
    "a list",
    applicationID: 1_001,
    version: 3,
    tables: "CREATE TABLE entry (text TEXT NOT NULL)"
  )

  private let directory = FileManager.default.temporaryDirectory
    .appending(path: "sqlite-file-\(ProcessInfo.processInfo.globallyUniqueString)")

  init() throws { try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: directory) }

  private func path(_ name: String = "list") -> String { directory.appending(path: name).path() }

  private func message(_ path: String, _ kind: SQLiteFile.Kind = kind) -> String? {
    do {
      _ = try SQLiteFile(path, kind)
      return nil
    } catch {
      return error.description
    }
  }

  /// What another program makes.
  private func database(_ sql: String) throws {
    let queue = try DatabaseQueue(path: path())
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }

  private func entries(_ file: SQLiteFile) throws -> [String] {
    try file.read { try String.fetchAll($0, sql: "SELECT text FROM entry") }
  }

  @Test("keeps what was written, and all of a transaction or nothing")
  func transactions() throws {
    do {
      let file = try SQLiteFile(path(), Self.kind)
      try file.write { try $0.execute(sql: "INSERT INTO entry VALUES ('a')") }
      #expect(throws: SQLiteFileError.self) {
        try file.write { database in
          try database.execute(sql: "INSERT INTO entry VALUES ('b')")
          try database.execute(sql: "INSERT INTO nothing VALUES ('c')")
        }
      }
    }
    #expect(try entries(SQLiteFile(path(), Self.kind)) == ["a"])
  }

  @Test("has each commit on the disk before it returns: a log beside it, and full synchronization")
  func durability() throws {
    let file = try SQLiteFile(path(), Self.kind)
    let (mode, synchronous) = try file.read { database in
      (
        try String.fetchOne(database, sql: "PRAGMA journal_mode"), try Int.fetchOne(database, sql: "PRAGMA synchronous")
      )
    }
    #expect(mode == "wal")
    #expect(synchronous == 2)
  }

  @Test("is one user's at a time")
  func locked() throws {
    let file = try SQLiteFile(path(), Self.kind)
    #expect(
      message(path()) == "\(path()) is in use by another process; wait until that has ended, or name another file."
    )
    try file.close()
    #expect(message(path()) == nil)
  }

  @Test("is made where there is none, and in an empty one, as a killed process leaves")
  func empty() throws {
    try Data().write(to: URL(filePath: path()))
    #expect(try entries(SQLiteFile(path(), Self.kind)) == [])
  }

  @Test("is not one of another kind, which stays as it was")
  func otherKind() throws {
    try database("CREATE TABLE theirs (x); PRAGMA user_version = 3")
    let before = try Data(contentsOf: URL(filePath: path()))
    #expect(message(path()) == "\(path()) is a database of another kind; expected a list. Name another file.")
    #expect(try Data(contentsOf: URL(filePath: path())) == before)
  }

  @Test("is not one of another version", arguments: [2, 4])
  func otherVersion(version: Int) throws {
    try database("CREATE TABLE entry (text); PRAGMA application_id = 1001; PRAGMA user_version = \(version)")
    #expect(
      message(path()) == "\(path()) is a list of version \(version); expected version 3. "
        + "Use the program that wrote it, or begin with another file."
    )
  }

  @Test("is not any file")
  func noDatabase() throws {
    try Data("name,year\n".utf8).write(to: URL(filePath: path()))
    #expect(
      message(path())
        == "\(path()) is not a list (file is not a database); name another file, or put it back from a copy."
    )
    #expect(try String(contentsOfFile: path(), encoding: .utf8) == "name,year\n")
  }

  @Test("is not made where that cannot be")
  func noDirectory() throws {
    for path in [path("none/list"), directory.path()] {
      #expect(message(path)?.hasPrefix("\(path) cannot be opened for writing (unable to open database file)") == true)
    }
    #expect(message("") == "The path of a list is empty; expected that of a file.")
  }

  @Test("says so when the disk is full, and keeps what was committed before")
  func full() throws {
    do {
      let file = try SQLiteFile(path(), Self.kind)
      try file.write { database in
        try database.execute(sql: "INSERT INTO entry VALUES ('a')")
        // As small as it can be is as full as a disk.
        try database.execute(sql: "PRAGMA max_page_count = 1")
      }
      let error = #expect(throws: SQLiteFileError.self) {
        try file.write {
          try $0.execute(sql: "INSERT INTO entry VALUES (?)", arguments: [String(repeating: "b", count: 99_999)])
        }
      }
      #expect(
        error?.description
          == "\(path()) cannot grow: the disk is full. Free space on it and run the same command again."
      )
    }
    #expect(try entries(SQLiteFile(path(), Self.kind)) == ["a"])
  }
}
