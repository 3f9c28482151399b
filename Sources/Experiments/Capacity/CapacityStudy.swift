package import BookingCore
import LoadGeneration
import Measures
package import Results
package import Scenarios
import SimulatedHubSpot
import SimulationHarness
import VirtualTime

/// How much each design carries on each tier: one search for each of them and each axis.
package struct CapacityStudy: Sendable {
  package let plan: CapacityPlan
  private let scenario: Scenario
  private let designs: [Design]
  private let objective: [Threshold]
  /// What knees are told by; nil for none.
  let knee: Measure?
  /// As the user set them beside the scenario.
  private let settings: [String]

  /// - Parameters:
  ///   - settings: keys that were set on the command line, for the commands that repeat runs.
  ///   - path: the scenario as the user named it.
  package init(
    _ scenario: Scenario,
    _ designs: [Design],
    objective: CapacityObjective,
    _ effort: SearchEffort,
    settings: [String] = [],
    path: String
  ) {
    self.scenario = scenario
    self.designs = designs
    self.objective = objective.thresholds
    knee = objective.knee(scenario)
    self.settings = settings
    plan = CapacityPlan(
      scenario: scenario.name,
      scenarioHash: scenario.hash,
      path: path,
      modelRevision: ScenarioRun.modelRevision,
      objective: objective.thresholds.map(\.description),
      objectiveSource: objective.source,
      isOfBookings: scenario.load.behaviour.mostWishes > 0,
      kneeMeasure: knee?.description,
      designs: designs.map(\.name),
      tiers: effort.tiers,
      axes: effort.axes,
      visitors: effort.visitors ?? scenario.visitors,
      spanSeconds: scenario.rush.span.seconds,
      isSpanAssumed: scenario.rush.isAssumed,
      ownSpanSeconds: scenario.rush.ownSpan.seconds,
      otherTrafficPercent: scenario.hubSpot.otherTraffic.tenSecondPercent,
      searchesPerSecond: scenario.hubSpot.limits.search.limit,
      firstSeed: effort.firstSeed,
      bisectionSeeds: effort.bisectionSeeds,
      holding: effort.holding,
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
  func scenario(_ axis: LoadAxis, _ load: Int, on tier: CapacityPlan.Tier) throws -> Scenario {
    try scenario.with(arrivals(axis, load), tenSecondLimit: tier.tenSecondLimit, dailyLimit: tier.dailyLimit)
  }

  private func arrivals(_ axis: LoadAxis, _ load: Int) -> ArrivalProcess {
    let rush = scenario.rush
    switch axis {
    case .users: return .even(count: load, within: rush.span, stagger: rush.stagger)
    case .span:
      let span = load == 0 ? rush.ownSpan : .seconds(load)
      return .even(count: plan.visitors, within: span, stagger: rush.stagger)
    case .rate:
      let duration = Duration.seconds(plan.warmUpSeconds + plan.steadySeconds)
      return .poisson(perSecond: Double(load) / 60, duration: duration)
    }
  }

  /// The command that repeats a run of a search.
  func replay(_ design: Design, _ axis: LoadAxis, _ load: Int, on tier: CapacityPlan.Tier, seed: UInt64) -> String {
    let own = ["load.arrivals", "hubspot.ten_second_limit", "hubspot.daily_limit"]
    let kept = settings.filter { setting in !own.contains { setting.hasPrefix($0) } }
    let all =
      kept + [
        "load.arrivals=" + arrivals(axis, load).setting, "hubspot.ten_second_limit=\(tier.tenSecondLimit)",
        "hubspot.daily_limit=" + (tier.dailyLimit.map(String.init) ?? "off"),
      ]
    return ReplayCommand(path: plan.path, design: design.name, settings: all).text(seed: seed)
  }

  /// The objective, judged without the warm-up where there is one.
  func thresholds(_ axis: LoadAxis, for design: Design) -> [Threshold] {
    let own = objective.filter { $0.concerns(design: design.name) }
    guard axis == .rate else { return own }
    let begin = VirtualInstant.start + VirtualSpan(.seconds(plan.warmUpSeconds))
    let steady = begin..<begin + VirtualSpan(.seconds(plan.steadySeconds))
    return own.map { $0.within(steady) }
  }
}
