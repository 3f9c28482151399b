import AccountScenarios
package import Results
package import SimulatedHubSpot
import Texts

/// The limits that HubSpot sells, by their names or by their requests per 10 s.
package enum Tiers {
  /// - Parameters:
  ///   - text: names and numbers separated by commas.
  ///   - own: of the scenario: one without a daily limit keeps none; a number that no tier has, and the scenario's own
  ///     number, keep the scenario's.
  /// - Throws: `TierError` for a part that is neither a name nor a number from 1 to 100,000, or is there twice.
  package static func tiers(_ text: String, for own: HubSpotLimits) throws(TierError) -> [CapacityPlan.Tier] {
    var tiers: [CapacityPlan.Tier] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      let tier = try tier(part, for: own)
      guard !tiers.contains(tier) else { throw .twice(part) }
      tiers.append(tier)
    }
    return tiers
  }

  /// One of them.
  ///
  /// - Throws: `TierError` when it is neither a name nor a number from 1 to 100,000.
  package static func tier(_ text: String, for own: HubSpotLimits) throws(TierError) -> CapacityPlan.Tier {
    func sold(_ name: String, _ limits: HubSpotLimits, keepsOwn: Bool) -> CapacityPlan.Tier {
      let limit = limits.tenSecond.limit
      return CapacityPlan.Tier(
        name: "\(limit) (\(name))",
        tenSecondLimit: limit,
        dailyLimit: own.daily == nil || keepsOwn && own.tenSecond.limit == limit ? own.daily : limits.daily
      )
    }
    if let tier = HubSpotTier(named: text) { return sold(text, tier.limits, keepsOwn: false) }
    guard let limit = Int(text) else { throw .unknown(text) }
    guard (1...100_000).contains(limit) else { throw .outOfRange(text) }
    switch limit {
    case 100: return sold("starter", .starter(), keepsOwn: true)
    case 190: return sold("professional", .professional(), keepsOwn: true)
    case 250:
      return sold("professional with limit increase", .professional().withLimitIncrease(), keepsOwn: true)
    default: return CapacityPlan.Tier(name: text, tenSecondLimit: limit, dailyLimit: own.daily)
    }
  }
}

/// Why a text names no tiers.
package enum TierError: Error, Hashable, Sendable, CustomStringConvertible {
  case unknown(String)
  case outOfRange(String)
  case twice(String)

  package var description: String {
    switch self {
    case .unknown(let text):
      "has \"\(text)\", which is no tier; expected \(HubSpotTier.names.joined(separator: ", ")) or requests per 10 s, "
        + "for example professional or 250."
        + (NearestName(candidates: HubSpotTier.names).match(text).map { " Did you mean \($0)?" } ?? "")
    case .outOfRange(let text): "has \(text); expected requests per 10 s from 1 to 100000."
    case .twice(let text): "has \(text) twice; expected each tier once."
    }
  }
}
