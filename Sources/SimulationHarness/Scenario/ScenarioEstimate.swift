package import LoadGeneration

/// What running a scenario will roughly take: told before anything is built, for any number of visitors.
package struct ScenarioEstimate: Hashable, Sendable {
  /// For Poisson arrivals the expected number.
  package let visitors: Int
  /// Of one run of one design; `Int.max` when it is more than that.
  package let memoryBytes: Int
  /// Wall time of one run of one design.
  package let wallTime: Duration

  // Rounded up from single runs of each design with 1,000, 5,000 and 20,000 visitors within a second, in a release
  // build on two cores: the costliest took 46 KB and 1.7 ms a visitor, above 29 MB. Visitors at 5 a second took two
  // fifths of the memory or less, and at most 1.1 ms; a debug build takes longer.
  private static let bytesPerVisitor = 48 * 1_024
  private static let bytesOfAnyRun = 32 << 20
  private static let nanosecondsPerVisitor = 1_700_000

  /// What a run may take of a small machine's memory without being asked for it.
  package static let mostMemoryBytes = 2 << 30
  /// More visitors than this, or than fit in that memory, run only when the scenario says so.
  package static let mostVisitors = min(200_000, (mostMemoryBytes - bytesOfAnyRun) / bytesPerVisitor)
  /// More visitors than this do not run at all: they would take 46 GB and half an hour for each design.
  package static let mostVisitorsEver = 1_000_000

  package init(_ arrivals: ArrivalProcess) { self.init(visitors: arrivals.expectedCount) }

  /// - Parameter visitors: any number that is not negative.
  package init(visitors: Int) {
    precondition(visitors >= 0, "\(visitors) visitors; expected at least 0.")
    self.visitors = visitors
    let (bytes, isTooMuch) = visitors.multipliedReportingOverflow(by: Self.bytesPerVisitor)
    memoryBytes = isTooMuch || bytes > Int.max - Self.bytesOfAnyRun ? .max : bytes + Self.bytesOfAnyRun
    let (nanoseconds, isTooLong) = visitors.multipliedReportingOverflow(by: Self.nanosecondsPerVisitor)
    wallTime = .nanoseconds(isTooLong ? .max : nanoseconds)
  }

  /// `about 40 GB of memory and 25 min for each design`
  package var description: String {
    "about \(Self.text(bytes: memoryBytes)) of memory and \(wallTimeText) for each design"
  }

  /// Whether the scenario needs no permission to run.
  package var isOrdinary: Bool { visitors <= Self.mostVisitors }

  /// Why the scenario must not run; nil when it may.
  ///
  /// - Parameter isLargeAllowed: the scenario's `run.allow_large`.
  func objection(isLargeAllowed: Bool) -> String? {
    guard !isOrdinary else { return nil }
    let size = "brings \(visitors) visitors, which would take \(description)"
    guard visitors <= Self.mostVisitorsEver else {
      return "\(size); expected at most \(Self.mostVisitors), or \(Self.mostVisitorsEver) with run.allow_large: true."
    }
    guard !isLargeAllowed else { return nil }
    return "\(size); expected at most \(Self.mostVisitors). Take fewer, or set run.allow_large: true."
  }

  private var wallTimeText: String {
    let seconds = wallTime.components.seconds
    return switch seconds {
    case ..<1: "less than a second"
    case ..<120: "\(seconds) s"
    case ..<7_200: "\(seconds / 60) min"
    case ..<172_800: "\(seconds / 3_600) h"
    default: "\(seconds / 86_400) days"
    }
  }

  private static func text(bytes: Int) -> String {
    switch bytes {
    case ..<(1 << 30): "\(bytes >> 20) MB"
    case ..<(1 << 40): "\(bytes >> 30) GB"
    default: "\(bytes >> 40) TB"
    }
  }
}
