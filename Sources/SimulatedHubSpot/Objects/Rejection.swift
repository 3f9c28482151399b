import HubSpotAPI

/// Why HubSpot does not do what a call asks: an error reply, but for the correlation id.
struct Rejection: Error, Hashable {
  let status: Int
  let category: String
  let message: String
  /// `context.ids` when this is one error of a batch.
  var ids: [String] = []

  static func invalid(_ message: String) -> Rejection {
    Rejection(status: 400, category: "VALIDATION_ERROR", message: message)
  }

  /// A property value that is not accepted, as HubSpot lists it: a JSON array inside the message.
  static func invalidProperty(_ name: String, error: String, _ message: String) -> Rejection {
    let detail: JSONValue = [
      ["isValid": .bool(false), "message": .string(message), "error": .string(error), "name": .string(name)]
    ]
    return .invalid("Property values were not valid: \(detail.text)")
  }

  static func undefinedProperty(_ name: String) -> Rejection {
    .invalidProperty(name, error: "PROPERTY_DOESNT_EXIST", "Property \"\(name)\" does not exist")
  }

  static func readOnlyProperty(_ name: String) -> Rejection {
    .invalidProperty(name, error: "READ_ONLY_VALUE", "\"\(name)\" is a read only property; its value cannot be set")
  }

  static func missingProperty(_ name: String, of singular: String) -> Rejection {
    .invalidProperty(name, error: "REQUIRED_PROPERTY_MISSING", "\(singular) needs a value for \"\(name)\"")
  }

  static func unknownType(_ type: ObjectType) -> Rejection {
    .invalid("Unable to infer object type from: \(type.id)")
  }

  static func notFound(_ text: String) -> Rejection {
    Rejection(
      status: 404,
      category: "OBJECT_NOT_FOUND",
      message: "Object not found. No object has the id \(text).",
      ids: [text]
    )
  }

  static func conflict(_ singular: String, existing id: ObjectID) -> Rejection {
    Rejection(
      status: 409,
      category: "CONFLICT",
      message: "\(singular) already exists. Existing ID: \(id)",
      ids: [id.description]
    )
  }

  /// The same as one error of a batch.
  func itemError(writeTraceID: String? = nil) -> BatchReply.ItemError {
    BatchReply.ItemError(
      category: category,
      message: message,
      ids: ids,
      writeTraceIDs: writeTraceID.map { [$0] } ?? []
    )
  }
}
