package import HubSpotAPI

/// How a page names the contact whose data it shows: by the CRM's id, or by what the visitor knows, which takes one search
/// more.
package enum ContactKey: Hashable, Sendable {
  case id(ObjectID)
  case student(id: String, email: String)

  /// The fields of a request that name the contact.
  package var members: [JSONValue.Member] {
    switch self {
    case .id(let id): [JSONValue.Member("contact_id", .string(id.description))]
    case .student(let id, let email):
      [JSONValue.Member("student_id", .string(id)), JSONValue.Member("email", .string(email))]
    }
  }

  /// - Throws: `FieldProblem` when neither an id nor a student's id and email are given.
  package init(json: JSONValue) throws(FieldProblem) {
    if json["contact_id"] != nil {
      self = .id(try json.id("contact_id"))
    } else {
      self = .student(id: try json.filledText("student_id"), email: try json.filledText("email"))
    }
  }
}

extension JSONValue {
  /// A text that is not empty, and no longer than any id or address is.
  fileprivate func filledText(_ field: String) throws(FieldProblem) -> String {
    let text = try text(field)
    guard (1...320).contains(text.utf8.count) else { throw FieldProblem(field, expected: "1 to 320 bytes of text") }
    return text
  }
}
