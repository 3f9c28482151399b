package import HubSpotAPI
package import Settings
package import SimulatedHubSpot
import Texts

/// The keys of `hubspot` that files of any product have, as they are written: a tier and what differs from it.
package struct AccountSettings {
  package var tier = HubSpotTier.starter
  package var limitIncreases = 0
  package var tenSecond: Int?
  package var daily: SwitchableLimit?
  package var searchPerSecond = 5
  /// On by default: the scenarios are the customer's, who assumes it.
  package var burstPerSecond = SwitchableLimit.at(HubSpotLimits.assumedBurst.limit)
  package var countsRefusedInTenSecond = false
  package var dailyReset: Duration = .zero
  package var latency: LatencySettings
  package var indexLag: Duration = .seconds(2)
  package var pages = HubSpotConfiguration.PageLimits()
  package var otherTraffic = OtherTraffic.none
  /// nil for a HubSpot that is always the same.
  package var episodes: [HubSpotEpisode]?
  /// 2027-01-15T09:00:00Z, in milliseconds since the Unix epoch.
  package var epoch: Int64 = 1_800_003_600_000

  /// - Parameter measured: how long calls take that a file says nothing of.
  package init(_ measured: LatencyProfile) { latency = LatencySettings(measured) }

  /// The keys in the order of the format.
  ///
  /// - Parameters:
  ///   - path: where their values go.
  ///   - labels: of the calls that have a median of their own.
  ///   - own: keys of the product's own.
  package func settings<Root>(
    _ path: WritableKeyPath<Root, AccountSettings>,
    labels: [CallLabel],
    own: [Setting<Root>] = []
  ) -> [Setting<Root>] {
    limitSettings(path) + [
      Setting(
        "latency",
        path.appending(path: \.latency),
        .section(latency, latency.settings(labels), resolved: LatencySettings.resolvedLines),
        "How long calls take."
      ),
      Setting(
        "index_lag_seconds",
        path.appending(path: \.indexLag),
        .duration(.seconds, .zero ... .seconds(3_600)),
        "From a write to its visibility by search."
      ),
      Setting(
        "batch_limit",
        path.appending(path: \.pages.batch),
        .count(1...10_000),
        "Inputs of a batch call on objects."
      ),
      Setting(
        "association_batch_limit",
        path.appending(path: \.pages.associateBatch),
        .count(1...10_000),
        "Pairs of a batch call that associates."
      ),
      Setting(
        "association_read_limit",
        path.appending(path: \.pages.readAssociationBatch),
        .count(1...10_000),
        "Ids of a batch call that reads associations."
      ),
      Setting(
        "association_page",
        path.appending(path: \.pages.associationPage),
        .count(1...10_000),
        "Associations on a page."
      ),
      Setting(
        "other_traffic",
        path.appending(path: \.otherTraffic),
        Self.otherTrafficForm,
        "What the portal's other apps take."
      ),
      Setting(
        "episodes",
        optional: path.appending(path: \.episodes),
        EpisodeKeys.form,
        "Times in which HubSpot behaves differently."
      ),
    ] + own + [
      Setting("start_utc", path.appending(path: \.epoch), .instant, "The calendar time at virtual time 0.")
    ]
  }

  private func limitSettings<Root>(_ path: WritableKeyPath<Root, AccountSettings>) -> [Setting<Root>] {
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

  private static var otherTrafficForm: ValueForm<OtherTraffic> {
    .section(
      .none,
      [
        Setting(
          "share_percent",
          \.shareOfBothQuotas,
          .count(0...200),
          isRequired: true,
          canonical: .resolved,
          "Of the ten-second and of the search quota."
        ),
        Setting(
          "arrivals",
          \.arrivals,
          .choice([("constant", .constant), ("poisson", .poisson)]),
          "Evenly spaced, or with exponential gaps."
        ),
      ],
      resolved: { traffic in
        [
          CanonicalLine("ten_second_percent", "\(traffic.tenSecondPercent)"),
          CanonicalLine("search_percent", "\(traffic.searchPercent)"),
        ]
      }
    )
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

extension OtherTraffic {
  /// One share of both quotas.
  fileprivate var shareOfBothQuotas: Int {
    get { tenSecondPercent }
    set {
      tenSecondPercent = newValue
      searchPercent = newValue
    }
  }
}
