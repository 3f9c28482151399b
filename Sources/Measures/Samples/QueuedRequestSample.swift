package import VirtualTime

/// A booking request that waited in a queue: one round, from its being taken in to its end.
package struct QueuedRequestSample: Hashable, Sendable, Sample {
  /// When it was taken in.
  package let at: VirtualInstant
  /// nil when it had no end.
  package var endedAt: VirtualInstant?
  /// `CONFIRMED`, `EXAM_FULL`, `TIMEOUT`, `WITHDRAWN`; nil while it has no end.
  package var code: String?
  /// `normal`, `high`.
  package let priority: String
  /// From 1, as it was told.
  package let position: Int
  /// Until its end, as it was told.
  package let estimate: VirtualSpan
  /// How often it was begun.
  package var tries = 0

  package init(at: VirtualInstant, priority: String, position: Int, estimate: VirtualSpan) {
    self.at = at
    self.priority = priority
    self.position = position
    self.estimate = estimate
  }

  package func tag(_ name: String) -> String? {
    switch name {
    case "priority": priority
    case "code": code ?? "OPEN"
    default: nil
    }
  }

  /// From being taken in to the end; nil when there was none.
  package var wait: VirtualSpan? { endedAt.map { $0 - at } }

  /// How far the estimate was off; nil for a request that had no end, or that was not served.
  package var estimateError: VirtualSpan? {
    guard let wait, code != "WITHDRAWN" else { return nil }
    return max(wait, estimate) - min(wait, estimate)
  }

  /// Whether the estimate was right to 30 % or 3 s, whichever is more.
  package var isWellEstimated: Bool? {
    guard let wait, let error = estimateError else { return nil }
    let allowed = max(VirtualSpan(.seconds(3)), VirtualSpan(nanoseconds: wait.nanoseconds * 3 / 10))
    return error <= allowed
  }
}
