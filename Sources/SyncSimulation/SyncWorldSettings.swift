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

  /// An account that others made: all but how long the sync's own calls take.
  package mutating func meet(
    _ limits: HubSpotLimits,
    _ latency: LatencyProfile,
    indexLag: Duration,
    epoch: Int64
  ) {
    self.limits = limits
    self.indexLag = indexLag
    self.epoch = epoch
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
    crashes = scenario.crashes
    refused = scenario.refused
  }
}
