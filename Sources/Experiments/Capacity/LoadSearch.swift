import Results
import Statistics

/// Who tells a search whether a load holds. The seeds that choose are the same for every load, and so are those that
/// judge, which are others.
protocol LoadJudge {
  /// Whether at least `mustHold` of the first `seeds` that choose keep the objective.
  func keeps(_ load: Int, seeds: Int, mustHold: Int) throws -> Bool

  /// Whether the seeds that judge show a load to hold: as many of them as the test asks for.
  func passes(_ load: Int, _ test: SequentialTest) throws -> Bool

  /// The runs that judged a load.
  func judged(_ load: Int) -> LoadCount

  /// What broke in the runs by which a load was judged, and what was measured of the reasons.
  func breaking(_ load: Int) throws -> CapacityRow.Breaking

  /// What the knee is told by, in milliseconds; infinite when it is not reached, nil when there is nothing to tell it by.
  func kneeTime(_ load: Int, seeds: Int) throws -> Double?

  /// The runs, of all that were judged so far, that were not sound.
  var unsound: [CapacityRow.UnsoundRun] { get }
}

/// The runs at one load.
struct LoadCount {
  let runs: Int
  let held: Int
  let callsPerBooking: Double?
}

/// Finds the hardest load at which an objective is shown to hold.
///
/// Seeds that choose look for the edge: a few walk there, more of them go up or down to where all but one keep the
/// objective. From there seeds decide that had no part in it, for what was chosen for its luck is not judged by the same
/// luck: the search goes up for as long as loads pass their test, or down to the first that does.
///
/// It takes for granted that a load harder than one that breaks breaks too; where that is not so, what it found holds all
/// the same.
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
    row.isOpen = found.holding == ladder.count - 1
    if found.holding >= 0 {
      let holding = ladder.load(found.holding)
      let count = probe.judged(holding)
      row.holding = holding
      row.confirmed = .init(held: count.held, runs: count.runs, least: found.least)
      row.callsPerBooking = count.callsPerBooking
    }
    if !row.isOpen { row.breaking = try probe.breaking(ladder.load(found.holding + 1)) }
    if row.axis.growsHarder, let knee = try knee(ladder) {
      row.knee = ladder.load(knee)
      row.isKneeOpen = knee == ladder.count - 1
    }
    row.unsound = probe.unsound
  }

  // MARK: The seeds that judge

  /// The hardest rung that passed, -1 for none, next to one that did not unless it is the last; and the share of seeds
  /// that it is shown to hold for.
  private struct Found {
    var holding: Int
    var least = 0.0
  }

  private func hardest(_ axis: LoadAxis, _ ladder: LoadLadder) throws -> Found {
    var (start, refused) = (0, Set<Int>())
    // The scenario's own span is what staggering is held against: where it holds, no wider one is needed.
    if !axis.growsHarder, plan.shortestSpan == 0 {
      let own = ladder.count - 1
      if let found = try passed(own, plan.holding.test(start: start), ladder) { return found }
      refused.insert(own)
      start += 1
    }
    // Even what the choosing seeds refuse is judged when it is the easiest load: they may have been unlucky.
    var (rung, step) = (max(0, try chosen(axis, ladder)), 1)
    while rung >= 0 {
      let test = plan.holding.test(start: start)
      guard var found = try passed(rung, test, ladder) else {
        refused.insert(rung)
        start += 1
        // Farther down each time, for each start costs error; from there it goes up again. The easiest load is asked, too.
        rung = rung > 0 ? max(0, rung - step) : -1
        step *= 2
        continue
      }
      while found.holding + 1 < ladder.count, !refused.contains(found.holding + 1) {
        guard let next = try passed(found.holding + 1, test, ladder) else { break }
        found = next
      }
      return found
    }
    return Found(holding: -1)
  }

  private func passed(_ rung: Int, _ test: SequentialTest, _ ladder: LoadLadder) throws -> Found? {
    let load = ladder.load(rung)
    guard try probe.passes(load, test) else { return nil }
    let count = probe.judged(load)
    return Found(holding: rung, least: test.lowerBound(kept: count.held, trials: count.runs))
  }

  // MARK: The seeds that choose

  /// The rungs between which the edge lies, as the choosing seeds see it.
  private struct Gap {
    /// The hardest rung seen to hold; -1 for none.
    var holding: Int
    /// The easiest rung seen to break; the number of rungs for none.
    var breaking: Int
  }

  /// The rung that is judged first; -1 when the choosing seeds find none.
  private func chosen(_ axis: LoadAxis, _ ladder: LoadLadder) throws -> Int {
    let walked =
      try axis.growsHarder ? climb(ladder) { try holdsInWalk($0) } : narrow(ladder) { try holdsInWalk($0) }
    return try bisect(around(walked, ladder), ladder) { try isChosen($0) }.holding
  }

  /// From the edge that few seeds show, in steps that double, to a gap whose both sides all the choosing seeds saw.
  private func around(_ walked: Gap, _ ladder: LoadLadder) throws -> Gap {
    if walked.holding >= 0, try !isChosen(ladder.load(walked.holding)) {
      return try descend(from: walked.holding, ladder)
    }
    return try ascend(from: walked.holding, ladder)
  }

  private func ascend(from holding: Int, _ ladder: LoadLadder) throws -> Gap {
    var (gap, step) = (Gap(holding: holding, breaking: ladder.count), 1)
    while gap.holding < ladder.count - 1 {
      let next = min(ladder.count - 1, gap.holding + step)
      guard try isChosen(ladder.load(next)) else {
        gap.breaking = next
        break
      }
      gap.holding = next
      step *= 2
    }
    return gap
  }

  private func descend(from breaking: Int, _ ladder: LoadLadder) throws -> Gap {
    var (gap, step) = (Gap(holding: -1, breaking: breaking), 1)
    while gap.breaking > step {
      let next = gap.breaking - step
      guard try !isChosen(ladder.load(next)) else {
        gap.holding = next
        break
      }
      gap.breaking = next
      step *= 2
    }
    return gap
  }

  private func holdsInWalk(_ load: Int) throws -> Bool {
    // The share that must hold, rounded up.
    let needed = Int((Double(plan.bisectionSeeds) * plan.holding.share).rounded(.up))
    return try probe.keeps(load, seeds: plan.bisectionSeeds, mustHold: needed)
  }

  private func isChosen(_ load: Int) throws -> Bool {
    let seeds = plan.holding.choosingSeeds
    return try probe.keeps(load, seeds: seeds, mustHold: seeds - 1)
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
      rung = ladder.doubled(rung)
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
    while gap.breaking - gap.holding > 1 {
      // Towards the easier side of a half, so that no rung beyond the last is asked for.
      let middle = gap.holding + (gap.breaking - gap.holding) / 2
      if try holds(ladder.load(middle)) { gap.holding = middle } else { gap.breaking = middle }
    }
    return gap
  }

  /// The hardest rung at which the time has not yet doubled; nil when there is none even for a single visitor.
  private func knee(_ ladder: LoadLadder) throws -> Int? {
    guard let alone = try probe.kneeTime(1, seeds: plan.bisectionSeeds), alone.isFinite else { return nil }
    let found = try climb(ladder) { load in
      (try probe.kneeTime(load, seeds: plan.bisectionSeeds) ?? .infinity) < 2 * alone
    }
    return found.holding >= 0 ? found.holding : nil
  }
}
