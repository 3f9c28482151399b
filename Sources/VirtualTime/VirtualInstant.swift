/// A point in virtual time: whole nanoseconds since the start of the run, at which it is 0.
package struct VirtualInstant: InstantProtocol, Hashable, Sendable {
  package typealias Duration = Swift.Duration

  /// Nanoseconds since the start of the run.
  package let nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The start of the run.
  package static let start = VirtualInstant(nanoseconds: 0)

  /// The instant `duration` later; what is below one nanosecond is cut off. Beyond the last representable instant
  /// (292 years) it is that instant, which never comes: who waits for it waits for ever.
  package func advanced(by duration: Duration) -> VirtualInstant {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(duration.clampedNanoseconds)
    guard overflow else { return VirtualInstant(nanoseconds: sum) }
    return VirtualInstant(nanoseconds: nanoseconds < 0 ? .min : .max)
  }

  /// The instant `span` later. Traps beyond the last representable one.
  package static func + (left: VirtualInstant, right: VirtualSpan) -> VirtualInstant {
    VirtualInstant(nanoseconds: left.nanoseconds + right.nanoseconds)
  }

  package static func - (left: VirtualInstant, right: VirtualSpan) -> VirtualInstant {
    VirtualInstant(nanoseconds: left.nanoseconds - right.nanoseconds)
  }

  /// From the right to the left.
  package static func - (left: VirtualInstant, right: VirtualInstant) -> VirtualSpan {
    VirtualSpan(nanoseconds: left.nanoseconds - right.nanoseconds)
  }

  /// After the last instant of any run.
  package static let never = VirtualInstant(nanoseconds: .max)

  /// Since the start of the run.
  package var seconds: Double { Double(nanoseconds) / 1e9 }

  /// The second of the run in which it lies, from 0.
  package var wholeSecond: Int { Int(nanoseconds / 1_000_000_000) }

  package func duration(to other: VirtualInstant) -> Duration {
    .nanoseconds(other.nanoseconds) - .nanoseconds(nanoseconds)
  }

  package static func < (left: VirtualInstant, right: VirtualInstant) -> Bool { left.nanoseconds < right.nanoseconds }
}

extension Duration {
  /// The length in whole nanoseconds, the part below one nanosecond cut off, held within what 64 bits represent.
  package var clampedNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, secondOverflow) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
    guard overflow || secondOverflow else { return sum }
    return seconds < 0 ? .min : .max
  }
}
