import Measures

/// Takes the rows of an experiment in the order of its runs and keeps what they come to: of each run eight bytes for each
/// number, for medians need all of them.
package struct ReplicationFold: Sendable {
  package private(set) var experiment: Experiment
  package private(set) var cells: [CellStatistics]
  /// By the numbers of two cells, the first smaller; of these pairs only.
  package private(set) var pairs: [Pair: [PairedStatistics]]
  /// The values of the current seed, until every cell has one.
  private var current: [[MeasureValue]] = []
  private(set) var runs = 0

  package struct Pair: Hashable, Comparable, Sendable, Codable {
    package let first: Int
    package let second: Int

    package init(_ first: Int, _ second: Int) {
      self.first = first
      self.second = second
    }

    package static func < (left: Pair, right: Pair) -> Bool { (left.first, left.second) < (right.first, right.second) }
  }

  /// - Parameter pairs: the cells to compare seed by seed.
  package init(_ experiment: Experiment, pairs: [Pair]) {
    self.experiment = experiment
    cells = experiment.cells.map {
      CellStatistics($0, measures: experiment.measures, supporting: experiment.supporting)
    }
    let none = Array(repeating: PairedStatistics(), count: experiment.measures.count)
    self.pairs = Dictionary(pairs.map { ($0, none) }) { first, _ in first }
  }

  /// Every cell against the first one and against the one before it.
  package static func usualPairs(cells: Int) -> [Pair] {
    (1..<max(1, cells)).flatMap { cell in cell == 1 ? [Pair(0, 1)] : [Pair(0, cell), Pair(cell - 1, cell)] }
  }

  /// The next run's row.
  package mutating func add(_ row: RunRow) {
    precondition(row.run == runs, "the row of run \(row.run) where run \(runs) is due")
    precondition(
      row.values.count == experiment.measures.count + experiment.supporting.count,
      "\(row.values.count) values of run \(row.run)"
    )
    let cell = experiment.cell(ofRun: row.run)
    cells[cell].add(row, seed: experiment.seed(ofRun: row.run))
    runs += 1
    current.append(row.values)
    guard current.count == cells.count else { return }
    for pair in pairs.keys {
      for measure in experiment.measures.indices {
        pairs[pair]?[measure].add(current[pair.first][measure], current[pair.second][measure])
      }
    }
    current = []
  }

  /// The fold of an experiment that ended after so many seeds.
  package func cut(toSeeds seeds: Int) -> ReplicationFold {
    precondition(runs == seeds * cells.count, "\(runs) runs are not \(seeds) seeds of \(cells.count) cells")
    var fold = self
    fold.experiment.seeds = seeds
    return fold
  }

  package var isSound: Bool { cells.allSatisfy(\.unsound.isEmpty) }
}
