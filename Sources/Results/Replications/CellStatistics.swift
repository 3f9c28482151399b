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
  /// Of what else is taken of every run, in the experiment's order.
  package private(set) var supporting: [MeasureStatistics]
  /// By subject.
  package private(set) var pools: [String: LatencyPool] = [:]
  package private(set) var unsound: [UnsoundRun] = []
  package private(set) var runs = 0
  /// 429s by second, summed over the runs that tell.
  package private(set) var refusedPerSecond: [Int] = []
  /// The first run in full, when it is kept.
  package private(set) var firstRun: RunSummary?
  /// The runs' digests folded in the order of the seeds.
  private var folded = DigestFold()

  package init(_ cell: ExperimentCell, measures: [Measure], supporting: [Measure] = []) {
    self.cell = cell
    self.measures = measures.map { _ in MeasureStatistics() }
    self.supporting = supporting.map { _ in MeasureStatistics() }
  }

  package mutating func add(_ row: RunRow, seed: UInt64) {
    runs += 1
    for (statistics, value) in zip(measures.indices, row.values) { measures[statistics].add(value) }
    for (statistics, value) in zip(supporting.indices, row.values.dropFirst(measures.count)) {
      supporting[statistics].add(value)
    }
    add(refusedPerSecond: row.refusedPerSecond)
    for pool in row.pools {
      if pools[pool.subject]?.merge(pool) == nil { pools[pool.subject] = pool }
    }
    if !row.problems.isEmpty { unsound.append(UnsoundRun(seed: seed, problems: row.problems)) }
    folded.add(row.digest)
    if firstRun == nil { firstRun = row.summary }
  }

  private mutating func add(refusedPerSecond counts: [Int]) {
    let missing = counts.count - refusedPerSecond.count
    if missing > 0 { refusedPerSecond += Array(repeating: 0, count: missing) }
    for (second, count) in counts.enumerated() { refusedPerSecond[second] += count }
  }

  /// 16 hexadecimal digits: equal for equal runs under equal seeds.
  package var digest: String { folded.description }
}
