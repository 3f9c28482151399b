import GRDB
import HubSpotAPI
package import SQLiteFile
package import SimulatedHubSpot

extension SQLiteFile.Kind {
  /// The records of a simulated HubSpot: every object with its properties, archived ones too.
  package static let hubSpot = SQLiteFile.Kind(
    "the records of a simulated HubSpot",
    // `BSHS`
    applicationID: 0x4253_4853,
    version: 1,
    tables: """
      CREATE TABLE object (
        type TEXT NOT NULL,
        id INTEGER NOT NULL,
        created_at INTEGER NOT NULL, -- milliseconds since the Unix epoch, as the others
        updated_at INTEGER NOT NULL,
        archived_at INTEGER,
        PRIMARY KEY (type, id)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE property (
        type TEXT NOT NULL,
        id INTEGER NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (type, id, name)
      ) STRICT, WITHOUT ROWID;
      """
  )
}

/// The records of a simulated HubSpot in a file, so that they outlive the process that simulates it.
package struct HubSpotFile: Sendable {
  private let file: SQLiteFile

  /// - Parameter file: of the kind `hubSpot`.
  package init(_ file: SQLiteFile) { self.file = file }

  /// Keeps objects as they are now, all of them or none.
  package func keep(_ objects: [KeptObject]) throws(SQLiteFileError) {
    try file.write { database in
      let insertObject = try database.cachedStatement(sql: "INSERT OR REPLACE INTO object VALUES (?, ?, ?, ?, ?)")
      let clear = try database.cachedStatement(sql: "DELETE FROM property WHERE type = ? AND id = ?")
      let insertProperty = try database.cachedStatement(sql: "INSERT INTO property VALUES (?, ?, ?, ?)")
      for object in objects {
        let place: StatementArguments = [object.type.id, object.id.number]
        try insertObject.execute(arguments: place + [object.createdAt, object.updatedAt, object.archivedAt])
        try clear.execute(arguments: place)
        for property in object.properties {
          try insertProperty.execute(arguments: place + [property.name, property.value])
        }
      }
    }
  }

  /// By type and id.
  package func objects() throws(SQLiteFileError) -> [KeptObject] {
    try file.read { database in
      let rows = try Row.fetchCursor(database, sql: "SELECT * FROM property ORDER BY type, id")
      var next = try rows.next()?.copy()
      func properties(of type: String, _ id: Int64) throws -> [Property] {
        var found: [Property] = []
        while let row = next, row["type"] == type, row["id"] == id {
          found.append(Property(row["name"], row["value"]))
          next = try rows.next()?.copy()
        }
        return found
      }
      return try Row.fetchAll(database, sql: "SELECT * FROM object ORDER BY type, id").map { row in
        let (type, id): (String, Int64) = (row["type"], row["id"])
        return KeptObject(
          type: ObjectType(type),
          id: ObjectID(id),
          createdAt: row["created_at"],
          updatedAt: row["updated_at"],
          archivedAt: row["archived_at"],
          properties: try properties(of: type, id)
        )
      }
    }
  }

  /// How many objects there are, archived ones included.
  package func count() throws(SQLiteFileError) -> Int {
    try file.read { database in try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM object") ?? 0 }
  }
}
