import HubSpotAPI

/// The order of a search's results by one property: numbers as numbers, before everything else, which is text; objects
/// without a value come last, whatever the direction. (HubSpot does not say where it puts them.)
struct SearchOrder {
  private let field: TypeLayout.Field
  private let isDescending: Bool

  /// - Throws: a 400 when the property is not defined.
  init(_ sort: ObjectSearch.Sort, in layout: TypeLayout) throws(Rejection) {
    guard let field = layout.field(sort.property) else { throw .undefinedProperty(sort.property) }
    self.field = field
    isDescending = sort.direction == .descending
  }

  /// - Parameter rows: ascending; those that are equal stay so.
  func sort(_ rows: inout [Int32], in table: ObjectTable) {
    let keyed = rows.map { (row: $0, key: key(of: Int($0), in: table)) }
    rows = keyed.sorted { left, right in
      switch (left.key, right.key) {
      case (let one?, let other?) where one != other: (one < other) != isDescending
      case (_?, nil): true
      case (nil, _?): false
      default: left.row < right.row
      }
    }.map(\.row)
  }

  private func key(of row: Int, in table: ObjectTable) -> Key? {
    let document = table.index.documents[row]
    switch field {
    case .stored(let slot): return document.values[slot].map { Double($0).map(Key.number) ?? .text($0) }
    case .objectID: return .number(Double(row))
    case .createdAt: return .number(Double(table.layout.milliseconds(table.rows[row].createdAt)))
    case .updatedAt: return .number(Double(table.layout.milliseconds(document.updatedAt)))
    }
  }

  private enum Key: Comparable {
    case number(Double)
    case text(String)
  }
}
