/// The kind of a CRM object, by the identifier that HubSpot's paths use (`0-1`, `2-50158943`, `notes`).
package struct ObjectType: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let id: String

  package init(_ id: String) { self.id = id }

  /// Contacts. HubSpot takes `contacts` and `0-1` for the same type; `normalized` folds them.
  package static let contacts = ObjectType("0-1")
  package static let notes = ObjectType("notes")

  /// The one spelling under which a simulator or a client keeps the type.
  package var normalized: ObjectType {
    switch id {
    case "contacts", "contact": .contacts
    case "0-46", "note": .notes
    default: self
    }
  }

  package var description: String { id }

  package static func < (left: ObjectType, right: ObjectType) -> Bool { left.id < right.id }
}

/// The identifier of a CRM object: a number in webhooks and association replies, a string everywhere else. Keeping one
/// type for it is what prevents the look-up of a number in a table keyed by strings.
package struct ObjectID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let number: Int64

  package init(_ number: Int64) { self.number = number }

  /// Reads the wire's string form; nil when it is not a positive decimal number.
  package init?(_ text: String) {
    guard let number = Int64(text), number > 0 else { return nil }
    self.number = number
  }

  package var description: String { String(number) }

  package static func < (left: ObjectID, right: ObjectID) -> Bool { left.number < right.number }
}

/// One object of one type.
package struct ObjectReference: Hashable, Sendable {
  package var type: ObjectType
  package var id: ObjectID

  package init(_ type: ObjectType, _ id: ObjectID) {
    self.type = type
    self.id = id
  }
}
