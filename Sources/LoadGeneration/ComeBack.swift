/// How a visitor comes back after a failure.
package struct ComeBack: Hashable, Sendable {
  /// After a uniform time in this range, with the same idempotency key.
  package var after: ClosedRange<Duration>
  /// How often before the visitor gives up; 0 for never.
  package var atMost: Int

  package init(after: ClosedRange<Duration>, atMost: Int) {
    self.after = after
    self.atMost = atMost
  }

  /// All pauses together, at most.
  package var longest: Duration { after.upperBound * atMost }

  package static let never = ComeBack(after: .zero ... .zero, atMost: 0)
}
