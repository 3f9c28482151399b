/// The method of an HTTP request, as far as HubSpot's CRM API uses them.
package enum HTTPMethod: String, Hashable, Sendable {
  case get = "GET"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"
}

extension HubSpotCall {
  /// The method of the HTTP request that this call is.
  package var method: HTTPMethod {
    switch self {
    case .readObject, .listAssociations, .listAssociationLabels: .get
    case .updateObject: .patch
    case .archiveObject, .removeAssociation: .delete
    case .associateDefault: .put
    default: .post
    }
  }

  /// The path and query of the HTTP request, percent-encoded, without the host.
  package var path: String {
    switch self {
    case .createObject(let input): Self.objects(input.type)
    case .readObject(let query): query.path
    case .updateObject(let reference, _), .archiveObject(let reference):
      Self.objects(reference.type) + "/\(reference.id)"
    case .searchObjects(let search): Self.objects(search.type) + "/search"
    case .createBatch(let type, _): Self.objects(type) + "/batch/create"
    case .readBatch(let query): Self.objects(query.type) + "/batch/read"
    case .updateBatch(let type, _): Self.objects(type) + "/batch/update"
    case .upsertBatch(let type, _, _): Self.objects(type) + "/batch/upsert"
    case .archiveBatch(let type, _): Self.objects(type) + "/batch/archive"
    case .associateDefault(let from, let to):
      "/crm/v4/objects/\(encoded(from.type))/\(from.id)/associations/default/\(encoded(to.type))/\(to.id)"
    case .listAssociations(let from, let type, let after):
      "/crm/v4/objects/\(encoded(from.type))/\(from.id)/associations/\(encoded(type))"
        + (after.map { "?after=\($0)" } ?? "")
    case .removeAssociation(let from, let to):
      "/crm/v4/objects/\(encoded(from.type))/\(from.id)/associations/\(encoded(to.type))/\(to.id)"
    case .associateBatch(let from, let to, _):
      "/crm/v4/associations/\(encoded(from))/\(encoded(to))/batch/associate/default"
    case .readAssociationBatch(let from, let to, _):
      "/crm/v4/associations/\(encoded(from))/\(encoded(to))/batch/read"
    case .listAssociationLabels(let from, let to):
      "/crm/v4/associations/\(encoded(from))/\(encoded(to))/labels"
    }
  }

  /// The body of the HTTP request; nil when it has none.
  package var body: JSONValue? {
    switch self {
    case .readObject, .archiveObject, .associateDefault, .listAssociations, .removeAssociation,
      .listAssociationLabels:
      nil
    case .createObject(let input): .object(input.wireMembers)
    case .updateObject(_, let properties): ["properties": properties.wireObject]
    case .searchObjects(let search): search.wireBody
    case .createBatch(_, let inputs): ["inputs": .array(inputs.map { .object($0.wireMembers) })]
    case .readBatch(let query): query.wireBody
    case .updateBatch(_, let updates):
      [
        "inputs": .array(
          updates.map { ["id": .string($0.id.description), "properties": $0.properties.wireObject] }
        )
      ]
    case .upsertBatch(_, let idProperty, let inputs):
      [
        "inputs": .array(
          inputs.map {
            ["id": .string($0.uniqueValue), "idProperty": .string(idProperty), "properties": $0.properties.wireObject]
          }
        )
      ]
    case .archiveBatch(_, let ids): ["inputs": Self.inputs(ids)]
    case .associateBatch(_, _, let pairs):
      ["inputs": .array(pairs.map { ["from": Self.identified($0.from), "to": Self.identified($0.to)] })]
    case .readAssociationBatch(_, _, let ids): ["inputs": Self.inputs(ids)]
    }
  }

  private static func objects(_ type: ObjectType) -> String { "/crm/v3/objects/\(encoded(type))" }

  fileprivate static func inputs(_ ids: [ObjectID]) -> JSONValue { .array(ids.map(identified)) }

  private static func identified(_ id: ObjectID) -> JSONValue { ["id": .string(id.description)] }
}

