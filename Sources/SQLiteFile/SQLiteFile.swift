package import GRDB

/// A file of SQLite's that this program has made: of one kind and version, and of one process at a time. What a `write` has
/// done is on the disk when it returns.
///
/// Every call is synchronous and blocks its thread: within a simulation no time passes meanwhile.
package struct SQLiteFile: Sendable {
  /// What a file is for. It is told from others by two numbers in its header.
  package struct Kind: Sendable {
    /// For people, with its article: `a journal of a sync`.
    package let name: String
    /// SQLite's `application_id`.
    package let applicationID: Int32
    /// SQLite's `user_version`: of the tables. Files of other versions are refused.
    package let version: Int32
    /// SQL that makes the tables.
    package let tables: String
    package let collations: [DatabaseCollation]

    package init(
      _ name: String,
      applicationID: Int32,
      version: Int32,
      tables: String,
      collations: [DatabaseCollation] = []
    ) {
      self.name = name
      self.applicationID = applicationID
      self.version = version
      self.tables = tables
      self.collations = collations
    }
  }

  /// As it was given.
  package let path: String
  private let kind: Kind
  private let queue: DatabaseQueue

  /// Opens the file, or makes it where there is none or an empty one. It is this process's until the last copy of the value
  /// is gone, or the process.
  ///
  /// - Throws: when the file is another one, of another version, in use, or cannot be opened for writing; then nothing in it
  ///   has changed.
  package init(_ path: String, _ kind: Kind) throws(SQLiteFileError) {
    self.path = path
    self.kind = kind
    guard !path.isEmpty else { throw SQLiteFileError("The path of \(kind.name) is empty; expected that of a file.") }
    var configuration = Configuration()
    configuration.prepareDatabase { database in
      for collation in kind.collations { database.add(collation: collation) }
      // From the first read until the end, so that nobody else's work can come in between.
      try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
    }
    do {
      // SQLite gives some relative names a meaning of its own (`:memory:`).
      queue = try DatabaseQueue(path: path.hasPrefix("/") ? path : "./" + path, configuration: configuration)
      try queue.writeWithoutTransaction { database in
        let isFresh = try Self.check(database, path, kind)
        try Self.setUp(database)
        if isFresh { try Self.make(kind, in: database) }
      }
    } catch let error as SQLiteFileError {
      throw error
    } catch {
      throw SQLiteFileError(path, kind, error)
    }
  }

  package func read<Output>(_ body: (Database) throws -> Output) throws(SQLiteFileError) -> Output {
    do { return try queue.read(body) } catch { throw SQLiteFileError(path, kind, error) }
  }

  /// One transaction: all of it is committed, or nothing when `body` throws.
  package func write<Output>(_ body: (Database) throws -> Output) throws(SQLiteFileError) -> Output {
    do { return try queue.write(body) } catch { throw SQLiteFileError(path, kind, error) }
  }

  /// Gives the file back before the value is gone; nothing is read or written after that.
  package func close() throws(SQLiteFileError) {
    do { try queue.close() } catch { throw SQLiteFileError(path, kind, error) }
  }

  /// - Returns: whether nothing has been made in the file yet, as where a process was ended while it began to.
  private static func check(_ database: Database, _ path: String, _ kind: Kind) throws -> Bool {
    let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let version = try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    let tables = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
    if (application, version, tables) == (0, 0, 0) { return true }
    guard application == kind.applicationID else {
      throw SQLiteFileError("\(path) is a database of another kind; expected \(kind.name). Name another file.")
    }
    guard version == kind.version else {
      throw SQLiteFileError(
        "\(path) is \(kind.name) of version \(version); expected version \(kind.version). Use the program that wrote it, "
          + "or begin with another file."
      )
    }
    return false
  }

  /// Commits go to a log beside the file, and each is on the disk before it returns: what is told to be committed must
  /// not come undone when the machine loses power, and SQLite's usual setting with such a log (NORMAL) would allow that.
  private static func setUp(_ database: Database) throws {
    _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
    try database.execute(sql: "PRAGMA synchronous = FULL")
  }

  private static func make(_ kind: Kind, in database: Database) throws {
    try database.inTransaction {
      try database.execute(sql: kind.tables)
      try database.execute(sql: "PRAGMA application_id = \(kind.applicationID)")
      try database.execute(sql: "PRAGMA user_version = \(kind.version)")
      return .commit
    }
  }
}
