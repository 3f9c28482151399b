import LoadGeneration
package import Results
package import Scenarios
import SimulatedHubSpot
import SimulationHarness

/// The limits that HubSpot sells, by their requests per 10 s.
package enum Tiers {
  /// - Parameters:
  ///   - text: numbers separated by commas.
  ///   - scenario: a scenario without a daily limit keeps none; a number that no tier has keeps the scenario's.
  /// - Returns: nil for a part that is no number from 1 to 100,000, or is there twice.
  package static func tiers(_ text: String, for scenario: Scenario) -> [CapacityPlan.Tier]? {
    var tiers: [CapacityPlan.Tier] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let limit = Int(part), (1...100_000).contains(limit), !tiers.contains(where: { $0.tenSecondLimit == limit })
      else { return nil }
      tiers.append(tier(limit, scenario))
    }
    return tiers
  }

  private static func tier(_ limit: Int, _ scenario: Scenario) -> CapacityPlan.Tier {
    let own = scenario.hubSpot.limits.daily
    let sold: (name: String, limits: HubSpotLimits)? =
      switch limit {
      case 100: ("starter", .starter())
      case 190: ("professional", .professional())
      case 250: ("professional with limit increase", .professional().withLimitIncrease())
      default: nil
      }
    let isOwn = scenario.hubSpot.limits.tenSecond.limit == limit
    let daily = own == nil || isOwn ? own : sold.map { $0.limits.daily } ?? own
    return CapacityPlan.Tier(
      name: sold.map { "\(limit) (\($0.name))" } ?? "\(limit)",
      tenSecondLimit: limit,
      dailyLimit: daily
    )
  }
}
