import Texts

/// Something that happened to an object, as a webhook tells it: not how the object is now, nor what it is associated with.
package struct WebhookEvent: Hashable, Sendable {
  /// `subscriptionType`.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case creation = "object.creation"
    case propertyChange = "object.propertyChange"
    case deletion = "object.deletion"
  }

  /// Not unique among all events of an account.
  package var eventID: Int64
  package var subscriptionID: Int64
  package var portalID: Int64
  package var appID: Int64
  /// Milliseconds since the Unix epoch.
  package var occurredAt: Int64
  package var kind: Kind
  /// 0 for the first sending.
  package var attempt: Int
  package var object: ObjectReference
  /// The property and its new value, empty when it was cleared; of a change only.
  package var property: Property?
  /// `INTEGRATION`, `CRM_UI`, ...; nil when it is not told.
  package var changeSource: String?

  package init(
    eventID: Int64,
    subscriptionID: Int64,
    portalID: Int64,
    appID: Int64,
    occurredAt: Int64,
    kind: Kind,
    attempt: Int = 0,
    object: ObjectReference,
    property: Property? = nil,
    changeSource: String? = nil
  ) {
    self.eventID = eventID
    self.subscriptionID = subscriptionID
    self.portalID = portalID
    self.appID = appID
    self.occurredAt = occurredAt
    self.kind = kind
    self.attempt = attempt
    self.object = object
    self.property = property
    self.changeSource = changeSource
  }

  /// As it stands in a delivery.
  package var wireObject: JSONValue {
    var members: [JSONValue.Member] = [
      JSONValue.Member("eventId", .integer(eventID)), JSONValue.Member("subscriptionId", .integer(subscriptionID)),
      JSONValue.Member("portalId", .integer(portalID)), JSONValue.Member("appId", .integer(appID)),
      JSONValue.Member("occurredAt", .integer(occurredAt)),
      JSONValue.Member("subscriptionType", .string(kind.rawValue)),
      JSONValue.Member("attemptNumber", .integer(Int64(attempt))),
      JSONValue.Member("objectId", .integer(object.id.number)),
      JSONValue.Member("objectTypeId", .string(object.type.id)),
    ]
    if let property {
      members.append(JSONValue.Member("propertyName", .string(property.name)))
      members.append(JSONValue.Member("propertyValue", .string(property.value)))
    }
    if let changeSource { members.append(JSONValue.Member("changeSource", .string(changeSource))) }
    return .object(members)
  }

  /// A field that is not what it should be.
  struct FieldError: Error, Hashable {
    let field: String
    let expected: String
  }

  /// Until the year 2200.
  private static let times: ClosedRange<Int64> = 0...7_258_118_400_000

  /// Letters, digits, `-` and `_`.
  private static func mayStandInType(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }

  /// nil for an event of another kind.
  init?(_ node: JSONNode) throws(FieldError) {
    guard case .object(let members) = node.value else { throw FieldError(field: "it", expected: "an object") }
    let fields = Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.node.value) })
    func number(_ field: String) throws(FieldError) -> Int64 {
      guard case .whole(let value) = fields[field], let number = Int64(exactly: value) else {
        throw FieldError(field: field, expected: "a whole number of 64 bits")
      }
      return number
    }
    func text(_ field: String) throws(FieldError) -> String {
      guard case .text(let text) = fields[field] else { throw FieldError(field: field, expected: "a text") }
      return text
    }
    guard let kind = Kind(rawValue: try text("subscriptionType")) else { return nil }
    let id = try number("objectId")
    guard id > 0 else { throw FieldError(field: "objectId", expected: "above 0") }
    // Whoever reckons with the time in nanoseconds must be able to.
    let occurredAt = try number("occurredAt")
    guard Self.times.contains(occurredAt) else {
      throw FieldError(field: "occurredAt", expected: "milliseconds since the Unix epoch")
    }
    let type = try text("objectTypeId")
    guard !type.isEmpty, type.utf8.allSatisfy(Self.mayStandInType) else {
      throw FieldError(field: "objectTypeId", expected: "a type of objects")
    }
    self.init(
      eventID: try number("eventId"),
      subscriptionID: try number("subscriptionId"),
      portalID: try number("portalId"),
      appID: try number("appId"),
      occurredAt: occurredAt,
      kind: kind,
      attempt: Int(try number("attemptNumber")),
      object: ObjectReference(ObjectType(type).normalized, ObjectID(id)),
      property: kind == .propertyChange ? Property(try text("propertyName"), try text("propertyValue")) : nil,
      changeSource: fields["changeSource"] == nil ? nil : try text("changeSource")
    )
  }
}

/// Where HubSpot sends webhooks to.
package protocol WebhookReceiver: Sendable {
  /// - Returns: the status of the answer; nil when the connection failed.
  func receive(_ delivery: WebhookDelivery) async -> Int?
}
