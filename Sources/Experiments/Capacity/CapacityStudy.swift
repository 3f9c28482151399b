package import BookingCore
package import Findings
import LoadGeneration
import Measurements
package import Measures
import SimulatedHubSpot
package import SimulationHarness

/// How much each design carries on each tier: one search for each of them and each axis.
package struct CapacityStudy: Sendable {
  package let plan: CapacityPlan
  private let scenario: Scenario
  private let designs: [Design]
  private let objective: [Threshold]

  /// - Parameter path: the scenario as the user named it.
  package init(
    _ scenario: Scenario,
    _ designs: [Design],
    objective: [Threshold],
    _ effort: SearchEffort,
    path: String
  ) {
    self.scenario = scenario
    self.designs = designs
    self.objective = objective
    plan = CapacityPlan(
      scenario: scenario.name,
      scenarioHash: scenario.hash,
      path: path,
      modelRevision: ScenarioRun.modelRevision,
      objective: objective.map(\.description),
      designs: designs.map(\.name),
      tiers: effort.tiers,
      axes: effort.axes,
      visitors: effort.visitors ?? scenario.visitors,
      spanSeconds: scenario.rushSpanSeconds,
      otherTrafficPercent: scenario.hubSpot.otherTraffic.tenSecondPercent,
      searchesPerSecond: scenario.hubSpot.limits.search.limit,
      firstSeed: effort.firstSeed,
      bisectionSeeds: effort.bisectionSeeds,
      confirmingSeeds: effort.confirmingSeeds,
      mustHold: effort.mustHold,
      warmUpSeconds: effort.warmUpSeconds,
      steadySeconds: effort.steadySeconds,
      bounds: [
        LoadAxis.users.rawValue: effort.mostUsers, LoadAxis.rate.rawValue: effort.mostPerMinute,
        LoadAxis.span.rawValue: effort.longestSpanSeconds,
      ]
    )
  }

  /// Makes one search.
  package func row(_ number: Int) throws -> CapacityRow {
    let (design, tier, axis) = plan.search(number)
    var row = CapacityRow(design: plan.designs[design], tier: plan.tiers[tier].name, axis: axis)
    let probe = LoadProbe(self, designs[design], plan.tiers[tier], axis)
    try LoadSearch(probe, plan).fill(&row)
    return row
  }

  /// The scenario with a load on a tier.
  func scenario(_ axis: LoadAxis, _ load: Int, on tier: CapacityPlan.Tier) -> Scenario {
    var loaded = scenario
    loaded.hubSpot.limits.tenSecond = RateLimit(limit: tier.tenSecondLimit, window: .seconds(10))
    loaded.hubSpot.limits.daily = tier.dailyLimit
    let span = Duration.milliseconds(Int64(plan.spanSeconds * 1_000))
    switch axis {
    case .users: loaded.load.arrivals = .even(count: load, within: span)
    case .span: loaded.load.arrivals = .even(count: plan.visitors, within: .seconds(load))
    case .rate:
      let duration = Duration.seconds(plan.warmUpSeconds + plan.steadySeconds)
      loaded.load.arrivals = .poisson(perSecond: Double(load) / 60, duration: duration)
    }
    return loaded
  }

  /// The objective, judged without the warm-up where there is one.
  func thresholds(_ axis: LoadAxis, for design: Design) -> [Threshold] {
    let own = objective.filter { $0.concerns(design: design.name) }
    guard axis == .rate else { return own }
    let second: Int64 = 1_000_000_000
    let steady = Int64(plan.warmUpSeconds) * second..<Int64(plan.warmUpSeconds + plan.steadySeconds) * second
    return own.map { $0.within(steady) }
  }
}
