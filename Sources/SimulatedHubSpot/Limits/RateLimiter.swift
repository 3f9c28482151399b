package import DeterministicRuntime
package import HubSpotAPI
import Ports
package import VirtualTime

/// Judges requests by all limits of an account, and counts them.
///
/// The limits are asked in the order of `LimitPolicy.all`, each for the calls that it judges; the first that refuses names
/// itself, and those after it do not learn of the request. Pure: it receives the time and answers at once.
package struct RateLimiter {
  private struct Asked {
    let policy: LimitPolicy
    let scope: LimitPolicy.Scope
    var limit: any LimitAtWork
  }

  private var asked: [Asked]
  private var otherRequests: OtherArrivals
  private var otherSearches: OtherArrivals

  /// What the self-check has found; at most the first 100.
  package private(set) var violations: [LimitViolation] = []

  /// - Parameters:
  ///   - epoch: milliseconds since the Unix epoch at time 0: tells when the account's day begins.
  ///   - random: draws the arrivals of other traffic.
  ///   - episodes: in which limits and other traffic differ.
  package init(
    _ limits: HubSpotLimits,
    otherTraffic: OtherTraffic,
    epoch: Int64,
    random: KeyedRandom,
    episodes: [HubSpotEpisode] = []
  ) {
    let day: Int64 = 86_400_000_000_000
    let sinceReset = epoch % 86_400_000 * 1_000_000 - limits.dailyReset.wholeNanoseconds
    let sinceMidnight = (sinceReset % day + day) % day
    asked = LimitPolicy.all.compactMap { policy in
      limits.atWork(policy, nanosecondsSinceMidnight: sinceMidnight, episodes).map {
        Asked(policy: policy, scope: policy.scope, limit: $0)
      }
    }
    func others(isSearch: Bool) -> OtherArrivals {
      OtherArrivals(otherTraffic, isSearch: isSearch, of: limits, random: random, episodes: episodes)
    }
    otherRequests = others(isSearch: false)
    otherSearches = others(isSearch: true)
  }

  /// Judges a request that arrives at `now`, after those of other apps that arrived until then.
  ///
  /// - Returns: the policy that refuses it; nil when it is admitted.
  /// - Complexity: amortized O(1), and O(1) for each request of other traffic since the last call.
  package mutating func judge(isSearch: Bool, at now: VirtualInstant) -> LimitPolicy? {
    admitOthers(until: now.nanoseconds)
    return decide(isSearch: isSearch, at: now.nanoseconds)
  }

  /// The headers of the reply to a request that was judged at `instant`; a search reply carries none.
  package mutating func headers(at instant: VirtualInstant) -> RateLimitHeaders {
    let now = instant.nanoseconds
    admitOthers(until: now)
    var headers = RateLimitHeaders(max: 0, remaining: 0, intervalMilliseconds: 0, daily: nil, dailyRemaining: nil)
    for index in asked.indices { asked[index].limit.describe(at: now, in: &headers) }
    return headers
  }

  private mutating func admitOthers(until now: Int64) {
    while true {
      if otherRequests.next <= otherSearches.next {
        guard otherRequests.next <= now else { return }
        _ = decide(isSearch: false, at: otherRequests.next)
        otherRequests.advance()
      } else {
        guard otherSearches.next <= now else { return }
        _ = decide(isSearch: true, at: otherSearches.next)
        otherSearches.advance()
      }
    }
  }

  private mutating func decide(isSearch: Bool, at now: Int64) -> LimitPolicy? {
    for index in asked.indices where asked[index].scope.judges(isSearch: isSearch) {
      switch asked[index].limit.judge(at: now) {
      case .refused: return asked[index].policy
      case .admitted(true): continue
      case .admitted(false):
        if violations.count < 100 { violations.append(LimitViolation(policy: asked[index].policy, at: now)) }
      }
    }
    return nil
  }
}
