package import LoadGeneration

/// What running a scenario will roughly take: told before anything is built, for any number of visitors.
package struct ScenarioEstimate: Hashable, Sendable {
  /// For Poisson arrivals the expected number.
  package let visitors: Int
  /// Of one run of one design; `Int.max` when it is more than that.
  package let memoryBytes: Int
  /// Wall time of one run of one design.
  package let wallTime: Duration

  // Orders of magnitude, measured on one core of a small server: a visitor leaves a contact, a booking, two
  // associations, a note and the record of its requests in memory, and some ten calls are simulated for it.
  private static let bytesPerVisitor = 4_096
  private static let bytesOfAnyRun = 32 << 20
  private static let nanosecondsPerVisitor = 150_000

  /// More visitors, or more memory, than this run only when the scenario says so.
  package static let mostVisitors = 200_000
  package static let mostMemoryBytes = 2 << 30
  /// More visitors than this do not run at all: ids, keys of draws and the memory of any machine end somewhere.
  package static let mostVisitorsEver = 20_000_000

  package init(_ arrivals: ArrivalProcess) { self.init(visitors: VisitorCount(arrivals).value) }

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
  package var isOrdinary: Bool { visitors <= Self.mostVisitors && memoryBytes <= Self.mostMemoryBytes }

  /// Why the scenario must not run; nil when it may.
  ///
  /// - Parameter isLargeAllowed: the scenario's `run.allow_large`.
  func objection(isLargeAllowed: Bool) -> String? {
    guard !isOrdinary else { return nil }
    let size = "brings \(visitors) visitors, which would take \(description)"
    guard visitors <= Self.mostVisitorsEver else {
      return "\(size); expected at most \(Self.mostVisitors). Take fewer visitors or a lower rate."
    }
    guard !isLargeAllowed else { return nil }
    return "\(size); expected at most \(Self.mostVisitors) visitors and \(Self.text(bytes: Self.mostMemoryBytes)). "
      + "Take fewer, or set run.allow_large: true."
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
