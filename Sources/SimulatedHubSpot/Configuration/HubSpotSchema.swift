package import HubSpotAPI

/// Which types of objects an account has, with which properties, and which types can be associated.
package struct HubSpotSchema: Hashable, Sendable {
  package var types: [ObjectTypeDefinition]
  package var associations: [AssociationDefinition]

  package init(types: [ObjectTypeDefinition], associations: [AssociationDefinition] = []) {
    self.types = types
    self.associations = associations
  }

  /// What is wrong with the schema, in words; empty when nothing is.
  var problems: [String] {
    var problems: [String] = []
    var seen: Set<ObjectType> = []
    for definition in types {
      let type = definition.type.normalized
      if !seen.insert(type).inserted { problems.append("schema: type \(type) is defined twice") }
      var names = Set(TypeLayout.systemProperties(of: type).map(\.name))
      for property in definition.properties where !names.insert(property.name).inserted {
        problems.append("schema: \(type) defines \(property.name) twice, or it is a system property")
      }
    }
    for association in associations {
      for type in [association.from, association.to] where !seen.contains(type.normalized) {
        problems.append("schema: association \(association.typeID) names \(type), which is not defined")
      }
    }
    return problems
  }
}

/// A type of objects.
package struct ObjectTypeDefinition: Hashable, Sendable {
  package var type: ObjectType
  /// The name of a custom type: paths may say `p<portal>_<name>`. The bare name is refused.
  package var name: String?
  /// What messages call one object of the type: "Contact already exists".
  package var singular: String
  package var properties: [PropertyDefinition]

  package init(_ type: ObjectType, name: String? = nil, singular: String, properties: [PropertyDefinition]) {
    self.type = type
    self.name = name
    self.singular = singular
    self.properties = properties
  }

  /// Contacts; `email` is unique, as it is in every account.
  package static func contacts(_ properties: [PropertyDefinition]) -> ObjectTypeDefinition {
    let email = PropertyDefinition("email", isUnique: true)
    return ObjectTypeDefinition(.contacts, singular: "Contact", properties: [email] + properties)
  }

  /// Notes: `hs_timestamp` is required, `hs_note_body` holds the text.
  package static func notes(_ properties: [PropertyDefinition] = []) -> ObjectTypeDefinition {
    let own = [PropertyDefinition("hs_timestamp", isRequired: true), PropertyDefinition("hs_note_body")]
    return ObjectTypeDefinition(.notes, singular: "Note", properties: own + properties)
  }
}

/// A property of a type. `hs_object_id`, `hs_createdate` and `hs_lastmodifieddate` exist without definition, and for
/// contacts `createdate` and `lastmodifieddate`.
package struct PropertyDefinition: Hashable, Sendable {
  package var name: String
  /// No two objects that are not archived have the same value.
  package var isUnique: Bool
  /// An object cannot be created without it, nor can it be cleared.
  package var isRequired: Bool
  /// Whether each change is kept, with its time, for the audit.
  package var isTracked: Bool

  package init(_ name: String, isUnique: Bool = false, isRequired: Bool = false, isTracked: Bool = false) {
    self.name = name
    self.isUnique = isUnique
    self.isRequired = isRequired
    self.isTracked = isTracked
  }
}

/// A way in which two types can be associated. The first definition of a pair of types is its default.
package struct AssociationDefinition: Hashable, Sendable {
  package var from: ObjectType
  package var to: ObjectType
  /// HubSpot's id of the type, seen from `from`.
  package var typeID: Int
  /// Its id seen from `to`: an association is visible from both ends.
  package var inverseTypeID: Int
  /// What it means, at both ends; nil for an association that only joins.
  package var label: String?
  package var category: AssociationLabel.Category

  package init(
    from: ObjectType,
    to: ObjectType,
    typeID: Int,
    inverseTypeID: Int,
    label: String? = nil,
    category: AssociationLabel.Category = .userDefined
  ) {
    self.from = from
    self.to = to
    self.typeID = typeID
    self.inverseTypeID = inverseTypeID
    self.label = label
    self.category = category
  }

  /// HubSpot's own: 202 from note to contact, 201 back.
  package static let noteToContact = AssociationDefinition(
    from: .notes,
    to: .contacts,
    typeID: 202,
    inverseTypeID: 201,
    category: .hubSpotDefined
  )
}
