import BookingCore
package import LoadGeneration
package import SimulatedHubSpot

/// What running a scenario will roughly take: told before anything is built, for any number of visitors. Time is told as
/// requests to HubSpot, for how fast they are simulated is the machine's business.
package struct ScenarioEstimate: Hashable, Sendable {
  /// What of a scenario decides it.
  package struct Conditions: Hashable, Sendable {
    package var arrivals: ArrivalProcess
    package var behaviour: VisitorBehaviour
    package var limits: HubSpotLimits
    package var otherTraffic: OtherTraffic
    /// Waits before a refused call is sent again.
    package var retryDelays: [Duration]

    package init(
      _ arrivals: ArrivalProcess,
      behaviour: VisitorBehaviour = VisitorBehaviour(),
      limits: HubSpotLimits = .starter(),
      otherTraffic: OtherTraffic = .none,
      retryDelays: [Duration] = [.seconds(1), .seconds(2), .seconds(4)]
    ) {
      self.arrivals = arrivals
      self.behaviour = behaviour
      self.limits = limits
      self.otherTraffic = otherTraffic
      self.retryDelays = retryDelays
    }

    /// How often a refused call is sent, the first time included.
    var tries: Int { retryDelays.count + 1 }

    package init(_ scenario: Scenario) {
      self.init(
        scenario.load.arrivals,
        behaviour: scenario.load.behaviour,
        limits: scenario.hubSpot.worst.limits,
        otherTraffic: scenario.hubSpot.worst.otherTraffic,
        retryDelays: scenario.core.settings.retryDelays
      )
    }
  }

  /// What is done at once in one process.
  package enum Work: Hashable, Sendable {
    /// One run, and beside it the same visitors without limits.
    case single
    /// So many runs at once, whose observations are kept.
    case replications(atOnce: Int)
  }

  /// For Poisson arrivals the expected number.
  package let visitors: Int
  /// Of one run; `Int.max` when it is more than that.
  package let requests: Int
  /// Of the process; `Int.max` when it is more than that.
  package let memoryBytes: Int

  /// What a run may take of a small machine's memory without being asked for it.
  package static let mostMemoryBytes = 2 << 30
  /// More visitors than this run only when the scenario says so, however little memory they take.
  package static let mostVisitors = 200_000
  /// More visitors than this do not run at all: at once they would take 80 GB for each design.
  package static let mostVisitorsEver = 1_000_000

  package init(_ arrivals: ArrivalProcess) { self.init(Conditions(arrivals)) }

  /// - Parameter visitors: all at once; any number that is not negative.
  package init(visitors: Int) {
    precondition(visitors >= 0, "\(visitors) visitors; expected at least 0.")
    self.init(Conditions(.even(count: visitors, within: .zero)))
  }

  /// - Parameter design: its name; nil, or one made of parts, for the costliest one.
  package init(_ conditions: Conditions, design: String? = nil, work: Work = .single) {
    visitors = conditions.arrivals.expectedCount
    let count = Double(visitors)
    let atOnce = if case .replications(let number) = work { max(1, number) } else { 2 }
    let costs = design.flatMap { DesignCost.byDesign[$0] }.map { [$0] } ?? Array(DesignCost.byDesign.values)
    let sizes = costs.map { cost in
      let demand = LoadEstimate(conditions, cost)
      let perRun =
        switch work {
        case .single: count * RunCost.visitor
        case .replications: count * RunCost.keptVisitor + demand.requests * RunCost.keptRequest
        }
      let bytes = RunCost.program + Double(atOnce) * (perRun + demand.inFlight * cost.requestInFlight)
      return (requests: demand.requests, bytes: bytes)
    }
    // Which design is the costliest depends on the load: most requests where nothing is refused, or where most is.
    requests = Self.whole(sizes.map(\.requests).max() ?? 0)
    memoryBytes = Self.whole(sizes.map(\.bytes).max() ?? 0)
  }

  /// `about 860000 requests and 420 MB of memory for each design`
  package var description: String { "\(size) for each design" }

  /// `about 860000 requests and 420 MB of memory`
  package var size: String { "about \(Self.rounded(requests)) requests and \(Self.text(bytes: memoryBytes)) of memory" }

  /// Whether the scenario needs no permission to run.
  package var isOrdinary: Bool { visitors <= Self.mostVisitors && memoryBytes <= Self.mostMemoryBytes }

  /// Why the scenario must not run; nil when it may.
  ///
  /// - Parameter isLargeAllowed: the scenario's `run.allow_large`.
  func objection(isLargeAllowed: Bool) -> String? {
    guard !isOrdinary else { return nil }
    let load = "brings \(visitors) visitors, which would take \(description)"
    let most = "expected at most \(Self.mostVisitors) visitors and \(Self.text(bytes: Self.mostMemoryBytes))"
    guard visitors <= Self.mostVisitorsEver else {
      return "\(load); \(most), or \(Self.mostVisitorsEver) visitors with run.allow_large: true."
    }
    return isLargeAllowed ? nil : "\(load); \(most). Take fewer, let them come slower, or set run.allow_large: true."
  }

  /// Two digits and zeros: more would claim to know more.
  private static func rounded(_ number: Int) -> Int {
    var (scale, rest) = (1, number)
    while rest >= 100 { (scale, rest) = (scale * 10, rest / 10) }
    return rest * scale
  }

  private static func whole(_ number: Double) -> Int { number < 0x1p62 ? Int(number.rounded()) : .max }

  private static func text(bytes: Int) -> String {
    switch bytes {
    case ..<(1 << 30): "\(bytes >> 20) MB"
    case ..<(1 << 40): "\(bytes >> 30) GB"
    default: "\(bytes >> 40) TB"
    }
  }
}

