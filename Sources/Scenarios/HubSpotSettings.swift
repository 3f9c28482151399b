import Settings
import SimulatedHubSpot
import Texts

/// The keys of `hubspot` as they are written: a tier and what differs from it.
struct HubSpotSettings {
  var tier = HubSpotTier.starter
  var limitIncreases = 0
  var tenSecond: Int?
  var daily: SwitchableLimit?
  var searchPerSecond = 5
  /// On by default: the scenarios are the customer's, who assumes it.
  var burstPerSecond = SwitchableLimit.at(HubSpotLimits.assumedBurst.limit)
  var countsRefusedInTenSecond = false
  var dailyReset: Duration = .zero
  var latency = LatencySettings()
  var indexLag: Duration = .seconds(2)
  var pages = HubSpotConfiguration.PageLimits()
  var otherTraffic = OtherTraffic.none
  /// nil for a HubSpot that is always the same.
  var episodes: [HubSpotEpisode]?
  /// nil for a HubSpot that tells nobody anything unasked.
  var webhooks: Scenario.HubSpot.Webhooks?
  /// 2027-01-15T09:00:00Z, in milliseconds since the Unix epoch.
  var epoch: Int64 = 1_800_003_600_000

  static var settings: [Setting<Self>] {
    limits + [
      Setting(
        "latency",
        \.latency,
        .section(LatencySettings(), LatencySettings.settings, resolved: LatencySettings.resolvedLines),
        "How long calls take."
      ),
      Setting(
        "index_lag_seconds",
        \.indexLag,
        .duration(.seconds, .zero ... .seconds(3_600)),
        "From a write to its visibility by search."
      ),
      Setting("batch_limit", \.pages.batch, .count(1...10_000), "Inputs of a batch call on objects."),
      Setting(
        "association_batch_limit",
        \.pages.associateBatch,
        .count(1...10_000),
        "Pairs of a batch call that associates."
      ),
      Setting(
        "association_read_limit",
        \.pages.readAssociationBatch,
        .count(1...10_000),
        "Ids of a batch call that reads associations."
      ),
      Setting("association_page", \.pages.associationPage, .count(1...10_000), "Associations on a page."),
      Setting("other_traffic", \.otherTraffic, otherTrafficForm, "What the portal's other apps take."),
      Setting("episodes", optional: \.episodes, EpisodeKeys.form, "Times in which HubSpot behaves differently."),
      Setting("webhooks", optional: \.webhooks, WebhookKeys.form, "What HubSpot tells the core of, unasked."),
      Setting("start_utc", \.epoch, .instant, "The calendar time at virtual time 0."),
    ]
  }

  private static var limits: [Setting<Self>] {
    [
      Setting(
        "tier",
        \.tier,
        .choice(HubSpotTier.words),
        canonical: .resolved,
        "HubSpot's published limits for this kind of account or app."
      ),
      Setting(
        "limit_increases",
        \.limitIncreases,
        .count(0...2),
        canonical: .resolved,
        "API limit increases bought: 250 requests per 10 s however many, and 1,000,000 a day more for each."
      ),
      Setting(
        "ten_second_limit",
        optional: \.tenSecond,
        .count(1...100_000),
        canonical: .resolved,
        "Requests in any 10 s, instead of the tier's."
      ),
      Setting(
        "daily_limit",
        optional: \.daily,
        .countOrOff(1...1_000_000_000),
        canonical: .resolved,
        "Requests a day, instead of the tier's; off for none."
      ),
      Setting(
        "search_limit_per_second",
        \.searchPerSecond,
        .count(1...10_000),
        canonical: .resolved,
        "Searches in any second."
      ),
      Setting(
        "burst_per_second",
        \.burstPerSecond,
        .countOrOff(1...100_000),
        canonical: .resolved,
        "Requests in any second, an edge in front of the other limits: the customer's assumption; off for none."
      ),
      Setting(
        "counts_refused_in_ten_second",
        \.countsRefusedInTenSecond,
        .flag,
        canonical: .named("limits.counts_refused_in_ten_second"),
        "Whether a refused request counts in the ten-second window. HubSpot does not say."
      ),
      // Time zones are quarters of hours; HubSpot counts days in the portal's.
      Setting(
        "daily_reset_utc_hours",
        \.dailyReset,
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
  static func resolvedLines(_ settings: Self) -> [CanonicalLine] {
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
  var limits: HubSpotLimits {
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
