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