extension ObjectQuery {
  fileprivate var path: String {
    var query: [String] = []
    if !properties.isEmpty { query.append("properties=" + properties.map(percentEncoded).joined(separator: ",")) }
    let key: String
    switch self.key {
    case .id(let id): key = id.description
    case .unique(let property, let value):
      key = percentEncoded(value)
      query.append("idProperty=" + percentEncoded(property))
    }
    let path = "/crm/v3/objects/\(encoded(type))/\(key)"
    return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
  }
}

extension BatchQuery {
  fileprivate var wireBody: JSONValue {
    var members = [JSONValue.Member("properties", .array(properties.map { .string($0) }))]
    if !propertiesWithHistory.isEmpty {
      let names = propertiesWithHistory.map { JSONValue.string($0) }
      members.append(JSONValue.Member("propertiesWithHistory", .array(names)))
    }
    members.append(JSONValue.Member("inputs", HubSpotCall.inputs(ids)))
    return .object(members)
  }
}

extension ObjectInput {
  /// An association without a type id leaves `types` out: the default of the type pair.
  fileprivate var wireMembers: [JSONValue.Member] {
    var members = [JSONValue.Member("properties", properties.wireObject)]
    if !associations.isEmpty {
      members.append(JSONValue.Member("associations", .array(associations.map(\.wireObject))))
    }
    if let writeTraceID { members.append(JSONValue.Member("objectWriteTraceId", .string(writeTraceID))) }
    return members
  }
}

extension InlineAssociation {
  fileprivate var wireObject: JSONValue {
    let to: JSONValue = ["id": .string(self.to.id.description)]
    guard let typeID else { return ["to": to] }
    return [
      "to": to,
      "types": [["associationCategory": "HUBSPOT_DEFINED", "associationTypeId": .integer(Int64(typeID))]],
    ]
  }
}

extension ObjectSearch {
  fileprivate var wireBody: JSONValue {
    var members: [JSONValue.Member] = [
      JSONValue.Member(
        "filterGroups",
        .array(filterGroups.map { ["filters": .array($0.map(\.wireObject))] })
      ),
      JSONValue.Member("properties", .array(properties.map { .string($0) })),
    ]
    if let sort {
      let rule: JSONValue = ["propertyName": .string(sort.property), "direction": .string(sort.direction.rawValue)]
      members.append(JSONValue.Member("sorts", [rule]))
    }
    members.append(JSONValue.Member("limit", .integer(Int64(limit))))
    if after > 0 { members.append(JSONValue.Member("after", .string(String(after)))) }
    return .object(members)
  }
}

extension ObjectSearch.Filter {
  fileprivate var wireObject: JSONValue {
    let property: JSONValue = .string(self.property)
    switch condition {
    case .equals(let value): return ["propertyName": property, "operator": "EQ", "value": .string(value)]
    case .differs(let value): return ["propertyName": property, "operator": "NEQ", "value": .string(value)]
    case .isOneOf(let values):
      return ["propertyName": property, "operator": "IN", "values": .array(values.map { .string($0) })]
    case .isNoneOf(let values):
      return ["propertyName": property, "operator": "NOT_IN", "values": .array(values.map { .string($0) })]
    case .isMore(let value): return ["propertyName": property, "operator": "GT", "value": .string(value)]
    case .isAtLeast(let value): return ["propertyName": property, "operator": "GTE", "value": .string(value)]
    case .isLess(let value): return ["propertyName": property, "operator": "LT", "value": .string(value)]
    case .isSet: return ["propertyName": property, "operator": "HAS_PROPERTY"]
    case .isNotSet: return ["propertyName": property, "operator": "NOT_HAS_PROPERTY"]
    }
  }
}

extension [Property] {
  fileprivate var wireObject: JSONValue {
    .object(map { JSONValue.Member($0.name, .string($0.value)) })
  }
}

private func encoded(_ type: ObjectType) -> String { percentEncoded(type.id) }

/// RFC 3986: everything but the unreserved characters becomes `%XX`.
private func percentEncoded(_ text: String) -> String {
  var result = ""
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      result.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      result += byte < 16 ? "%0" : "%"
      result += String(byte, radix: 16, uppercase: true)
    }
  }
  return result
}
