package import Settings
package import SimulatedHubSpot
import Texts

/// The limits of an account: their keys, and what these come to.
extension AccountSettings {
  func limitSettings<Root>(_ path: WritableKeyPath<Root, AccountSettings>) -> [Setting<Root>] {
    [
      Setting(
        "tier",
        path.appending(path: \.tier),
        .choice(HubSpotTier.words),
        canonical: .resolved,
        "HubSpot's published limits for this kind of account or app."
      ),
      Setting(
        "limit_increases",
        path.appending(path: \.limitIncreases),
        .count(0...2),
        canonical: .resolved,
        "API limit increases bought: 250 requests per 10 s however many, and 1,000,000 a day more for each."
      ),
      Setting(
        "ten_second_limit",
        optional: path.appending(path: \.tenSecond),
        .count(1...100_000),
        canonical: .resolved,
        "Requests in any 10 s, instead of the tier's."
      ),
      Setting(
        "daily_limit",
        optional: path.appending(path: \.daily),
        .countOrOff(1...1_000_000_000),
        canonical: .resolved,
        "Requests a day, instead of the tier's; off for none."
      ),
      Setting(
        "search_limit_per_second",
        path.appending(path: \.searchPerSecond),
        .count(1...10_000),
        canonical: .resolved,
        "Searches in any second."
      ),
      Setting(
        "burst_per_second",
        path.appending(path: \.burstPerSecond),
        .countOrOff(1...100_000),
        canonical: .resolved,
        "Requests in any second, an edge in front of the other limits: the customer's assumption; off for none."
      ),
      Setting(
        "counts_refused_in_ten_second",
        path.appending(path: \.countsRefusedInTenSecond),
        .flag,
        canonical: .named("limits.counts_refused_in_ten_second"),
        "Whether a refused request counts in the ten-second window. HubSpot does not say."
      ),
      // Time zones are quarters of hours; HubSpot counts days in the portal's.
      Setting(
        "daily_reset_utc_hours",
        path.appending(path: \.dailyReset),
        .duration(.hours, .zero ... .seconds(85_500)),
        canonical: .named("limits.daily_reset"),
        "The time of day at which the daily count starts again."
      ),
    ]
  }

  /// What tier, increases and the limits that differ from it come to.
  package static func resolvedLines(_ settings: Self) -> [CanonicalLine] {
    let limits = settings.limits
    return [CanonicalLine("limits.daily", limits.daily.map(String.init) ?? "off")]
      + lines("limits.burst", limits.burst) + lines("limits.search", limits.search)
      + lines("limits.ten_second", limits.tenSecond)
  }

  private static func lines(_ name: String, _ limit: RateLimit?) -> [CanonicalLine] {
    guard let limit else { return [CanonicalLine(name, "off")] }
    return [CanonicalLine(name, "\(limit.limit)"), CanonicalLine(name + "_window", limit.window)]
  }

  /// This account with as many calls in ten seconds and a day as the limits that are called `text` (`TierLimits`) have.
  ///
  /// - Throws: `TierError` when nothing is called so.
  package func sold(as text: String) throws(TierError) -> AccountSettings {
    let limits = try TierLimits(text, for: limits).limits
    var sold = self
    sold.tenSecond = limits.tenSecond.limit
    sold.daily = limits.daily.map { .at($0) } ?? .off
    return sold
  }

  /// The limits that all of this comes to.
  package var limits: HubSpotLimits {
    var limits = tier.limits
    if limitIncreases > 0 { limits = limits.withLimitIncrease(limitIncreases) }
    if let tenSecond { limits.tenSecond = RateLimit(limit: tenSecond, window: .seconds(10)) }
    switch daily {
    case .at(let number): limits.daily = number
    case .off: limits.daily = nil
    case nil: break
    }
    limits.search = RateLimit(limit: searchPerSecond, window: .seconds(1))
    switch burstPerSecond {
    case .at(let number): limits.burst = RateLimit(limit: number, window: .seconds(1))
    case .off: limits.burst = nil
    }
    limits.countsRefusedInTenSecond = countsRefusedInTenSecond
    limits.dailyReset = dailyReset
    return limits
  }
}
