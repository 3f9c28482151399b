import DequeModule
import Ports

/// Admits at most `limit` requests in any interval of length `window`.
///
/// The interval is (t - window, t]: a request exactly one window old no longer counts. Times are nanoseconds and never
/// go backwards.
package struct RollingWindow: Sendable {
  package let limit: Int
  /// In nanoseconds.
  package let window: Int64
  private var counted: Deque<Int64> = []

  package init(_ rate: RateLimit) {
    limit = rate.limit
    window = rate.window.wholeNanoseconds
  }

  /// How many requests count at `now`.
  ///
  /// - Complexity: amortized O(1).
  package mutating func count(at now: Int64) -> Int {
    while let oldest = counted.first, oldest <= now - window { counted.removeFirst() }
    return counted.count
  }

  package mutating func hasRoom(at now: Int64) -> Bool { count(at: now) < limit }

  /// How many more requests would be admitted at `now`; never negative.
  package mutating func remaining(at now: Int64) -> Int { max(0, limit - count(at: now)) }

  /// Counts a request, whether there is room or not.
  package mutating func record(at now: Int64) { counted.append(now) }
}
