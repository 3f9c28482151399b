import Ports

/// What refusals teach where replies tell nothing: each one to leave one place more to others, for a minute.
struct RefusalLesson: Sendable {
  private static let memory: Duration = .seconds(60)

  /// How many places are left to others.
  private(set) var places = 0
  private var since: Timestamp?

  mutating func learn(atMost most: Int, at now: Timestamp) {
    places = min(places + 1, most)
    since = now
  }

  mutating func forget(at now: Timestamp) {
    guard places > 0, let since, now - since >= Self.memory else { return }
    places -= 1
    self.since = now
  }
}
