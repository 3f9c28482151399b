/// A point in time, in whole nanoseconds since the Unix epoch. Integers, so that equal inputs give equal times to the
/// last bit and arithmetic stays cheap; `Duration` is used where a length of time is meant.
package struct Timestamp: Hashable, Comparable, Sendable {
  package let nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Whole milliseconds since the Unix epoch, as HubSpot writes times.
  package var milliseconds: Int64 { nanoseconds / 1_000_000 }

  package static func < (left: Timestamp, right: Timestamp) -> Bool { left.nanoseconds < right.nanoseconds }

  package static func + (left: Timestamp, right: Duration) -> Timestamp {
    Timestamp(nanoseconds: left.nanoseconds + right.wholeNanoseconds)
  }

  package static func - (left: Timestamp, right: Timestamp) -> Duration {
    .nanoseconds(left.nanoseconds - right.nanoseconds)
  }
}

extension Duration {
  /// The length in nanoseconds, the part below one nanosecond cut off.
  package var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }

  /// The length in milliseconds, the part below one millisecond cut off.
  package var wholeMilliseconds: Int64 { wholeNanoseconds / 1_000_000 }
}