/// What a run takes in bytes, whatever the design. From release builds with 500 to 40,000 visitors, all within a second,
/// five a second and one a second; `docs/scale-out.md` has the table.
private enum RunCost {
  static let program: Double = 34 * 1_048_576
  /// Each visitor that has been there.
  static let visitor: Double = 2.9 * 1_024
  /// With what was observed of it.
  static let keptVisitor: Double = 4.2 * 1_024
  static let keptRequest: Double = 0.07 * 1_024
}

/// What a design costs HubSpot and this machine.
private struct DesignCost {
  /// To HubSpot, for a booking that nothing hinders.
  let callsPerBooking: Double
  /// Of these, those that the ten-second limit counts: searches have one of their own.
  let limitedCalls: Double
  let searches: Double
  /// How many calls an attempt that is refused has sent side by side, on average.
  let callsAtOnce: Double
  /// Bytes for a visitor who waits for an answer, with the tasks that work on it.
  let requestInFlight: Double

  static let byDesign = [
    "baseline": DesignCost(
      callsPerBooking: 11,
      limitedCalls: 8,
      searches: 3,
      callsAtOnce: 1,
      requestInFlight: 17 * 1_024
    ),
    "phase1": DesignCost(
      callsPerBooking: 9,
      limitedCalls: 7,
      searches: 2,
      callsAtOnce: 3.9,
      requestInFlight: 37.5 * 1_024
    ),
    "phase2": DesignCost(
      callsPerBooking: 5.5,
      limitedCalls: 4.5,
      searches: 1,
      callsAtOnce: 2.85,
      requestInFlight: 33 * 1_024
    ),
  ]
}

/// What visitors do to the limits: how many requests they send, and how many of them wait for an answer at most.
private struct LoadEstimate {
  private(set) var requests = 0.0
  private(set) var inFlight = 0.0

  /// What an attempt takes besides the waits between the tries of a call that is refused.
  private static let callSeconds = 1.0
  /// What refused attempts leave of the limit to those that come through.
  private static let usefulShare = 0.6

