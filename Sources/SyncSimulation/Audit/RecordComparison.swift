package import BulkSync
package import HubSpotAPI
package import SimulatedHubSpot

/// An object of HubSpot's that bears a record.
package protocol RecordBearer {
  var id: ObjectID { get }
  /// The value of a property; nil when it has none.
  subscript(name: String) -> String? { get }
}

extension AuditedObject: RecordBearer {}

/// HubSpot's records against those of the source: what differs.
package struct RecordComparison: Sendable {
  package struct Difference: Sendable {
    package let key: RecordKey
    package let property: String
    /// nil when the object has no value.
    package let found: String?
    package let expected: String
  }

  /// How many records of the source are there as they were given last.
  package private(set) var arrived = 0
  /// Objects without a key that a record can have, in their order.
  package private(set) var keyless: [ObjectID] = []
  /// Keys of objects after the first of that key, in the order of the objects.
  package private(set) var doubled: [RecordKey] = []
  /// Keys that the source does not have, in the order of the objects.
  package private(set) var strangers: [RecordKey] = []
  /// In the order of the objects.
  package private(set) var differences: [Difference] = []
  /// In the order of the source.
  package private(set) var missing: [RecordKey] = []

  /// - Parameters:
  ///   - objects: those that are not archived, in the order of ids.
  ///   - records: each as it was given last.
  package init(_ objects: some Sequence<some RecordBearer>, _ records: [SourceRecord]) {
    // Places instead of records: there may be millions.
    var places = Dictionary(records.indices.lazy.map { (records[$0].key, Int32($0)) }) { _, last in last }
    var seenStrangers: Set<RecordKey> = []
    var isFound = [Bool](repeating: false, count: records.count)
    for object in objects {
      guard let key = object[RecordProperty.key].flatMap({ RecordKey($0) }) else {
        keyless.append(object.id)
        continue
      }
      guard let place = places[key].map({ Int($0) }) else {
        if seenStrangers.insert(key).inserted { strangers.append(key) } else { doubled.append(key) }
        continue
      }
      guard !isFound[place] else {
        doubled.append(key)
        continue
      }
      isFound[place] = true
      let wrong = records[place].properties.filter { object[$0.name] != $0.value }
      if wrong.isEmpty { arrived += 1 }
      differences += wrong.map { property in
        Difference(key: key, property: property.name, found: object[property.name], expected: property.value)
      }
    }
    for (place, record) in records.enumerated() where !isFound[place] {
      // Of two records with one key only the last one is expected.
      if places.removeValue(forKey: record.key) == Int32(place) { missing.append(record.key) }
    }
  }
}
