package import AccountScenarios
package import HubSpotClient
package import SimulatedHubSpot
package import SyncScenarios

/// What a sync meets in a run.
package struct SyncWorldSettings: Sendable {
  package var limits = HubSpotLimits.starter()
  package var latency = LatencyProfile(fallback: .milliseconds(150))
  /// When search finds what was written.
  package var indexLag: Duration = .seconds(2)
  package var pages = HubSpotConfiguration.PageLimits()
  package var otherTraffic = OtherTraffic.none
  /// Times in which HubSpot behaves differently.
  package var episodes: [HubSpotEpisode] = []
  /// The virtual time 0, in milliseconds since the Unix epoch.
  package var epoch: Int64 = 0
  package var journalLatency: Duration = .milliseconds(2)
  /// When the journal takes no transaction.
  package var journalOutages: [JournalOutage] = []
  package var alerts = SyncAlertSettings()
  /// Which instances die, and when.
  package var crashes: [CrashSettings] = []
  /// From an instance's death until it begins again, where no crash says otherwise.
  package var restartAfter: Duration = .seconds(1)
  /// How often an instance begins again, at the most.
  package var restarts = 10_000
  package var refused = RefusedInputs()
  /// What parts that pace calls are told besides the limits.
  package var pacing = PacingSettings()
  /// The number of the first instance, among all that share the account.
  package var firstInstance = 0

  package init() {}

  /// How long calls take in an account that others made: the sync's own as here, all others as there.
  package mutating func keepOwnTimes(in latency: LatencyProfile) {
    let own = self.latency.medians
    self.latency = latency
    self.latency.medians.merge(own) { _, own in own }
  }

  package init(_ scenario: SyncScenario) {
    let account = scenario.account
    limits = account.limits
    latency = account.latency.resolved
    indexLag = account.indexLag
    pages = account.pages
    otherTraffic = account.otherTraffic
    episodes = account.episodes ?? []
    epoch = account.epoch
    journalLatency = scenario.journalLatency
    journalOutages = scenario.journalOutages
    // Who meets an outage begins again as often as it lasts.
    restarts += Int(journalOutages.map { ($0.until - $0.from) / restartAfter }.reduce(0, +).rounded(.up))
    alerts = scenario.alerts
    crashes = scenario.crashes
    refused = scenario.refused
    pacing = scenario.pacing
  }
}
