import BulkSync
import Results

/// Finds the most records that a design brings to HubSpot within an objective.
///
/// Seeds that choose look for the edge between nothing and what the limits leave time for; seeds that had no part in it judge
/// it: every one of them must keep the objective, from the chosen number down until they do, and where they do at once, up
/// until they do not.
struct SyncCapacitySearch {
  private let probe: SyncLoadProbe
  private let plan: SyncCapacityPlan

  init(_ probe: SyncLoadProbe, _ plan: SyncCapacityPlan) {
    self.probe = probe
    self.plan = plan
  }

  func row(_ empty: SyncCapacityRow) throws -> SyncCapacityRow {
    var row = empty
    let ceiling = probe.ceiling
    (row.ceiling, row.bound) = (ceiling?.records, ceiling?.bound.rawValue)
    let rungs = Self.rungs(min(plan.mostRecords, ceiling?.records ?? plan.mostRecords)).filter(probe.isReasonable)
    var rung = try chosen(rungs, &row)
    var (hasFailed, judgements) = (false, 0)
    while rung >= 0, rung < rungs.count {
      judgements += 1
      let seeds = judgingSeeds(judgements)
      if try isKept(rungs[rung], seeds, &row) {
        row.holding = rungs[rung]
        row.judges = seeds.count
        guard !hasFailed else { break }
        rung += 1
      } else {
        // What passed before stands; what was chosen for its luck goes down.
        guard row.holding == nil else { break }
        hasFailed = true
        rung -= 1
      }
    }
    row.isOpen = row.holding == plan.mostRecords
    row.unsound = probe.unsound
    return row
  }

  private var choosingSeeds: Range<UInt64> { plan.firstSeed..<plan.firstSeed + UInt64(plan.choosingSeeds) }

  /// Those that judge follow on those that choose.
  private func judgingSeeds(_ judgement: Int) -> Range<UInt64> {
    choosingSeeds.upperBound..<choosingSeeds.upperBound + UInt64(plan.judgingSeeds(judgement))
  }

  /// Numbers from 1 up to the most, the next one each time, and beyond 31 about 5 % more.
  static func rungs(_ most: Int) -> [Int] {
    guard most > 0 else { return [] }
    var rungs = [1]
    while let last = rungs.last, last < most { rungs.append(min(most, last + max(1, last / 16))) }
    return rungs
  }

  /// The rung at which all choosing seeds keep the objective, with one above at which one does not; -1 for none.
  private func chosen(_ rungs: [Int], _ row: inout SyncCapacityRow) throws -> Int {
    guard let top = rungs.indices.last else { return -1 }
    // Most designs that batch reach what is tried at most; one look there spares the way.
    if try isKept(rungs[top], choosingSeeds, &row) { return top }
    var (holding, breaking) = (-1, top)
    while breaking - holding > 1 {
      let middle = holding + (breaking - holding) / 2
      if try isKept(rungs[middle], choosingSeeds, &row) { holding = middle } else { breaking = middle }
    }
    return holding
  }

  /// Runs seeds until one does not keep the objective.
  private func isKept(_ records: Int, _ seeds: Range<UInt64>, _ row: inout SyncCapacityRow) throws -> Bool {
    for seed in seeds {
      guard let breaking = try probe.breaking(records, seed: seed) else { continue }
      if row.breaking.map({ breaking.records <= $0.records }) ?? true { row.breaking = breaking }
      return false
    }
    return true
  }
}