  init(_ conditions: ScenarioEstimate.Conditions, _ cost: DesignCost) {
    for part in Self.parts(conditions.arrivals) where part.count > 0 { add(part, conditions, cost) }
  }

  private struct Part {
    let count: Double
    let seconds: Double
    /// Arrivals a second at the worst.
    let peak: Double
  }

  private static func parts(_ arrivals: ArrivalProcess) -> [Part] {
    if case .phases(let phases) = arrivals { return phases.flatMap(parts) }
    let count = Double(arrivals.expectedCount)
    // Of a stagger on very many visitors no duration can tell.
    var seconds: Double
    switch arrivals {
    case .even(_, let span, let stagger): seconds = Self.seconds(span) + Self.seconds(stagger) * count
    case .constant(_, let duration), .poisson(_, let duration), .ramp(_, _, let duration):
      seconds = Self.seconds(duration)
    case .phases: seconds = 0
    }
    seconds = max(seconds, 0.001)
    let peak = if case .ramp(let first, let last, _) = arrivals { max(first, last) } else { count / seconds }
    return [Part(count: count, seconds: seconds, peak: peak)]
  }

  private mutating func add(_ part: Part, _ conditions: ScenarioEstimate.Conditions, _ cost: DesignCost) {
    let comeBacks = conditions.behaviour.longestComeBack
    let limit = Double(conditions.limits.tenSecond.limit)
    let servedPerSecond = Self.servedPerSecond(conditions, cost)
    let attemptSeconds = conditions.retryDelays.reduce(Self.callSeconds) { $0 + Self.seconds($1) }
    // What a first window takes at once waits for nothing.
    let served = max(servedPerSecond * part.seconds, limit / cost.limitedCalls)
    let waiting = max(0, part.count - served)
    let comeBack =
      (Self.seconds(comeBacks.after.lowerBound) + Self.seconds(comeBacks.after.upperBound)) / 2
    let turn = comeBack + attemptSeconds
    // A queue that grows while visitors come and then empties: seconds waited by all together.
    let waited = waiting * part.seconds / 2 + waiting * waiting / (2 * servedPerSecond * Self.usefulShare)
    let most = Double(comeBacks.atMost) + 1
    let attempts = min(most, 1 + waited / part.count / turn)
    let refused = cost.callsAtOnce * Double(conditions.tries)
    // What cancels and books again in a behaviour without journeys is few, and was not fitted.
    let wishes = conditions.behaviour.journeys.isEmpty ? 1 : Double(conditions.behaviour.mostWishes)
    // Who tries as often as allowed mostly gives up.
    let calls = attempts < most ? cost.callsPerBooking + (attempts - 1) * refused : attempts * refused
    requests += part.count * wishes * calls
    let arriving = min(part.count, part.peak * attemptSeconds)
    let returning = min(waiting, part.count / part.seconds * (most - 1) * turn)
    inFlight = max(inFlight, min(part.count, arriving + returning * attemptSeconds / turn))
  }

  /// The bookings a second that the tightest of the limits lets through, other apps at work.
  private static func servedPerSecond(_ conditions: ScenarioEstimate.Conditions, _ cost: DesignCost) -> Double {
    let (limits, others) = (conditions.limits, conditions.otherTraffic)
    func rate(_ limit: RateLimit, _ percentOfOthers: Int) -> Double {
      Double(limit.limit) / seconds(limit.window) * max(0.01, 1 - Double(percentOfOthers) / 100)
    }
    return min(
      rate(limits.tenSecond, others.tenSecondPercent) / cost.limitedCalls,
      rate(limits.search, others.searchPercent) / cost.searches,
      limits.burst.map { rate($0, 0) / cost.callsPerBooking } ?? .infinity
    )
  }

  private static func seconds(_ duration: Duration) -> Double {
    let (seconds, attoseconds) = duration.components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}
