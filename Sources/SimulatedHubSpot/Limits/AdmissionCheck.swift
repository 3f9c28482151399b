package import HubSpotAPI

/// A second opinion on what a rolling window has admitted, by another way: the admission `limit` places back must be
/// at least one window old. It knows nothing of the window's own bookkeeping.
package struct AdmissionCheck {
  private let limit: Int
  private let window: Int64
  /// The last admissions, at most `limit`; once there are so many, the oldest is at `next`.
  private var admissions: [Int64] = []
  private var next = 0

  package init(limit: Int, window: Int64) {
    self.limit = limit
    self.window = window
  }

  /// Whether the admission at `now` is allowed, given the ones before it.
  package mutating func isSound(admittingAt now: Int64) -> Bool {
    guard admissions.count == limit else {
      admissions.append(now)
      return true
    }
    let earlier = admissions[next]
    admissions[next] = now
    next = next + 1 == limit ? 0 : next + 1
    return now - earlier >= window
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
