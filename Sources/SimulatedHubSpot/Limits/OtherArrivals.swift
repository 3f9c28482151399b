import DeterministicRuntime
import Ports

/// The requests of the account's other apps to one bucket, one after the other.
struct OtherArrivals {
  private static let purpose: KeyedRandom.Purpose = "hubspot other traffic"

  /// Arrivals in each `window` nanoseconds are `limit * percent / 100`.
  private let limit: Int
  private let window: Int64
  private let percent: Int
  private let arrivals: OtherTraffic.Arrivals
  private let isSearch: Bool
  private let random: KeyedRandom
  private var ordinal = 0

  /// When the next request arrives, in nanoseconds; `Int64.max` when there are none.
  private(set) var next: Int64 = 0

  /// - Parameter quota: the bucket that they take a share of.
  init(_ traffic: OtherTraffic, isSearch: Bool, in quota: RateLimit, random: KeyedRandom) {
    limit = quota.limit
    window = quota.window.wholeNanoseconds
    percent = isSearch ? traffic.searchPercent : traffic.tenSecondPercent
    arrivals = traffic.arrivals
    self.isSearch = isSearch
    self.random = random
    advance()
  }

  /// Moves on to the request after `next`.
  mutating func advance() {
    guard percent > 0 else {
      next = .max
      return
    }
    ordinal += 1
    switch arrivals {
    case .constant:
      // From the start each time, so that rounding does not add up; 128 bits, for the product leaves 64 within hours.
      next = Int64(Int128(ordinal) * Int128(window) * 100 / Int128(limit * percent))
    case .poisson:
      let mean = Double(window) * 100 / Double(limit * percent)
      var draw = random.draw(Self.purpose, isSearch ? 1 : 0, ordinal)
      next += max(1, ExponentialDuration(meanNanoseconds: Int64(mean)).nanoseconds(&draw))
    }
  }
}
