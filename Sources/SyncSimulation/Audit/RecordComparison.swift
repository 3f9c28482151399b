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
  package fileprivate(set) var arrived = 0
  /// Objects without a key that a record can have, in their order.
  package fileprivate(set) var keyless: [ObjectID] = []
  /// Keys of objects after the first of that key, in the order of the objects.
  package fileprivate(set) var doubled: [RecordKey] = []
  /// Keys that the source does not have, in the order of the objects.
  package fileprivate(set) var strangers: [RecordKey] = []
  /// In the order of the objects.
  package fileprivate(set) var differences: [Difference] = []
  /// In the order of the source.
  package fileprivate(set) var missing: [RecordKey] = []

  fileprivate init() {}
}

/// Compares one object of HubSpot's after the other with the records of a source.
package struct RecordComparer: Sendable {
  private let records: [SourceRecord]
  // Places instead of records: there may be millions.
  private var places: [RecordKey: Int32]
  private var isFound: [Bool]
  private var seenStrangers: Set<RecordKey> = []
  private var comparison = RecordComparison()

  /// - Parameter records: each as it was given last; of two with one key the last one is expected.
  package init(_ records: [SourceRecord]) {
    self.records = records
    places = Dictionary(minimumCapacity: records.count)
    for (place, record) in records.enumerated() { places[record.key] = Int32(place) }
    isFound = [Bool](repeating: false, count: records.count)
  }

  /// - Parameter object: one that is not archived; they come in the order of ids.
  package mutating func take(_ object: some RecordBearer) {
    guard let key = object[RecordProperty.key].flatMap({ RecordKey($0) }) else {
      comparison.keyless.append(object.id)
      return
    }
    guard let place = places[key].map({ Int($0) }) else {
      if seenStrangers.insert(key).inserted { comparison.strangers.append(key) } else { comparison.doubled.append(key) }
      return
    }
    guard !isFound[place] else {
      comparison.doubled.append(key)
      return
    }
    isFound[place] = true
    let wrong = records[place].properties.filter { object[$0.name] != $0.value }
    if wrong.isEmpty { comparison.arrived += 1 }
    comparison.differences += wrong.map { property in
      RecordComparison.Difference(
        key: key,
        property: property.name,
        found: object[property.name],
        expected: property.value
      )
    }
  }

  /// When all objects have been taken.
  package var result: RecordComparison {
    var comparison = comparison
    comparison.missing = records.indices.filter { !isFound[$0] && places[records[$0].key] == Int32($0) }
      .map { records[$0].key }
    return comparison
  }
}
