package import Composition
package import HubSpotAPI
package import Ports

/// Knows all of HubSpot's windows, and lets a call go when every one that judges it has room for it wherever the calls that
/// are on their way arrive.
package struct KnownWindows: PacingRule {
  /// How long a turn that is neither used nor given back keeps its place.
  private static let turnLifetime: Duration = .seconds(10)

  package let parts: Int
  private let instances: Int
  private var tenSecond: WindowBucket
  private var search: WindowBucket
  private var burst: WindowBucket?
  private var daily = DailyBudget()
  /// By the turn's number: since when it is given and not used.
  private var unused: [Int: Timestamp] = [:]

  /// - Parameter parts: how many instances share the limits evenly.
  package init(_ settings: PacingSettings, parts: Int = 1) {
    func bucket(_ limit: Int, _ window: Duration, reserve: Int = 0) -> WindowBucket {
      WindowBucket(limit: limit, window: window, wayUpAtMost: settings.wayUpAtMost, reserve: reserve, parts: parts)
    }
    self.parts = parts
    instances = settings.instances
    tenSecond = bucket(settings.believed.tenSecond, .seconds(10), reserve: settings.reserve)
    search = bucket(settings.believed.search, .seconds(1))
    burst = settings.burstLimit.map { bucket($0, .seconds(1)) }
  }

  package mutating func opening(isSearch: Bool, at now: Timestamp) -> Opening {
    lapse(at: now)
    guard daily.isOpen(at: now) else { return .never }
    let own = isSearch ? search.opening(at: now) : tenSecond.opening(at: now)
    return Self.later(own, burst?.opening(at: now) ?? .at(now))
  }

  /// When a call may go as far as refusals and the day are concerned, whatever the windows hold.
  package func pause(isSearch: Bool, at now: Timestamp) -> Opening {
    guard daily.isOpen(at: now) else { return .never }
    return Self.later((isSearch ? search : tenSecond).pauseEnd(at: now), burst?.pauseEnd(at: now) ?? .at(now))
  }

  package func opening(behind ahead: Int, isSearch: Bool, at now: Timestamp) -> Timestamp? {
    let own = (isSearch ? search : tenSecond).opening(behind: ahead, at: now) ?? now
    return max(own, burst?.opening(behind: ahead, at: now) ?? now)
  }

  package mutating func give(_ turn: Turn, isSearch: Bool, at now: Timestamp) {
    unused[turn.number] = now
    change(isSearch: isSearch) { $0.give(turn) }
  }

  package mutating func send(_ turn: Turn, isSearch: Bool, at now: Timestamp) {
    unused[turn.number] = nil
    change(isSearch: isSearch) { $0.send(turn, at: now) }
    daily.send(turn)
  }

  package mutating func takeBack(_ turn: Turn, at now: Timestamp) {
    unused[turn.number] = nil
    // Only those that know the turn are concerned.
    for isSearch in [false, true] { change(isSearch: isSearch) { $0.takeBack(turn) } }
  }

  package mutating func end(_ turn: Turn, _ response: HubSpotResponse?, at now: Timestamp) {
    let policy = response?.refusingPolicy
    tenSecond.end(turn, response, isRefused: policy == .tenSecond, tells: true, at: now)
    search.end(turn, response, isRefused: policy == .search, tells: false, at: now)
    burst?.end(turn, response, isRefused: policy == .burst, tells: false, at: now)
    daily.end(turn, response, at: now)
  }

  package func room(isSearch: Bool, within duration: Duration, at now: Timestamp) -> Int? {
    guard daily.isOpen(at: now) else { return 0 }
    let rooms = [
      (isSearch ? search : tenSecond).room(within: duration, at: now), burst?.room(within: duration, at: now),
      daily.left,
    ]
    return rooms.compactMap(\.self).min()
  }

  package func capacity(isSearch: Bool, at now: Timestamp) -> WindowCapacity? {
    (isSearch ? search : tenSecond).capacity(at: now, isAlone: instances == 1)
  }

  private mutating func change(isSearch: Bool, _ body: (inout WindowBucket) -> Void) {
    if isSearch { body(&search) } else { body(&tenSecond) }
    guard var edge = burst.take() else { return }
    body(&edge)
    burst = edge
  }

  private mutating func lapse(at now: Timestamp) {
    guard !unused.isEmpty else { return }
    let lapsed = unused.filter { now - $0.value >= Self.turnLifetime }.keys.sorted()
    for number in lapsed { takeBack(Turn(number), at: now) }
  }

  private static func later(_ one: Opening, _ other: Opening) -> Opening {
    switch (one, other) {
    case (.at(let first), .at(let second)): .at(max(first, second))
    case (.never, _), (_, .never): .never
    default: .afterReturn
    }
  }
}

extension Part where Context == ClientContext, Service == (any TransportLayer)? {
  /// Own windows, kept full and not overrun.
  package static var knownWindow: Self {
    Part("known-window") { PacedTransport($0, KnownWindows($0.settings.pacing)) }
  }

  /// The same of an even share of the limits for each instance, whatever the others do.
  package static var windowShare: Self {
    Part("window-share") { context in
      let settings = context.settings.pacing
      return PacedTransport(context, KnownWindows(settings, parts: settings.instances))
    }
  }
}
