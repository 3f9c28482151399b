package import AccountScenarios
package import Results
package import SimulatedHubSpot

/// The tiers that a capacity search goes through, by their names or by their requests per 10 s.
package enum Tiers {
  /// - Parameters:
  ///   - text: names and numbers separated by commas.
  ///   - own: of the scenario (`TierLimits`).
  /// - Throws: `TierError` for a part that is neither a name nor a number from 1 to 100,000, or is there twice.
  package static func tiers(_ text: String, for own: HubSpotLimits) throws(TierError) -> [CapacityPlan.Tier] {
    var tiers: [CapacityPlan.Tier] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      let tier = CapacityPlan.Tier(try TierLimits(part, for: own))
      guard !tiers.contains(tier) else { throw .twice(part) }
      tiers.append(tier)
    }
    return tiers
  }
}

extension CapacityPlan.Tier {
  fileprivate init(_ asked: TierLimits) {
    let count = asked.limits.tenSecond.limit
    self.init(
      name: asked.tier.map { "\(count) (\($0))" } ?? String(count),
      tenSecondLimit: count,
      dailyLimit: asked.limits.daily
    )
  }
}
