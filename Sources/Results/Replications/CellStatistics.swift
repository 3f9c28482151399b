package import Measures

/// The runs of one cell, folded.
package struct CellStatistics: Sendable {
  /// A run that lost or doubled something, or did not come to rest.
  package struct UnsoundRun: Hashable, Sendable {
    package let seed: UInt64
    package let problems: [String]
  }

  package let cell: ExperimentCell
  /// In the order of the experiment's measures.
  package private(set) var measures: [MeasureStatistics]
  /// By subject.
  package private(set) var pools: [String: LatencyPool] = [:]
  package private(set) var unsound: [UnsoundRun] = []
  package private(set) var runs = 0
  /// The first run in full, when it is kept.
  package private(set) var firstRun: RunSummary?
  /// The runs' digests folded in the order of the seeds.
  private var folded = DigestFold()

  package init(_ cell: ExperimentCell, measures: [Measure]) {
    self.cell = cell
    self.measures = measures.map { _ in MeasureStatistics() }
  }

  package mutating func add(_ row: RunRow, seed: UInt64) {
    runs += 1
    for (index, value) in row.values.enumerated() { measures[index].add(value) }
    for pool in row.pools {
      if pools[pool.subject]?.merge(pool) == nil { pools[pool.subject] = pool }
    }
    if !row.problems.isEmpty { unsound.append(UnsoundRun(seed: seed, problems: row.problems)) }
    folded.add(row.digest)
    if firstRun == nil { firstRun = row.summary }
  }

  /// 16 hexadecimal digits: equal for equal runs under equal seeds.
  package var digest: String { folded.description }
}
