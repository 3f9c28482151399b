/// A length of virtual time in whole nanoseconds. Eight bytes and one addition, where `Duration` has sixteen and a
/// carry: a run has a million of them.
package struct VirtualSpan: Hashable, Comparable, Sendable {
  package let nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// What is below one nanosecond is cut off; beyond 292 years it is that.
  package init(_ duration: Duration) { nanoseconds = duration.clampedNanoseconds }

  package static let zero = VirtualSpan(nanoseconds: 0)

  package var seconds: Double { Double(nanoseconds) / 1e9 }

  /// The part below one millisecond cut off.
  package var wholeMilliseconds: Int64 { nanoseconds / 1_000_000 }

  package static func < (left: VirtualSpan, right: VirtualSpan) -> Bool { left.nanoseconds < right.nanoseconds }

  package static func + (left: VirtualSpan, right: VirtualSpan) -> VirtualSpan {
    VirtualSpan(nanoseconds: left.nanoseconds + right.nanoseconds)
  }

  package static func - (left: VirtualSpan, right: VirtualSpan) -> VirtualSpan {
    VirtualSpan(nanoseconds: left.nanoseconds - right.nanoseconds)
  }

  package static func * (left: VirtualSpan, right: Int) -> VirtualSpan {
    VirtualSpan(nanoseconds: left.nanoseconds * Int64(right))
  }
}
