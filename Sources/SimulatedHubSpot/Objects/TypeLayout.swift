import HubSpotAPI
import VirtualTime

/// Where the objects of a type keep the value of each property: a position in an array, so that an object needs no
/// dictionary of its own.
final class TypeLayout: Sendable {
  /// Where a property's value is found.
  enum Field: Hashable, Sendable {
    /// In the object's array of values.
    case stored(Int)
    case objectID
    case createdAt
    case updatedAt
  }

  let type: ObjectType
  let singular: String
  /// By slot.
  let properties: [PropertyDefinition]
  let uniqueSlots: [Int]
  let requiredSlots: [Int]
  let trackedSlots: [Int]
  /// What every reply to a write carries besides the changed properties.
  let echoedSystemProperties: [(name: String, field: Field)]
  private let fields: NameTable<Field>
  private let idBase: Int64
  /// Milliseconds since the Unix epoch at time 0.
  let epoch: Int64

  /// - Parameters:
  ///   - number: the type's position in the schema. Each type has ids of its own range, so that the id of one type
  ///     never finds an object of another.
  ///   - epoch: milliseconds since the Unix epoch at time 0.
  init(_ definition: ObjectTypeDefinition, number: Int, epoch: Int64) {
    type = definition.type.normalized
    singular = definition.singular
    properties = definition.properties
    idBase = Int64(number + 1) * 1_000_000_000 + 1
    self.epoch = epoch
    let slots = definition.properties.indices
    uniqueSlots = slots.filter { definition.properties[$0].isUnique }
    requiredSlots = slots.filter { definition.properties[$0].isRequired }
    trackedSlots = slots.filter { definition.properties[$0].isTracked }
    let system = Self.systemProperties(of: type)
    echoedSystemProperties = Array(system.suffix(3))
    var fields = NameTable<Field>()
    for (name, field) in system { fields.set(name, field) }
    for slot in slots { fields.set(definition.properties[slot].name, .stored(slot)) }
    self.fields = fields
  }

  /// The properties that exist without definition; the last three are those that writes echo.
  static func systemProperties(of type: ObjectType) -> [(name: String, field: Field)] {
    let all: [(name: String, field: Field)] = [
      ("hs_createdate", .createdAt), ("hs_lastmodifieddate", .updatedAt), ("hs_object_id", .objectID),
    ]
    guard type == .contacts else { return all }
    return [all[0], all[1], ("createdate", .createdAt), ("lastmodifieddate", .updatedAt), all[2]]
  }

  func field(_ name: String) -> Field? { fields[name] }

  /// The id of the object in a row: ids ascend in the order of creation.
  func id(ofRow row: Int) -> ObjectID { ObjectID(idBase + Int64(row)) }

  /// The row that an id belongs to, whether it exists or not; negative for the id of a lower type.
  func row(of id: ObjectID) -> Int { Int(id.number &- idBase) }

  /// Milliseconds since the Unix epoch.
  func milliseconds(_ instant: VirtualInstant) -> Int64 { epoch + instant.nanoseconds / 1_000_000 }

  /// The slot of a property that can be written.
  func slot(writing name: String) throws(Rejection) -> Int {
    switch fields[name] {
    case .stored(let slot): return slot
    case nil: throw .undefinedProperty(name)
    default: throw .readOnlyProperty(name)
    }
  }

  /// The values of a new object, by slot. The empty string leaves a property without value.
  func values(of input: [Property]) throws(Rejection) -> [String?] {
    var values = [String?](repeating: nil, count: properties.count)
    for property in input {
      let slot = try slot(writing: property.name)
      values[slot] = property.value.isEmpty ? nil : property.value
    }
    for slot in requiredSlots where values[slot] == nil {
      throw .missingProperty(properties[slot].name, of: singular)
    }
    return values
  }

  /// The changes that an update asks for.
  func assignments(of input: [Property]) throws(Rejection) -> [Assignment] {
    var assignments: [Assignment] = []
    assignments.reserveCapacity(input.count)
    for property in input {
      let slot = try slot(writing: property.name)
      if property.value.isEmpty, properties[slot].isRequired {
        throw .missingProperty(property.name, of: singular)
      }
      assignments.append(Assignment(slot: slot, value: property.value.isEmpty ? nil : property.value))
    }
    return assignments
  }
}

/// A new value for a slot; nil clears it.
struct Assignment: Hashable {
  var slot: Int
  var value: String?
}
