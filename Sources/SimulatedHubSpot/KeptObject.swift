package import HubSpotAPI
import VirtualTime

/// An object of an account as it is kept from one run to another.
package struct KeptObject: Hashable, Sendable {
  package let type: ObjectType
  package let id: ObjectID
  /// Milliseconds since the Unix epoch, as the others.
  package let createdAt: Int64
  package let updatedAt: Int64
  /// nil while it is not archived.
  package let archivedAt: Int64?
  /// Those that have a value, in the order of the schema.
  package let properties: [Property]

  package init(
    type: ObjectType,
    id: ObjectID,
    createdAt: Int64,
    updatedAt: Int64,
    archivedAt: Int64?,
    properties: [Property]
  ) {
    self.type = type
    self.id = id
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.archivedAt = archivedAt
    self.properties = properties
  }
}

extension SimulatedHubSpot {
  /// Puts an account back as it was kept: ids, unique values, archived objects and times. Associations, and what tracked
  /// properties were before, are not kept. Called before the first request.
  ///
  /// - Parameter objects: each type's with ascending ids and without a gap, from its first one.
  /// - Throws: `HubSpotSetUpError` for the first object that cannot be; those before it are there.
  package func restore(_ objects: [KeptObject]) throws(HubSpotSetUpError) {
    for (position, object) in objects.enumerated() {
      do throws(Rejection) { try portal.restore(object) } catch {
        throw HubSpotSetUpError(position: position, reason: error.message)
      }
    }
  }
}

extension Portal {
  /// From now on `takeChanges` tells what calls have changed.
  mutating func followChanges() { for number in tables.indices { tables[number].touched = [] } }

  /// The objects that have changed since the last time, by type and in the order of their ids.
  mutating func takeChanges() -> [KeptObject] {
    var changed: [KeptObject] = []
    for number in tables.indices {
      guard let rows = tables[number].touched, !rows.isEmpty else { continue }
      tables[number].touched = []
      changed += rows.sorted().map { tables[number].kept($0) }
    }
    return changed
  }

  fileprivate mutating func restore(_ object: KeptObject) throws(Rejection) {
    let number = try number(of: object.type)
    let layout = tables[number].layout
    let expected = layout.id(ofRow: tables[number].rows.count)
    guard object.id == expected else { throw .invalid("the id is \(object.id); expected \(expected)") }
    let values = try layout.values(of: object.properties)
    if object.archivedAt == nil { try tables[number].checkUnique(values) }
    tables[number].restore(
      ObjectRow(
        createdAt: layout.instant(object.createdAt),
        updatedAt: layout.instant(object.updatedAt),
        archivedAt: object.archivedAt.map(layout.instant) ?? .never,
        values: values
      )
    )
  }
}

extension ObjectTable {
  fileprivate func kept(_ row: Int) -> KeptObject {
    let object = rows[row]
    return KeptObject(
      type: layout.type,
      id: layout.id(ofRow: row),
      createdAt: layout.milliseconds(object.createdAt),
      updatedAt: layout.milliseconds(object.updatedAt),
      archivedAt: object.isArchived ? layout.milliseconds(object.archivedAt) : nil,
      properties: zip(layout.properties, object.values).compactMap { definition, value in
        value.map { Property(definition.name, $0) }
      }
    )
  }
}

extension TypeLayout {
  /// - Parameter milliseconds: since the Unix epoch; before the start of a run it is a negative instant.
  fileprivate func instant(_ milliseconds: Int64) -> VirtualInstant {
    VirtualInstant(nanoseconds: (milliseconds - epoch) * 1_000_000)
  }
}
