import DequeModule
import Ports
import VirtualTime

/// Admits at most so many requests in any interval of length `window`.
///
/// How many may change with time; what was admitted before a change counts against the new limit. The interval is (t - window, t]: a request exactly one window old no longer counts. Times are nanoseconds and never
/// go backwards.
package struct RollingWindow: Sendable {
  /// In nanoseconds.
  package let window: Int64
  private let limits: Schedule<Int>
  private var counted: Deque<Int64> = []

  /// - Parameter limits: instead of the rate's own; nil for one that never changes.
  package init(_ rate: RateLimit, _ limits: Schedule<Int>? = nil) {
    self.limits = limits ?? Schedule(rate.limit, []) { _, _ in }
    window = rate.window.wholeNanoseconds
  }

  /// How many requests the window lets pass at `now`.
  package func limit(at now: Int64) -> Int { limits.value(at: VirtualInstant(nanoseconds: now)) }

  /// How many requests count at `now`.
  ///
  /// - Complexity: amortized O(1).
  package mutating func count(at now: Int64) -> Int {
    while let oldest = counted.first, oldest <= now - window { counted.removeFirst() }
    return counted.count
  }

  package mutating func hasRoom(at now: Int64) -> Bool { count(at: now) < limit(at: now) }

  /// How many more requests would be admitted at `now`; never negative.
  package mutating func remaining(at now: Int64) -> Int { max(0, limit(at: now) - count(at: now)) }

  /// Counts a request, whether there is room or not.
  package mutating func record(at now: Int64) { counted.append(now) }
}
