import HubSpotAPI
import Ports

/// A single call as it stands in a lane of the store, for whoever sends the lane's next batch.
struct LaneEntry: Sendable {
  /// Of its own among all entries: its reply is left under it.
  let id: String
  /// After this moment it is not sent any more: who asked may be gone, and what it was asked for undone.
  let expiresAt: Timestamp
  let call: HubSpotCall

  init(id: String, expiresAt: Timestamp, call: HubSpotCall) {
    self.id = id
    self.expiresAt = expiresAt
    self.call = call
  }

  var encoded: String {
    let payload: [String]
    switch call {
    case .readObject(let query): payload = if case .id(let id) = query.key { [id.description] } else { [] }
    case .updateObject(let object, let properties): payload = [object.id.description] + Self.texts(properties)
    case .createObject(let input):
      payload =
        [String(input.associations.count)]
        + input.associations.flatMap { [$0.to.type.id, $0.to.id.description, $0.typeID.map(String.init) ?? ""] }
        + Self.texts(input.properties)
    default: preconditionFailure("a call without a lane has no entry")
    }
    return FieldText([id, String(expiresAt.nanoseconds)] + payload).encoded
  }

  /// Reads an entry of a lane; nil for anything else.
  init?(encoded text: String, in lane: MergeLane) {
    guard let fields = FieldText(encoded: text)?.fields, fields.count >= 3, let time = Int64(fields[1]) else {
      return nil
    }
    let payload = fields[2...]
    guard let call = Self.call(Array(payload), in: lane) else { return nil }
    self.init(id: fields[0], expiresAt: Timestamp(nanoseconds: time), call: call)
  }

  private static func call(_ payload: [String], in lane: MergeLane) -> HubSpotCall? {
    switch lane.kind {
    case .read:
      guard payload.count == 1, let id = ObjectID(payload[0]) else { return nil }
      return .readObject(ObjectQuery(lane.type, .id(id), properties: lane.properties))
    case .update:
      guard let id = ObjectID(payload[0]), let properties = properties(payload.dropFirst()) else { return nil }
      return .updateObject(ObjectReference(lane.type, id), properties)
    case .create:
      guard let count = Int(payload[0]), count >= 0, payload.count >= 1 + 3 * count else { return nil }
      var associations: [InlineAssociation] = []
      for number in 0..<count {
        let fields = payload[(1 + 3 * number)...]
        guard let id = ObjectID(fields[fields.startIndex + 1]) else { return nil }
        let target = ObjectReference(ObjectType(fields[fields.startIndex]), id)
        associations.append(InlineAssociation(to: target, typeID: Int(fields[fields.startIndex + 2])))
      }
      guard let properties = properties(payload.dropFirst(1 + 3 * count)) else { return nil }
      return .createObject(ObjectInput(lane.type, properties: properties, associations: associations))
    }
  }

  private static func texts(_ properties: [Property]) -> [String] { properties.flatMap { [$0.name, $0.value] } }

  private static func properties(_ texts: ArraySlice<String>) -> [Property]? {
    guard texts.count.isMultiple(of: 2) else { return nil }
    return stride(from: texts.startIndex, to: texts.endIndex, by: 2).map { Property(texts[$0], texts[$0 + 1]) }
  }
}
