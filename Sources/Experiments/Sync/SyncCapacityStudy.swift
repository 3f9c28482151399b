package import BulkSync
package import Measures
package import Results
import SimulationHarness
package import SyncScenarios

/// How many records each design of the sync carries on each tier: one search for each of them.
package struct SyncCapacityStudy: Sendable {
  package let plan: SyncCapacityPlan
  private let scenario: SyncScenario
  private let designs: [SyncDesign]
  private let objective: [Threshold]
  private let command: String

  /// - Parameters:
  ///   - scenario: of records that are made up, alone in its account.
  ///   - objective: bounds on measures of the sync.
  ///   - share: of all seeds, that must keep it, from 0.5 to 0.999.
  ///   - command: the command that runs the scenario, without designs, seeds, records and limits.
  package init(
    _ scenario: SyncScenario,
    _ designs: [SyncDesign],
    objective: [Threshold],
    tiers: [CapacityPlan.Tier],
    mostRecords: Int,
    share: Double,
    firstSeed: UInt64,
    command: String
  ) {
    precondition(!designs.isEmpty && !tiers.isEmpty && mostRecords > 0, "a search over nothing")
    self.scenario = scenario
    self.designs = designs
    self.objective = objective
    self.command = command
    plan = SyncCapacityPlan(
      scenario: scenario.name,
      scenarioHash: scenario.hash,
      summary: scenario.summary,
      modelRevision: ScenarioRun.modelRevision,
      objective: objective.map(\.description),
      designs: designs.map(\.name),
      tiers: tiers,
      mostRecords: mostRecords,
      firstSeed: firstSeed,
      choosingSeeds: 3,
      share: share
    )
  }

  /// Makes one search.
  package func row(_ number: Int) throws -> SyncCapacityRow {
    let (design, tier) = (designs[number / plan.tiers.count], plan.tiers[number % plan.tiers.count])
    let probe = SyncLoadProbe(
      scenario,
      design,
      tier,
      objective.filter { $0.concerns(design: design.name) },
      plan,
      command: command
    )
    return try SyncCapacitySearch(probe, plan).row(SyncCapacityRow(design: design.name, tier: tier.name))
  }
}
