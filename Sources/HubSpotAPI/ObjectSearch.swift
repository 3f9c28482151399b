/// A search in one object type. Groups are joined by OR, the filters of a group by AND.
package struct ObjectSearch: Hashable, Sendable {
  package var type: ObjectType
  package var filterGroups: [[Filter]]
  package var properties: [String]
  /// 1...200; HubSpot's default is 10.
  package var limit: Int
  /// The offset of the page, as the previous page's `after` gave it.
  package var after: Int

  package init(_ type: ObjectType, filterGroups: [[Filter]], properties: [String] = [], limit: Int = 10, after: Int = 0)
  {
    self.type = type
    self.filterGroups = filterGroups
    self.properties = properties
    self.limit = limit
    self.after = after
  }

  /// A condition on one property.
  package struct Filter: Hashable, Sendable {
    package enum Condition: Hashable, Sendable {
      case equals(String)
      case differs(from: String)
      case isOneOf([String])
      case isAtLeast(String)
      case isLess(than: String)
      case isSet
      case isNotSet
    }

    package var property: String
    package var condition: Condition

    package init(_ property: String, _ condition: Condition) {
      self.property = property
      self.condition = condition
    }
  }
}
