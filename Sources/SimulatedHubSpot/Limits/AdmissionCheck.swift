package import HubSpotAPI

/// A second opinion on what a rolling window has admitted, by another way: the admission `limit` places back must be
/// at least one window old. It knows nothing of the window's own bookkeeping, and looks for itself which limit is in force.
package struct AdmissionCheck {
  /// Another limit than the regular one, from a moment up to, but not including, another, in nanoseconds.
  package struct Change {
    let span: Range<Int64>
    let limit: Int

    package init(_ span: Range<Int64>, limit: Int) {
      self.span = span
      self.limit = limit
    }
  }

  private let limit: Int
  private let window: Int64
  private let changes: [Change]
  private let mostLimit: Int
  /// The last admissions, at most as many as the greatest limit; once there are so many, the oldest is at `next`.
  private var admissions: [Int64] = []
  private var next = 0

  /// - Parameter changes: of overlapping ones the last holds.
  package init(limit: Int, window: Int64, changes: [Change] = []) {
    self.limit = limit
    self.window = window
    self.changes = changes
    mostLimit = changes.map(\.limit).reduce(limit, max)
  }

  /// Whether the admission at `now` is allowed, given the ones before it.
  package mutating func isSound(admittingAt now: Int64) -> Bool {
    let limit = changes.last { $0.span.contains(now) }?.limit ?? limit
    let isFull = admissions.count == mostLimit
    let earlier: Int64? =
      admissions.count < limit ? nil : admissions[((isFull ? next : admissions.count) + mostLimit - limit) % mostLimit]
    if isFull {
      admissions[next] = now
      next = next + 1 == mostLimit ? 0 : next + 1
    } else {
      admissions.append(now)
    }
    return earlier.map { now - $0 >= window } ?? true
  }
}

/// The same for a daily limit: counts the admissions of each calendar day, with the day taken from the absolute time.
package struct DailyAdmissionCheck {
  private let limit: Int
  /// Nanoseconds from a midnight of the account to the start of the run.
  private let startOfDayOffset: Int64
  private var day: Int64 = .min
  private var admitted = 0

  package init(limit: Int, startOfDayOffset: Int64) {
    self.limit = limit
    self.startOfDayOffset = startOfDayOffset
  }

  /// Whether the admission at `now` is allowed, given those of its day before it.
  package mutating func isSound(admittingAt now: Int64) -> Bool {
    let today = (now + startOfDayOffset) / 86_400_000_000_000
    if today != day {
      day = today
      admitted = 0
    }
    admitted += 1
    return admitted <= limit
  }
}

/// An admission that a limit forbids, found by the simulator's own check: a bug of the simulator.
package struct LimitViolation: Hashable, Sendable, CustomStringConvertible {
  package let policy: LimitPolicy
  /// Nanoseconds since the start of the run.
  package let at: Int64

  package var description: String { "\(policy.name) admitted one request too many at \(at) ns" }
}
