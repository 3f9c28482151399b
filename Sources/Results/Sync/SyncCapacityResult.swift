/// How many records each design of the sync brings to HubSpot within an objective, on each tier.
package struct SyncCapacityResult: Sendable {
  package let plan: SyncCapacityPlan
  /// Of each design one for each tier.
  package let rows: [SyncCapacityRow]

  package init(_ plan: SyncCapacityPlan, _ rows: [SyncCapacityRow]) {
    precondition(rows.count == plan.searches, "\(rows.count) rows of \(plan.searches) searches")
    self.plan = plan
    self.rows = rows
  }

  package var isSound: Bool { rows.allSatisfy(\.unsound.isEmpty) }
}

/// A question for the capacity of the sync.
package struct SyncCapacityPlan: Hashable, Sendable {
  package var scenario: String
  package var scenarioHash: String
  package var summary: String
  package var modelRevision: Int
  /// As written.
  package var objective: [String]
  package var designs: [String]
  package var tiers: [CapacityPlan.Tier]
  /// More are not tried.
  package var mostRecords: Int
  package var firstSeed: UInt64
  /// Seeds that look for the edge.
  package var choosingSeeds: Int
  /// Of all seeds, the share that keeps the objective with what holds, 95 % sure; from 0.5 to 0.999.
  package var share: Double

  package init(
    scenario: String,
    scenarioHash: String,
    summary: String,
    modelRevision: Int,
    objective: [String],
    designs: [String],
    tiers: [CapacityPlan.Tier],
    mostRecords: Int,
    firstSeed: UInt64,
    choosingSeeds: Int,
    share: Double
  ) {
    self.scenario = scenario
    self.scenarioHash = scenarioHash
    self.summary = summary
    self.modelRevision = modelRevision
    self.objective = objective
    self.designs = designs
    self.tiers = tiers
    self.mostRecords = mostRecords
    self.firstSeed = firstSeed
    self.choosingSeeds = choosingSeeds
    self.share = share
  }

  /// One search for each number in 0..<`searches`: the tiers of the first design, and so on.
  package var searches: Int { designs.count * tiers.count }

  /// So many seeds that had no part in finding a number judge it, and every one must keep the objective. Each number that is
  /// judged may be told in error with half the probability of the one before: 5 % together, however many there are.
  ///
  /// - Parameter judgement: from 1.
  package func judgingSeeds(_ judgement: Int) -> Int {
    let error = (0..<judgement).reduce(0.05) { error, _ in error / 2 }
    var (seeds, luck) = (0, 1.0)
    while luck > error {
      luck *= share
      seeds += 1
    }
    return seeds
  }
}

/// What a search came to.
package struct SyncCapacityRow: Hashable, Sendable {
  /// A number of records that is too much.
  package struct Breaking: Hashable, Sendable {
    package let records: Int
    package let seed: UInt64
    /// Thresholds that were crossed, with what was found; nothing where the run was not sound.
    package let broken: [SyncRow.BrokenThreshold]
    /// The command that repeats the run.
    package let replay: String

    package init(records: Int, seed: UInt64, broken: [SyncRow.BrokenThreshold], replay: String) {
      self.records = records
      self.seed = seed
      self.broken = broken
      self.replay = replay
    }
  }

  package let design: String
  package let tier: String
  /// The most records that all judging seeds brought to HubSpot within the objective; nil for none.
  package var holding: Int?
  /// Whether that is as many as were tried.
  package var isOpen = false
  /// The seeds that judged it, each of which kept the objective.
  package var judges = 0
  /// The easiest number that was seen to break; nil for none.
  package var breaking: Breaking?
  /// The most records for which the limits leave the time, whoever sends them; nil where the objective has no longest time.
  package var ceiling: Int?
  /// What sets that, in words.
  package var bound: String?
  /// Runs that were not sound, with the command that repeats each.
  package var unsound: [String] = []

  package init(design: String, tier: String) {
    self.design = design
    self.tier = tier
  }
}
