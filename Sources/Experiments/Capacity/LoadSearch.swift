import Findings

/// Who tells a search whether a load holds.
protocol LoadJudge {
  /// Whether at least `mustHold` of `seeds` keep the objective.
  func holds(_ load: Int, seeds: Int, mustHold: Int) throws -> Bool

  /// How many of so many seeds keep the objective, and what they send per booking.
  func count(_ load: Int, seeds: Int) throws -> LoadCount

  /// What broke in all runs by which a load was judged, and what was measured of the reasons.
  func breaking(_ load: Int) throws -> CapacityRow.Breaking

  /// The 95th percentile of the time to booking, in milliseconds; infinite when it is not reached.
  func timeToBooking(_ load: Int, seeds: Int) throws -> Double

  /// The runs, of all that were judged so far, that were not sound.
  var unsound: [CapacityRow.UnsoundRun] { get }
}

/// The runs at one load.
struct LoadCount {
  let held: Int
  let callsPerBooking: Double?
}

/// Finds the hardest load at which an objective holds: walks to the edge with few seeds, and from there up or down with
/// the confirming ones, until it stands between a load that they bear out and a harder one that they refuse. It takes
/// for granted that a load harder than one that breaks breaks too; where that is not so, what it found holds all the
/// same.
struct LoadSearch<Probe: LoadJudge> {
  private let probe: Probe
  private let plan: CapacityPlan

  init(_ probe: Probe, _ plan: CapacityPlan) {
    self.probe = probe
    self.plan = plan
  }

  func fill(_ row: inout CapacityRow) throws {
    let ladder = LoadLadder(row.axis, plan)
    let found = try hardest(row.axis, ladder)
    row.isOpen = found.breaking == ladder.count
    if found.holding >= 0 {
      let holding = ladder.load(found.holding)
      let count = try probe.count(holding, seeds: plan.confirmingSeeds)
      row.holding = holding
      row.confirmed = .init(held: count.held, runs: plan.confirmingSeeds)
      row.callsPerBooking = count.callsPerBooking
    }
    if !row.isOpen { row.breaking = try probe.breaking(ladder.load(found.breaking)) }
    if row.axis.growsHarder, let knee = try knee(ladder) {
      row.knee = ladder.load(knee)
      row.isKneeOpen = knee == ladder.count - 1
    }
    row.unsound = probe.unsound
  }

  /// The rungs between which the edge lies.
  private struct Gap {
    /// The hardest rung known to hold; -1 for none.
    var holding: Int
    /// The easiest rung known to break; the number of rungs for none.
    var breaking: Int
  }

  private func hardest(_ axis: LoadAxis, _ ladder: LoadLadder) throws -> Gap {
    // The scenario's own span is what staggering is held against: where it holds, no wider one is needed.
    if !axis.growsHarder, plan.shortestSpan == 0, try isConfirmed(ladder.load(ladder.count - 1)) {
      return Gap(holding: ladder.count - 1, breaking: ladder.count)
    }
    let walked =
      try axis.growsHarder
      ? climb(ladder) { try holdsInBisection($0) } : narrow(ladder) { try holdsInBisection($0) }
    return try bisect(confirming(walked, ladder), ladder) { try isConfirmed($0) }
  }

  /// From the edge that few seeds show, in steps that double, to a gap whose both sides the confirming seeds judged.
  private func confirming(_ walked: Gap, _ ladder: LoadLadder) throws -> Gap {
    let step = walked.breaking - walked.holding
    if walked.holding >= 0, try !isConfirmed(ladder.load(walked.holding)) {
      return try descend(from: walked.holding, step, ladder)
    }
    return try ascend(from: walked.holding, step, ladder)
  }

  private func ascend(from holding: Int, _ first: Int, _ ladder: LoadLadder) throws -> Gap {
    var (gap, step) = (Gap(holding: holding, breaking: ladder.count), first)
    while gap.holding < ladder.count - 1 {
      let next = min(ladder.count - 1, gap.holding + step)
      guard try isConfirmed(ladder.load(next)) else {
        gap.breaking = next
        break
      }
      gap.holding = next
      step *= 2
    }
    return gap
  }

  private func descend(from breaking: Int, _ first: Int, _ ladder: LoadLadder) throws -> Gap {
    var (gap, step) = (Gap(holding: -1, breaking: breaking), first)
    while gap.breaking > step {
      let next = gap.breaking - step
      guard try !isConfirmed(ladder.load(next)) else {
        gap.holding = next
        break
      }
      gap.breaking = next
      step *= 2
    }
    return gap
  }

  private func holdsInBisection(_ load: Int) throws -> Bool {
    // The same share must hold as when confirming, rounded up.
    let needed = (plan.bisectionSeeds * plan.mustHold + plan.confirmingSeeds - 1) / plan.confirmingSeeds
    return try probe.holds(load, seeds: plan.bisectionSeeds, mustHold: needed)
  }

  private func isConfirmed(_ load: Int) throws -> Bool {
    try probe.holds(load, seeds: plan.confirmingSeeds, mustHold: plan.mustHold)
  }

  /// Doubles the load until it breaks, then bisects: of a load that has no natural upper end.
  private func climb(_ ladder: LoadLadder, _ holds: (Int) throws -> Bool) throws -> Gap {
    var (gap, rung) = (Gap(holding: -1, breaking: ladder.count), 0)
    while gap.holding < ladder.count - 1 {
      guard try holds(ladder.load(rung)) else {
        gap.breaking = rung
        break
      }
      gap.holding = rung
      rung = min(ladder.count - 1, 2 * rung + 1)
    }
    return try bisect(gap, ladder, holds)
  }

  /// Bisects between the easiest load and the hardest: of spans, of which the widest is the surest.
  private func narrow(_ ladder: LoadLadder, _ holds: (Int) throws -> Bool) throws -> Gap {
    guard try holds(ladder.load(0)) else { return Gap(holding: -1, breaking: 0) }
    return try bisect(Gap(holding: 0, breaking: ladder.count), ladder, holds)
  }

  private func bisect(_ found: Gap, _ ladder: LoadLadder, _ holds: (Int) throws -> Bool) throws -> Gap {
    var gap = found
    while !ladder.areClose(gap.holding, gap.breaking) {
      // Towards the easier side of a half, so that no rung beyond the last is asked for.
      let middle = gap.holding + (gap.breaking - gap.holding) / 2
      if try holds(ladder.load(middle)) { gap.holding = middle } else { gap.breaking = middle }
    }
    return gap
  }

  /// The hardest rung at which the time to booking has not yet doubled; nil when nobody books alone.
  private func knee(_ ladder: LoadLadder) throws -> Int? {
    let alone = try probe.timeToBooking(1, seeds: plan.bisectionSeeds)
    guard alone.isFinite else { return nil }
    let found = try climb(ladder) { try probe.timeToBooking($0, seeds: plan.bisectionSeeds) < 2 * alone }
    return found.holding >= 0 ? found.holding : nil
  }
}
