import HubSpotAPI

/// What became of an entry, as it is left in the store for who asked.
enum LaneReply: Hashable, Sendable {
  case response(HubSpotResponse)
  case noReply
  case notAdmitted
  /// No reply: the lane has nobody who sends its batches, and the asker may do it.
  case lead

  var encoded: String {
    switch self {
    case .noReply: FieldText(["no reply"]).encoded
    case .notAdmitted: FieldText(["not admitted"]).encoded
    case .lead: FieldText(["lead"]).encoded
    case .response(let response):
      switch response.body {
      case .object(let object):
        FieldText(
          [
            "object", String(response.status), object.id.description, String(object.createdAt),
            String(object.updatedAt),
            object.isArchived ? "1" : "0",
          ] + object.properties.flatMap { [$0.name, $0.value == nil ? "0" : "1", $0.value ?? ""] }
        ).encoded
      case .error(let error):
        FieldText(["error", String(response.status), error.category, error.message, error.correlationID]).encoded
      default: FieldText(["empty", String(response.status)]).encoded
      }
    }
  }

  /// Reads what `encoded` wrote; nil for anything else.
  init?(encoded text: String) {
    guard let fields = FieldText(encoded: text)?.fields, let kind = fields.first else { return nil }
    switch kind {
    case "no reply": self = .noReply
    case "not admitted": self = .notAdmitted
    case "lead": self = .lead
    default:
      guard fields.count >= 2, let status = Int(fields[1]), let body = Self.body(kind, Array(fields.dropFirst(2)))
      else {
        return nil
      }
      self = .response(HubSpotResponse(status: status, body: body))
    }
  }

  private static func body(_ kind: String, _ fields: [String]) -> HubSpotResponse.Body? {
    switch kind {
    case "empty": return .empty
    case "error":
      guard fields.count == 3 else { return nil }
      return .error(HubSpotErrorBody(message: fields[1], category: fields[0], correlationID: fields[2]))
    case "object":
      guard fields.count >= 4, fields.count % 3 == 1, let id = ObjectID(fields[0]), let created = Int64(fields[1]),
        let updated = Int64(fields[2])
      else { return nil }
      let properties = stride(from: 4, to: fields.count, by: 3).map { start in
        ReturnedProperty(fields[start], fields[start + 1] == "1" ? fields[start + 2] : nil)
      }
      return .object(
        HubSpotObject(
          id: id,
          properties: properties,
          createdAt: created,
          updatedAt: updated,
          isArchived: fields[3] == "1"
        )
      )
    default: return nil
    }
  }
}
