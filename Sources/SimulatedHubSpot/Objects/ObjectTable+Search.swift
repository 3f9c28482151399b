import HubSpotAPI
import VirtualTime

extension ObjectTable {
  /// The page that a search asks for, from what search knows at `now`. Results that are not sorted, or equal in what they
  /// are sorted by, come by id, ascending: our choice, for HubSpot promises no order.
  ///
  /// - Complexity: O(objects that have the rarest of the values asked for by equality); without equality O(objects).
  mutating func search(_ search: ObjectSearch, at now: VirtualInstant) throws(Rejection) -> SearchPage {
    try Self.checkSize(of: search)
    index.settle(at: now)
    var found = try matches(of: search)
    if let sort = search.sort { try SearchOrder(sort, in: layout).sort(&found, in: self) }
    let fields = requestedFields(search.properties)
    var objects: [HubSpotObject] = []
    let end = min(found.count, search.after + search.limit)
    for position in min(search.after, end)..<end {
      let row = Int(found[position])
      let document = index.documents[row]
      objects.append(object(row, values: document.values, updatedAt: document.updatedAt, fields: fields))
    }
    return SearchPage(total: found.count, objects: objects, nextAfter: end < found.count ? end : nil)
  }

  /// HubSpot's bounds on a search: 5 groups of 6 filters, 18 in all; pages of at most 200; nothing past the first
  /// 10,000 results; a body of at most 3,000 characters.
  private static func checkSize(of search: ObjectSearch) throws(Rejection) {
    var filters = 0
    var valueBytes = 0
    for group in search.filterGroups {
      filters += group.count
      guard group.count <= 6 else { throw .invalid("A filter group has at most 6 filters, got \(group.count)") }
      for filter in group {
        switch filter.condition {
        case .isOneOf(let values), .isNoneOf(let values):
          for value in values { valueBytes += value.utf8.count + 3 }
        default: break
        }
      }
    }
    guard search.filterGroups.count <= 5 else {
      throw .invalid("A search has at most 5 filter groups, got \(search.filterGroups.count)")
    }
    guard filters <= 18 else { throw .invalid("A search has at most 18 filters, got \(filters)") }
    guard (1...200).contains(search.limit) else { throw .invalid("limit is in 1...200, got \(search.limit)") }
    guard search.after >= 0, search.after <= 10_000 - search.limit else {
      throw .invalid("A search reaches 10,000 results; asked for \(search.limit) after \(search.after)")
    }
    // Writing the body costs more than the search: only where it may be too long.
    if valueBytes + filters * 100 + search.properties.count * 40 > 2_000 {
      let characters = HubSpotCall.searchObjects(search).body?.text.count ?? 0
      guard characters <= 3_000 else {
        throw .invalid("The body of a search has at most 3,000 characters, got \(characters)")
      }
    }
  }

  private mutating func matches(of search: ObjectSearch) throws(Rejection) -> [Int32] {
    guard search.filterGroups.count != 1 else { return try matches(of: search.filterGroups[0]) }
    guard !search.filterGroups.isEmpty else { return try matches(of: []) }
    var all: [Int32] = []
    for group in search.filterGroups { all += try matches(of: group) }
    return all.sortedWithoutRepetition()
  }

  /// The rows that pass all filters, ascending.
  private mutating func matches(of filters: [ObjectSearch.Filter]) throws(Rejection) -> [Int32] {
    var prepared: [SearchFilter] = []
    prepared.reserveCapacity(filters.count)
    for filter in filters { prepared.append(try SearchFilter(filter, in: layout)) }
    guard let candidates = candidates(for: prepared) else {
      return (0..<Int32(index.documents.count)).filter { passes($0, prepared) }
    }
    // The rows of one value are exact: nothing is left to look at.
    if prepared.count == 1, case .stored = prepared[0].field { return candidates }
    return candidates.filter { passes($0, prepared) }
  }

  private func passes(_ row: Int32, _ filters: [SearchFilter]) -> Bool {
    let document = index.documents[Int(row)]
    return document.isLive && filters.allSatisfy { $0.passes(Int(row), document, in: self) }
  }

  /// The fewest rows among which all matches are, ascending; nil when no filter is one of equality.
  private mutating func candidates(for filters: [SearchFilter]) -> [Int32]? {
    var fewest: [Int32]?
    for filter in filters {
      guard let values = filter.equalities else { continue }
      let rows: [Int32]
      switch filter.field {
      case .stored(let slot):
        rows =
          values.count == 1
          ? index.rows(where: slot, equals: values[0])
          : values.flatMap { index.rows(where: slot, equals: $0) }.sortedWithoutRepetition()
      case .objectID:
        rows = values.compactMap { value in
          let row = ObjectID(value).map(layout.row(of:)) ?? -1
          return index.documents.indices.contains(row) ? Int32(row) : nil
        }.sortedWithoutRepetition()
      case .createdAt, .updatedAt: continue
      }
      if rows.count < fewest?.count ?? .max { fewest = rows }
    }
    return fewest
  }
}

extension [Int32] {
  fileprivate func sortedWithoutRepetition() -> [Int32] {
    var result: [Int32] = []
    for element in sorted() where element != result.last { result.append(element) }
    return result
  }
}
