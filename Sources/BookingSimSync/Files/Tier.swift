import AccountScenarios
import SimulatedHubSpot
import Texts

/// The limits of an account, by the name that HubSpot has for its tier or by its requests in ten seconds.
struct Tier {
  let limits: HubSpotLimits

  /// - Throws: `badInput` for another text than a tier's name or a number from 1 to 100,000.
  init(_ text: String) throws(CommandEnd) {
    if let tier = HubSpotTier(named: text) {
      limits = tier.limits
      return
    }
    guard let count = Int(text), (1...100_000).contains(count) else {
      let near = NearestName(candidates: HubSpotTier.names).match(text).map { " Did you mean \($0)?" } ?? ""
      let names = HubSpotTier.names.joined(separator: ", ")
      throw .badInput("--tier is \"\(text)\"; expected \(names), or 1 to 100000 requests per 10 s.\(near)")
    }
    var limits = HubSpotLimits.starter()
    limits.tenSecond = RateLimit(limit: count, window: limits.tenSecond.window)
    self.limits = limits
  }
}
