/// A search in one object type. Groups are joined by OR, the filters of a group by AND.
package struct ObjectSearch: Hashable, Sendable {
  package var type: ObjectType
  package var filterGroups: [[Filter]]
  package var properties: [String]
  /// nil for HubSpot's own order, which it does not promise.
  package var sort: Sort?
  /// 1...200; HubSpot's default is 10.
  package var limit: Int
  /// The offset of the page, as the previous page's `after` gave it.
  package var after: Int

  package init(
    _ type: ObjectType,
    filterGroups: [[Filter]],
    properties: [String] = [],
    sort: Sort? = nil,
    limit: Int = 10,
    after: Int = 0
  ) {
    self.type = type
    self.filterGroups = filterGroups
    self.properties = properties
    self.sort = sort
    self.limit = limit
    self.after = after
  }

  /// By which property results are sorted. HubSpot takes one; what is equal in it comes in no promised order.
  package struct Sort: Hashable, Sendable {
    package enum Direction: String, Hashable, Sendable {
      case ascending = "ASCENDING"
      case descending = "DESCENDING"
    }

    package var property: String
    package var direction: Direction

    package init(_ property: String, _ direction: Direction) {
      self.property = property
      self.direction = direction
    }
  }

  /// A condition on one property.
  package struct Filter: Hashable, Sendable {
    package enum Condition: Hashable, Sendable {
      case equals(String)
      case differs(from: String)
      case isOneOf([String])
      case isNoneOf([String])
      case isAtLeast(String)
      case isLess(than: String)
      case isMore(than: String)
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
