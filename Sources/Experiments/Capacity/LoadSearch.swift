import Findings

/// Who tells a search whether a load holds.
protocol LoadJudge {
  /// Whether at least `mustHold` of `seeds` keep the objective.
  func holds(_ load: Int, seeds: Int, mustHold: Int) throws -> Bool

  /// How many of so many seeds keep the objective, what they send per booking, and which of them were not sound.
  func count(_ load: Int, seeds: Int) throws -> LoadCount

  /// What breaks at a load, and what was measured of the reasons.
  func breaking(_ load: Int, seeds: Int) throws -> CapacityRow.Breaking

  /// The 95th percentile of the time to booking, in milliseconds; infinite when it is not reached.
  func timeToBooking(_ load: Int, seeds: Int) throws -> Double
}

/// The runs at one load.
struct LoadCount {
  let held: Int
  let callsPerBooking: Double?
  /// The seeds of runs that were not sound.
  let unsound: [UInt64]
}

/// Finds the hardest load at which an objective holds: doubles until it breaks, then bisects. It takes for granted that
/// a load harder than one that breaks breaks too; where that is not so, what it finds holds all the same, for it is
/// confirmed with more seeds, and given up for less when they disagree.
struct LoadSearch<Probe: LoadJudge> {
  private let probe: Probe
  private let plan: CapacityPlan

  init(_ probe: Probe, _ plan: CapacityPlan) {
    self.probe = probe
    self.plan = plan
  }

  func fill(_ row: inout CapacityRow) throws {
    let bound = plan.bounds[row.axis.rawValue] ?? 1
    let found = try row.axis.growsHarder ? hardest(upTo: bound) : easiestSpan(upTo: bound)
    row.holding = found.holding
    row.isOpen = found.breaking == nil
    if let holding = found.holding {
      let count = try probe.count(holding, seeds: plan.confirmingSeeds)
      row.confirmed = .init(held: count.held, runs: plan.confirmingSeeds)
      row.callsPerBooking = count.callsPerBooking
      row.unsound = count.unsound.map { "\(row.design) on \(row.tier), \(row.axis.rawValue) \(holding), seed \($0)" }
    }
    if let load = found.breaking { row.breaking = try probe.breaking(load, seeds: plan.bisectionSeeds) }
    if row.axis.growsHarder { row.knee = try knee(upTo: bound) }
  }

  /// What was found: the hardest load that holds, and the easiest known to break.
  private struct Found {
    var holding: Int?
    var breaking: Int?
  }

  /// A load of 1 is the easiest.
  private func hardest(upTo bound: Int) throws -> Found {
    var found = try climb(from: 1, upTo: bound) { try holdsInBisection($0) }
    // The confirmation asks more seeds; where they disagree, the search goes on below, asking them all.
    while let holding = found.holding, try !isConfirmed(holding) {
      found = try bisect(Found(holding: nil, breaking: holding), lowest: 1) { try isConfirmed($0) }
    }
    return found
  }

  /// Of a span more is easier: the search narrows down from the widest one.
  private func easiestSpan(upTo bound: Int) throws -> Found {
    var found = try narrow(Found(holding: bound, breaking: nil)) { try holdsInBisection($0) }
    // As above: where the confirming seeds disagree, the search goes on among wider spans, asking them all.
    while let holding = found.holding, try !isConfirmed(holding) {
      guard holding < bound else { return Found(holding: nil, breaking: bound) }
      found = try narrow(Found(holding: bound, breaking: holding)) { try isConfirmed($0) }
    }
    return found
  }

  /// The shortest span that holds between one that breaks, or 0, and one that should hold.
  private func narrow(_ found: Found, _ holds: (Int) throws -> Bool) throws -> Found {
    guard var holding = found.holding, try holds(holding) else { return Found(holding: nil, breaking: found.holding) }
    var breaking = found.breaking ?? 0
    while holding - breaking > max(1, holding / 50) {
      let middle = (holding + breaking) / 2
      if try holds(middle) { holding = middle } else { breaking = middle }
    }
    return Found(holding: holding, breaking: breaking > 0 ? breaking : nil)
  }

  private func holdsInBisection(_ load: Int) throws -> Bool {
    // The same share must hold as when confirming, rounded up.
    let needed = (plan.bisectionSeeds * plan.mustHold + plan.confirmingSeeds - 1) / plan.confirmingSeeds
    return try probe.holds(load, seeds: plan.bisectionSeeds, mustHold: needed)
  }

  private func isConfirmed(_ load: Int) throws -> Bool {
    try probe.holds(load, seeds: plan.confirmingSeeds, mustHold: plan.mustHold)
  }

  private func climb(from first: Int, upTo bound: Int, _ holds: (Int) throws -> Bool) throws -> Found {
    var (found, load) = (Found(), first)
    while load <= bound {
      guard try holds(load) else {
        found.breaking = load
        break
      }
      found.holding = load
      guard load < bound else { break }
      load = min(bound, load * 2)
    }
    return try bisect(found, lowest: first, holds)
  }

  /// Narrows the gap until what holds and what breaks are neighbours, or within 2 % of each other: beyond 50 the next
  /// visitor more says nothing.
  private func bisect(_ found: Found, lowest: Int, _ holds: (Int) throws -> Bool) throws -> Found {
    guard let breaking = found.breaking else { return found }
    var (low, high) = (found.holding ?? lowest - 1, breaking)
    while high - low > max(1, low / 50) {
      let middle = (low + high) / 2
      if try holds(middle) { low = middle } else { high = middle }
    }
    return Found(holding: low >= lowest ? low : nil, breaking: high)
  }

  /// The hardest load at which the time to booking has not yet doubled.
  private func knee(upTo bound: Int) throws -> Int? {
    let alone = try probe.timeToBooking(1, seeds: plan.bisectionSeeds)
    guard alone.isFinite else { return nil }
    return try climb(from: 1, upTo: bound) { load in
      try probe.timeToBooking(load, seeds: plan.bisectionSeeds) < 2 * alone
    }.holding
  }
}
