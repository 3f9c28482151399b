/// Admits at most `limit` requests from one midnight of the account to the next. Refused requests count too: HubSpot
/// charges a 429 against the day, so a storm of retries eats into it.
package struct DailyQuota: Sendable {
  package let limit: Int
  private var used = 0
  private var nextReset: Int64

  private static let day: Int64 = 86_400_000_000_000

  /// - Parameters:
  ///   - limit: requests a day.
  ///   - firstReset: the first midnight after the start, in nanoseconds since the start.
  package init(limit: Int, firstReset: Int64) {
    self.limit = limit
    nextReset = firstReset
  }

  /// How many requests are left at `now`; never negative. A request at the midnight itself belongs to the new day.
  package mutating func remaining(at now: Int64) -> Int {
    if now >= nextReset {
      used = 0
      nextReset += ((now - nextReset) / Self.day + 1) * Self.day
    }
    return max(0, limit - used)
  }

  /// Counts a request, admitted or not.
  package mutating func record() { used += 1 }
}
