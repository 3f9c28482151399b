package import HubSpotAPI
import Ports
package import VirtualTime

/// A time in which HubSpot behaves differently: from its first moment up to, but not including, its last.
///
/// Episodes may overlap: scales of latency are multiplied, of everything else the later one in the list holds. What an episode
/// leaves open stays as it is.
package struct HubSpotEpisode: Hashable, Sendable {
  /// Since the start of the run.
  package var from: Duration
  /// Later than `from`.
  package var until: Duration
  /// Calls that are sent meanwhile take so many times as long, their way up and refusals too.
  package var latencyScale: Double?
  /// Requests in any window of the ten-second limit. What was admitted before counts in it, from the first moment on.
  package var tenSecondLimit: Int?
  /// The same of the search limit.
  package var searchLimit: Int?
  /// What other apps take of the regular ten-second limit, in percent; an episode's limit does not change their traffic.
  package var otherTenSecondPercent: Int?
  /// What other apps take of the regular search limit, in percent.
  package var otherSearchPercent: Int?

  package init(
    from: Duration,
    until: Duration,
    latencyScale: Double? = nil,
    tenSecondLimit: Int? = nil,
    searchLimit: Int? = nil,
    otherTenSecondPercent: Int? = nil,
    otherSearchPercent: Int? = nil
  ) {
    self.from = from
    self.until = until
    self.latencyScale = latencyScale
    self.tenSecondLimit = tenSecondLimit
    self.searchLimit = searchLimit
    self.otherTenSecondPercent = otherTenSecondPercent
    self.otherSearchPercent = otherSearchPercent
  }

  /// Whether a moment lies in it.
  package func covers(_ moment: VirtualInstant) -> Bool {
    (from.wholeNanoseconds..<until.wholeNanoseconds).contains(moment.nanoseconds)
  }

  /// Whether it differs from the regular behaviour in anything.
  package var changesAnything: Bool { latencyScale != nil || !limitsAreRegular }

  private var limitsAreRegular: Bool {
    [tenSecondLimit, searchLimit, otherTenSecondPercent, otherSearchPercent].allSatisfy { $0 == nil }
  }

  /// What it makes of the limit of a policy; nil when it leaves it as it is.
  func limit(of policy: LimitPolicy) -> Int? {
    switch policy {
    case .tenSecond: tenSecondLimit
    case .search: searchLimit
    default: nil
    }
  }

  /// The same with regular limits and regular other traffic; nil when nothing is left of it.
  package var withoutLimits: HubSpotEpisode? {
    latencyScale.map { HubSpotEpisode(from: from, until: until, latencyScale: $0) }
  }

  /// What is wrong with it, in words; empty when nothing is.
  var problems: [String] {
    var problems: [String] = []
    if from < .zero || until <= from { problems.append("episodes: until is later than from, which is not negative") }
    if let latencyScale, !(latencyScale > 0) {
      problems.append("episodes: latencyScale is above 0, got \(latencyScale)")
    }
    if [tenSecondLimit, searchLimit].contains(where: { $0.map { $0 < 1 } ?? false }) {
      problems.append("episodes: a limit is at least 1")
    }
    if [otherTenSecondPercent, otherSearchPercent].contains(where: { $0.map { !(0...1_000).contains($0) } ?? false }) {
      problems.append("episodes: a share of other apps is in 0...1000")
    }
    return problems
  }
}

extension [HubSpotEpisode] {
  /// What lengths of time are multiplied by.
  package var latencyScale: Schedule<Double> { Schedule(1, self) { $0 *= $1.latencyScale ?? 1 } }

  /// How many requests the window of a policy lets pass.
  package func limit(of policy: LimitPolicy, regularly limit: Int) -> Schedule<Int> {
    Schedule(limit, self) { $0 = $1.limit(of: policy) ?? $0 }
  }

  /// What other apps take of the regular limit of the search or of the ten-second bucket, in percent.
  package func otherPercent(isSearch: Bool, regularly traffic: OtherTraffic) -> Schedule<Int> {
    Schedule(isSearch ? traffic.searchPercent : traffic.tenSecondPercent, self) { percent, episode in
      percent = (isSearch ? episode.otherSearchPercent : episode.otherTenSecondPercent) ?? percent
    }
  }
}
