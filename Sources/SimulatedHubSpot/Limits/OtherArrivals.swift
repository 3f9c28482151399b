import DeterministicRuntime
import Ports
import VirtualTime

/// The requests of the account's other apps to one bucket, one after the other.
struct OtherArrivals {
  private static let purpose: KeyedRandom.Purpose = "hubspot other traffic"

  /// Arrivals in each `window` nanoseconds are `limit * percent / 100`.
  private let limit: Int
  private let window: Int64
  /// Each share in percent, from a moment on: their requests begin anew with each.
  private let shares: [Schedule<Int>.Step]
  private var current = 0
  /// Since the beginning of the current share.
  private var count = 0
  private let arrivals: OtherTraffic.Arrivals
  private let isSearch: Bool
  private let random: KeyedRandom
  private var ordinal = 0

  /// When the next request arrives, in nanoseconds; `Int64.max` when there are none.
  private(set) var next: Int64 = 0

  /// - Parameter limits: of whose ten-second or search limit they take a share.
  init(
    _ traffic: OtherTraffic,
    isSearch: Bool,
    of limits: HubSpotLimits,
    random: KeyedRandom,
    episodes: [HubSpotEpisode]
  ) {
    let quota = isSearch ? limits.search : limits.tenSecond
    limit = quota.limit
    window = quota.window.wholeNanoseconds
    shares = episodes.otherPercent(isSearch: isSearch, regularly: traffic).steps
    arrivals = traffic.arrivals
    self.isSearch = isSearch
    self.random = random
    advance()
  }

  /// Moves on to the request after `next`.
  mutating func advance() {
    while true {
      let isLast = current + 1 == shares.count
      let end = isLast ? Int64.max : shares[current + 1].from.nanoseconds
      if shares[current].value > 0 {
        ordinal += 1
        count += 1
        next = instantAfterNext(percent: shares[current].value)
        if isLast || next < end { return }
      }
      next = end
      if isLast { return }
      current += 1
      count = 0
    }
  }

  /// When the request number `count` of the current share comes.
  private func instantAfterNext(percent: Int) -> Int64 {
    switch arrivals {
    case .constant:
      // From the start of the share each time, so that rounding does not add up; 128 bits, for the product leaves 64
      // within hours.
      return shares[current].from.nanoseconds
        + Int64(Int128(count) * Int128(window) * 100 / Int128(limit * percent))
    case .poisson:
      let mean = Double(window) * 100 / Double(limit * percent)
      var draw = random.draw(Self.purpose, isSearch ? 1 : 0, ordinal)
      return next + max(1, ExponentialDuration(meanNanoseconds: Int64(mean)).nanoseconds(&draw))
    }
  }
}
