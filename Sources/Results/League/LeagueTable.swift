package import Measures

/// What all ways came to under one load, each under the same seeds. The first way is what the others are held against.
package struct LeagueTable: Sendable {
  /// The design whose retry and pacing are replaced.
  package let design: String
  /// One for each cell of the fold, in its order; at least one.
  package let ways: [LeagueWay]
  package let fold: ReplicationFold
  /// Ways that cannot be right under this load, a sentence each.
  package let refused: [String]

  /// - Parameter fold: its measures are those of `MeasureSet.league` at least; its pairs are `pairs(ways:)`.
  package init(design: String, ways: [LeagueWay], fold: ReplicationFold, refused: [String] = []) {
    precondition(ways.count == fold.cells.count, "\(ways.count) ways in \(fold.cells.count) cells")
    self.design = design
    self.ways = ways
    self.fold = fold
    self.refused = refused
  }

  /// Each way against the first one.
  package static func pairs(ways: Int) -> [ReplicationFold.Pair] {
    (1..<max(1, ways)).map { ReplicationFold.Pair(0, $0) }
  }

  /// Of a way, by its number; nil when the measure was not taken.
  package func estimate(_ way: Int, _ measure: Measure) -> Estimate? {
    fold.experiment.measures.firstIndex(of: measure).map { fold.cells[way].measures[$0].estimate }
  }

  /// What a way has more than the first one, seed by seed; nil of the first one itself.
  package func difference(_ way: Int, _ measure: Measure) -> Difference? {
    guard let index = fold.experiment.measures.firstIndex(of: measure) else { return nil }
    return fold.pairs[ReplicationFold.Pair(0, way)]?[index].difference
  }

  /// The ways that no other one beats in both: the share of 429s, and the p99 of the time to booking.
  package var front: Set<Int> {
    ParetoFront.of(ways.indices.map { [value($0, Self.share), value($0, Self.slowest)] })
  }

  /// The median; without bound for what was not reached, and for what there is nothing of.
  private func value(_ way: Int, _ measure: Measure) -> Double { estimate(way, measure)?.value ?? .infinity }

  /// The two that the front is drawn by.
  package static let (share, slowest) = (MeasureSet.league[0], MeasureSet.league[2])

  /// Runs that were not sound: the command that repeats each, and what was wrong.
  package var unsound: [String] {
    fold.cells.flatMap { cell in
      cell.unsound.map { "\(cell.cell.replay) --seed \($0.seed): \($0.problems.joined(separator: "; "))" }
    }
  }
}

/// The best of several things that are measured in more than one way.
package enum ParetoFront {
  /// The numbers of the points that no other point beats: that none is as good as in all coordinates, and better in one.
  ///
  /// - Parameter points: of equally many coordinates, less is better. One without bound in all of them is on no front.
  /// - Complexity: O(n^2).
  package static func of(_ points: [[Double]]) -> Set<Int> {
    Set(
      points.indices.filter { own in
        !points[own].allSatisfy(\.isInfinite) && !points.contains { beats($0, points[own]) }
      }
    )
  }

  private static func beats(_ left: [Double], _ right: [Double]) -> Bool {
    zip(left, right).allSatisfy { $0 <= $1 } && left != right
  }
}
