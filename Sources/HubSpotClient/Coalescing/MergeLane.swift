import HubSpotAPI

/// Calls that can become one: of one kind, on one type of objects, for one purpose. Searches, associations and reads by
/// another key than the id have no lane.
struct MergeLane: Hashable, Sendable {
  enum Kind: String, Sendable { case read, create, update }

  let kind: Kind
  let type: ObjectType
  let label: CallLabel
  /// Those that reads ask for.
  let properties: [String]

  /// - Returns: nil for a call that is merged with no other.
  init?(_ request: HubSpotRequest) {
    switch request.call {
    case .readObject(let query):
      guard case .id = query.key else { return nil }
      self.init(.read, query.type, request.label, query.properties)
    case .createObject(let input): self.init(.create, input.type, request.label, [])
    case .updateObject(let object, _): self.init(.update, object.type, request.label, [])
    default: return nil
    }
  }

  init(_ kind: Kind, _ type: ObjectType, _ label: CallLabel, _ properties: [String]) {
    self.kind = kind
    self.type = type
    self.label = label
    self.properties = properties
  }
}
