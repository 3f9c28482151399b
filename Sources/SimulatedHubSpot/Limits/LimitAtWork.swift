import HubSpotAPI
import Ports

/// A limit with what it has counted. Times are nanoseconds since the start of the run and never go backwards.
protocol LimitAtWork: Sendable {
  /// Judges a request that the limit is for, and counts it as this limit does, admitted or not.
  ///
  /// - Complexity: amortized O(1).
  mutating func judge(at now: Int64) -> LimitVerdict

  /// Writes what the limit tells of itself into the headers of a reply to a request judged at `now`.
  mutating func describe(at now: Int64, in headers: inout RateLimitHeaders)
}

/// What a limit says of a request.
enum LimitVerdict: Hashable {
  /// Not sound when a second count by another way forbids it: a bug of the simulator.
  case admitted(isSound: Bool)
  case refused
}

/// So many requests in any window.
struct WindowLimit: LimitAtWork {
  private var window: RollingWindow
  private var check: AdmissionCheck
  private let countsRefused: Bool
  private let isInHeaders: Bool

  /// - Parameters:
  ///   - policy: whose limit it is: episodes may change it.
  ///   - countsRefused: whether a request that the limit has refused counts in the window.
  ///   - isInHeaders: whether replies tell what is left.
  init(
    _ rate: RateLimit,
    of policy: LimitPolicy,
    _ episodes: [HubSpotEpisode],
    countsRefused: Bool = false,
    isInHeaders: Bool = false
  ) {
    window = RollingWindow(rate, episodes.limit(of: policy, regularly: rate.limit))
    check = AdmissionCheck(
      limit: rate.limit,
      window: window.window,
      changes: episodes.compactMap { episode in
        let span = episode.from.wholeNanoseconds..<episode.until.wholeNanoseconds
        return episode.limit(of: policy).map { AdmissionCheck.Change(span, limit: $0) }
      }
    )
    self.countsRefused = countsRefused
    self.isInHeaders = isInHeaders
  }

  mutating func judge(at now: Int64) -> LimitVerdict {
    guard window.hasRoom(at: now) else {
      if countsRefused { window.record(at: now) }
      return .refused
    }
    window.record(at: now)
    return .admitted(isSound: check.isSound(admittingAt: now))
  }

  mutating func describe(at now: Int64, in headers: inout RateLimitHeaders) {
    guard isInHeaders else { return }
    headers.max = window.limit(at: now)
    headers.remaining = window.remaining(at: now)
    headers.intervalMilliseconds = Int(window.window / 1_000_000)
  }
}

/// So many requests a day, refused ones included.
struct DailyLimit: LimitAtWork {
  private var quota: DailyQuota
  private var check: DailyAdmissionCheck

  /// - Parameter sinceMidnight: how much of the account's day is over at the start of the run, in nanoseconds.
  init(_ limit: Int, sinceMidnight: Int64) {
    quota = DailyQuota(limit: limit, firstReset: 86_400_000_000_000 - sinceMidnight)
    check = DailyAdmissionCheck(limit: limit, startOfDayOffset: sinceMidnight)
  }

  mutating func judge(at now: Int64) -> LimitVerdict {
    let hasRoom = quota.remaining(at: now) > 0
    quota.record()
    return hasRoom ? .admitted(isSound: check.isSound(admittingAt: now)) : .refused
  }

  mutating func describe(at now: Int64, in headers: inout RateLimitHeaders) {
    headers.daily = quota.limit
    headers.dailyRemaining = quota.remaining(at: now)
  }
}
