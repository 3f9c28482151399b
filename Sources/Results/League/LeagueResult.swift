/// What the known ways to live with a rate limit came to, load by load.
package struct LeagueResult: Sendable {
  /// In the order in which they are shown; at least one.
  package let tables: [LeagueTable]

  package init(_ tables: [LeagueTable]) {
    precondition(!tables.isEmpty, "a league without a load")
    self.tables = tables
  }

  /// Every way that has a row somewhere, in the order of first appearance.
  package var ways: [LeagueWay] {
    tables.flatMap(\.ways).reduce(into: []) { ways, way in
      if !ways.contains(way) { ways.append(way) }
    }
  }

  package var unsound: [String] { tables.flatMap(\.unsound) }
}
