import AccountScenarios
import ArgumentParser
import SimulatedHubSpot

/// The limits of an account, by the name that HubSpot has for its tier or by its requests in ten seconds.
struct Tier: ExpressibleByArgument {
  /// As it was given.
  let name: String
  let limits: HubSpotLimits

  static let starter = Tier(name: "starter", limits: .starter())

  private init(name: String, limits: HubSpotLimits) {
    self.name = name
    self.limits = limits
  }

  init?(argument: String) {
    name = argument
    if let tier = HubSpotTier(named: argument) {
      limits = tier.limits
      return
    }
    guard let count = Int(argument), (1...100_000).contains(count) else { return nil }
    var limits = HubSpotLimits.starter()
    limits.tenSecond = RateLimit(limit: count, window: limits.tenSecond.window)
    self.limits = limits
  }

  var defaultValueDescription: String { name }
}
