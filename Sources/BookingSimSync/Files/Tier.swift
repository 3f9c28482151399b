import ArgumentParser
import SimulatedHubSpot

/// The limits of an account, by the name that HubSpot has for its tier or by its calls in ten seconds.
struct Tier: ExpressibleByArgument {
  let limits: HubSpotLimits

  private static let all: [(words: [String], limits: HubSpotLimits)] = [
    (["100", "starter", "free"], .starter()), (["110", "marketplace"], .marketplace()),
    (["190", "professional"], .professional()), (["enterprise"], .enterprise()),
    (["250"], .professional().withLimitIncrease()),
  ]

  private init(limits: HubSpotLimits) { self.limits = limits }

  init?(argument: String) {
    guard let tier = Self.all.first(where: { $0.words.contains(argument) }) else { return nil }
    limits = tier.limits
  }

  static let starter = Tier(limits: .starter())

  static var allValueStrings: [String] { all.flatMap(\.words) }
}
