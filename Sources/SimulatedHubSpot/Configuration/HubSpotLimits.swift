package import HubSpotAPI

/// The rate limits of one app in one account. Each has its policy (`LimitPolicy`), which knows what it judges and when it is
/// asked.
///
/// The presets follow HubSpot's published tiers; `burst` is an assumption of the customer's documents and therefore
/// off in them.
package struct HubSpotLimits: Hashable, Sendable {
  /// `BURST`, an edge in front of everything: what it refuses counts nowhere. nil switches it off.
  package var burst: RateLimit?
  /// `DAILY`: requests from one reset to the next; refused ones count. nil for an app without a daily limit, whose
  /// replies carry no daily headers.
  package var daily: Int?
  /// `SECONDLY`: searches only.
  package var search: RateLimit
  /// `TEN_SECONDLY_ROLLING`: every call but searches.
  package var tenSecond: RateLimit
  /// Whether a request that the ten-second limit has refused counts in its window. HubSpot does not say; default no.
  package var countsRefusedInTenSecond: Bool
  /// The time of day, in UTC, at which the account's day begins and the daily count starts again; in 0 ..< 24 h.
  package var dailyReset: Duration

  /// The customer's assumption: 150 requests in any second.
  package static let assumedBurst = RateLimit(limit: 150, window: .seconds(1))

  package init(
    burst: RateLimit? = nil,
    daily: Int?,
    search: RateLimit = RateLimit(limit: 5, window: .seconds(1)),
    tenSecond: RateLimit,
    countsRefusedInTenSecond: Bool = false,
    dailyReset: Duration = .zero
  ) {
    self.burst = burst
    self.daily = daily
    self.search = search
    self.tenSecond = tenSecond
    self.countsRefusedInTenSecond = countsRefusedInTenSecond
    self.dailyReset = dailyReset
  }

  /// A private app in a Free or Starter account: 100 per 10 s, 250,000 a day.
  package static func starter() -> HubSpotLimits { tier(perTenSeconds: 100, daily: 250_000) }

  /// A private app in a Professional account: 190 per 10 s, 625,000 a day.
  package static func professional() -> HubSpotLimits { tier(perTenSeconds: 190, daily: 625_000) }

  /// A private app in an Enterprise account: 190 per 10 s, 1,000,000 a day.
  package static func enterprise() -> HubSpotLimits { tier(perTenSeconds: 190, daily: 1_000_000) }

  /// A marketplace app (OAuth): 110 per 10 s, no daily headers.
  package static func marketplace() -> HubSpotLimits { tier(perTenSeconds: 110, daily: nil) }

  /// These limits after buying the API limit increase: 250 per 10 s however many were bought, and 1,000,000 a day more
  /// for each.
  ///
  /// - Parameter count: 1 or 2; HubSpot sells no more.
  package func withLimitIncrease(_ count: Int = 1) -> HubSpotLimits {
    precondition((1...2).contains(count), "HubSpot sells 1 or 2 limit increases, got \(count)")
    var limits = self
    limits.tenSecond = RateLimit(limit: 250, window: tenSecond.window)
    limits.daily = daily.map { $0 + count * 1_000_000 }
    return limits
  }

  /// The limits that count in a window, by policy. Those that are switched off are not there.
  package var windows: [LimitPolicy: RateLimit] {
    var windows: [LimitPolicy: RateLimit] = [.search: search, .tenSecond: tenSecond]
    windows[.burst] = burst
    return windows
  }

  /// How many requests each window lets pass, by bucket: `ten_second`, `search`, `burst`.
  package var countsByBucket: [String: Int] {
    let counts = windows.compactMap { policy, rate in policy.bucket.map { ($0, rate.limit) } }
    return Dictionary(uniqueKeysWithValues: counts)
  }

  /// The same windows with limits that nothing reaches.
  package var beyondReach: HubSpotLimits {
    let most = 1_000_000_000
    var limits = self
    limits.burst = nil
    limits.daily = nil
    limits.search = RateLimit(limit: most, window: search.window)
    limits.tenSecond = RateLimit(limit: most, window: tenSecond.window)
    return limits
  }

  /// The limit of a policy at the start of a run; nil when it is switched off.
  ///
  /// - Parameters:
  ///   - nanosecondsSinceMidnight: how much of the account's day is over then.
  ///   - episodes: in which it differs.
  func atWork(
    _ policy: LimitPolicy,
    nanosecondsSinceMidnight: Int64,
    _ episodes: [HubSpotEpisode]
  ) -> (any LimitAtWork)? {
    if policy == .daily { return daily.map { DailyLimit($0, sinceMidnight: nanosecondsSinceMidnight) } }
    return windows[policy].map { rate in
      // What replies tell is left is the ten-second window's.
      policy == .tenSecond
        ? WindowLimit(rate, of: policy, episodes, countsRefused: countsRefusedInTenSecond, isInHeaders: true)
        : WindowLimit(rate, of: policy, episodes)
    }
  }

  /// What is wrong with the limits, in words; empty when nothing is.
  var problems: [String] {
    var problems: [String] = []
    if let daily, daily < 1 { problems.append("limits: daily is at least 1, got \(daily)") }
    if dailyReset < .zero || dailyReset >= .seconds(86_400) {
      problems.append("limits: dailyReset is a time of day, 0 ..< 24 h, got \(dailyReset)")
    }
    return problems
  }

  private static func tier(perTenSeconds limit: Int, daily: Int?) -> HubSpotLimits {
    HubSpotLimits(daily: daily, tenSecond: RateLimit(limit: limit, window: .seconds(10)))
  }
}
