package import DeterministicRuntime
package import HubSpotAPI
import Ports

/// Judges requests by all limits of an account, and counts them.
///
/// The limits are asked in the order burst, daily, then search or ten-second; the first that refuses names itself.
/// Pure: it receives the time and answers at once.
package struct RateLimiter {
  private var burst: RollingWindow?
  private var daily: DailyQuota?
  private var search: RollingWindow
  private var tenSecond: RollingWindow
  private let countsRefusedInTenSecond: Bool

  private var otherRequests: OtherArrivals
  private var otherSearches: OtherArrivals

  private var burstCheck: AdmissionCheck?
  private var dailyCheck: DailyAdmissionCheck?
  private var searchCheck: AdmissionCheck
  private var tenSecondCheck: AdmissionCheck

  /// What the self-check has found; at most the first 100.
  package private(set) var violations: [LimitViolation] = []

  /// - Parameters:
  ///   - epoch: milliseconds since the Unix epoch at time 0: tells when the account's day begins.
  ///   - random: draws the arrivals of other traffic.
  package init(_ limits: HubSpotLimits, otherTraffic: OtherTraffic, epoch: Int64, random: KeyedRandom) {
    let burst = limits.burst.map(RollingWindow.init)
    let search = RollingWindow(limits.search)
    let tenSecond = RollingWindow(limits.tenSecond)
    let day: Int64 = 86_400_000_000_000
    let sinceReset = epoch % 86_400_000 * 1_000_000 - limits.dailyReset.wholeNanoseconds
    let sinceMidnight = (sinceReset % day + day) % day
    self.burst = burst
    daily = limits.daily.map { DailyQuota(limit: $0, firstReset: day - sinceMidnight) }
    self.search = search
    self.tenSecond = tenSecond
    countsRefusedInTenSecond = limits.countsRefusedInTenSecond
    burstCheck = burst.map { AdmissionCheck(limit: $0.limit, window: $0.window) }
    dailyCheck = limits.daily.map { DailyAdmissionCheck(limit: $0, startOfDayOffset: sinceMidnight) }
    searchCheck = AdmissionCheck(limit: search.limit, window: search.window)
    tenSecondCheck = AdmissionCheck(limit: tenSecond.limit, window: tenSecond.window)
    otherRequests = OtherArrivals(otherTraffic, isSearch: false, in: tenSecond, random: random)
    otherSearches = OtherArrivals(otherTraffic, isSearch: true, in: search, random: random)
  }

  /// Judges a request that arrives at `now` nanoseconds, after those of other apps that arrived until then.
  ///
  /// - Returns: the policy that refuses it; nil when it is admitted.
  /// - Complexity: amortized O(1), and O(1) for each request of other traffic since the last call.
  package mutating func judge(isSearch: Bool, at now: Int64) -> LimitPolicy? {
    admitOthers(until: now)
    return decide(isSearch: isSearch, at: now)
  }

  /// The headers of the reply to a request that was judged at `now`; a search reply carries none.
  package mutating func headers(at now: Int64) -> RateLimitHeaders {
    admitOthers(until: now)
    return RateLimitHeaders(
      max: tenSecond.limit,
      remaining: tenSecond.remaining(at: now),
      intervalMilliseconds: Int(tenSecond.window / 1_000_000),
      daily: daily?.limit,
      dailyRemaining: daily?.remaining(at: now)
    )
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
    if burst != nil {
      guard burst!.hasRoom(at: now) else { return .burst }
      burst!.record(at: now)
      if !burstCheck!.isSound(admittingAt: now) { report(.burst, at: now) }
    }
    if daily != nil {
      let hasRoom = daily!.remaining(at: now) > 0
      daily!.record()
      guard hasRoom else { return .daily }
    }
    let refusal = isSearch ? decideSearch(at: now) : decideTenSecond(at: now)
    if refusal == nil, dailyCheck?.isSound(admittingAt: now) == false { report(.daily, at: now) }
    return refusal
  }

  private mutating func decideSearch(at now: Int64) -> LimitPolicy? {
    guard search.hasRoom(at: now) else { return .search }
    search.record(at: now)
    if !searchCheck.isSound(admittingAt: now) { report(.search, at: now) }
    return nil
  }

  private mutating func decideTenSecond(at now: Int64) -> LimitPolicy? {
    guard tenSecond.hasRoom(at: now) else {
      if countsRefusedInTenSecond { tenSecond.record(at: now) }
      return .tenSecond
    }
    tenSecond.record(at: now)
    if !tenSecondCheck.isSound(admittingAt: now) { report(.tenSecond, at: now) }
    return nil
  }

  private mutating func report(_ policy: LimitPolicy, at now: Int64) {
    if violations.count < 100 { violations.append(LimitViolation(policy: policy, at: now)) }
  }
}
