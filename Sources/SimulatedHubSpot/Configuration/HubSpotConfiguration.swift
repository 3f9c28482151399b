import HubSpotAPI

/// Everything that decides how a simulated HubSpot behaves, checked as a whole.
package struct HubSpotConfiguration: Hashable, Sendable {
  package let schema: HubSpotSchema
  package let limits: HubSpotLimits
  package let latency: LatencyProfile
  /// A write is findable by search from this long after it took effect; a read by id sees it at once. 1 to 30 s are
  /// reported; default 2 s.
  package let indexLag: Duration
  /// Milliseconds since the Unix epoch at virtual time 0.
  package let epoch: Int64
  package let portalID: Int
  package let appID: Int
  package let pages: PageLimits
  package let otherTraffic: OtherTraffic
  /// Times in which it behaves differently.
  package let episodes: [HubSpotEpisode]

  /// How much one call can carry.
  package struct PageLimits: Hashable, Sendable {
    /// Inputs of a batch call on objects: 100 for every type.
    package var batch: Int
    /// Inputs of a batch that reads history: 50.
    package var batchWithHistory: Int
    /// Pairs of a batch that associates: not known, default 2,000.
    package var associateBatch: Int
    /// Ids of a batch that reads associations: 1,000.
    package var readAssociationBatch: Int
    /// Associations on a page: 500.
    package var associationPage: Int

    package init(
      batch: Int = 100,
      batchWithHistory: Int = 50,
      associateBatch: Int = 2_000,
      readAssociationBatch: Int = 1_000,
      associationPage: Int = 500
    ) {
      self.batch = batch
      self.batchWithHistory = batchWithHistory
      self.associateBatch = associateBatch
      self.readAssociationBatch = readAssociationBatch
      self.associationPage = associationPage
    }
  }

  /// - Throws: `InvalidHubSpotConfiguration` with every problem at once.
  package init(
    schema: HubSpotSchema,
    limits: HubSpotLimits,
    latency: LatencyProfile,
    indexLag: Duration = .seconds(2),
    epoch: Int64,
    portalID: Int,
    appID: Int,
    pages: PageLimits = PageLimits(),
    otherTraffic: OtherTraffic = .none,
    episodes: [HubSpotEpisode] = []
  ) throws(InvalidHubSpotConfiguration) {
    var problems = schema.problems + limits.problems + latency.problems + otherTraffic.problems
    problems += episodes.flatMap(\.problems)
    if indexLag < .zero { problems.append("indexLag: not negative, got \(indexLag)") }
    let sizes = [
      pages.batch, pages.batchWithHistory, pages.associateBatch, pages.readAssociationBatch, pages.associationPage,
    ]
    if sizes.contains(where: { $0 < 1 }) { problems.append("pages: every size is at least 1") }
    guard problems.isEmpty else { throw InvalidHubSpotConfiguration(problems: problems) }
    self.schema = schema
    self.limits = limits
    self.latency = latency
    self.indexLag = indexLag
    self.epoch = epoch
    self.portalID = portalID
    self.appID = appID
    self.pages = pages
    self.otherTraffic = otherTraffic
    self.episodes = episodes
  }
}

/// A configuration that cannot be simulated.
package struct InvalidHubSpotConfiguration: Error, Hashable, Sendable, CustomStringConvertible {
  /// Each names the part and what was expected.
  package let problems: [String]

  package var description: String { problems.joined(separator: "\n") }
}
