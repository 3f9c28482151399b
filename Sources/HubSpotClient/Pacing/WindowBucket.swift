package import HubSpotAPI
package import Ports

/// One rolling window of HubSpot's as a client knows it: its own calls exactly, the limit as told, the others as far as
/// they show.
package struct WindowBucket: Sendable {
  /// How old the knowledge of others may be when they seem to leave no room: then one call goes to look.
  private static let patience: Duration = .seconds(1)

  /// A call on its way.
  private struct Flight {
    var sentAt: Timestamp?
    /// How many of the calls sent until then had certainly left the window again when it arrived.
    var left = 0
    /// How many were certainly in it.
    var before = 0
  }

  private var limit: Int
  /// When the call was sent whose reply told the limit.
  private var limitToldBy: Timestamp?
  private let reserve: Int
  private let parts: Int
  private var log: SentLog
  private var others: OthersEstimate
  private var pause: RefusalPause
  /// By the turn's number: turns that are given and not yet used, and calls without a reply.
  private var flights: [Int: Flight] = [:]
  private var unsent = 0
  private var lesson = RefusalLesson()

  /// - Parameters:
  ///   - limit: calls in any window, at least 1.
  ///   - reserve: calls that are never used; one call always may.
  ///   - parts: how many instances share the limit evenly. With more than one, what replies say is left tells of those
  ///     others, and not of what they leave to this one.
  package init(limit: Int, window: Duration, wayUpAtMost: Duration, reserve: Int = 0, parts: Int = 1) {
    self.limit = max(1, limit / parts)
    self.reserve = reserve
    self.parts = parts
    log = SentLog(window: window, wayUpAtMost: wayUpAtMost)
    others = OthersEstimate(window: window)
    pause = RefusalPause(shortest: min(.seconds(1), window), longest: window)
  }

  /// How many calls of this client may be held at `now`; below 1 when others leave no room.
  private func share(at now: Timestamp) -> Int {
    offered - others.atMost(at: now)
  }

  /// How many if there were no others.
  private var offered: Int { limit - min(reserve + lesson.places, limit - 1) }

  package mutating func opening(at now: Timestamp) -> Opening {
    lesson.forget(at: now)
    let held = log.held(at: now) + unsent
    guard let paused = pause.opening(at: now) else { return .afterReturn }
    guard paused <= now else { return .at(paused) }
    let share = share(at: now)
    if held < share { return .at(now) }
    // Others seem to fill the window: nothing that this client does will make room, and only a call can tell.
    if share < 1 { return flights.isEmpty ? .at(look(at: now)) : .afterReturn }
    let release = log.release(of: held - share + 1, at: now)
    return release > now ? .at(release) : .afterReturn
  }

  /// When a call may go as far as refusals are concerned.
  package func pauseEnd(at now: Timestamp) -> Opening { pause.opening(at: now).map { .at($0) } ?? .afterReturn }

  package func opening(behind ahead: Int, at now: Timestamp) -> Timestamp? {
    var log = log
    _ = log.held(at: now)
    let turn = log.turn(behind: ahead, places: max(1, share(at: now)), unsent: unsent, at: now)
    return max(turn, pause.opening(at: now) ?? now)
  }

  package func room(within duration: Duration, at now: Timestamp) -> Int {
    var log = log
    let held = log.held(at: now) + unsent
    // A pause that is over is ended by the next call: there must be one.
    guard let opening = pause.opening(at: now), opening <= now + duration else { return 0 }
    return max(0, share(at: now) - held + log.releases(until: now + duration))
  }

  /// What the limit leaves to all who share it evenly.
  ///
  /// - Parameter isAlone: whether all others are other apps. Of instances that are not told apart nobody knows what they leave.
  package func capacity(at now: Timestamp, isAlone: Bool) -> WindowCapacity {
    let places = isAlone ? share(at: now) : offered
    return WindowCapacity(calls: max(1, places) * parts, window: log.window + log.wayUpAtMost)
  }

  package mutating func give(_ turn: Turn) {
    flights[turn.number] = Flight()
    unsent += 1
    pause.give(turn)
  }

  package mutating func send(_ turn: Turn, at now: Timestamp) {
    if let flight = flights[turn.number], flight.sentAt == nil { unsent -= 1 }
    _ = log.held(at: now)
    let arrived = log.sent(until: now + (.zero - log.wayUpAtMost))
    let leaving = log.sent(until: now + (log.wayUpAtMost - log.window))
    flights[turn.number] = Flight(sentAt: now, left: log.released, before: max(0, arrived - leaving))
    log.record(at: now)
  }

  package mutating func takeBack(_ turn: Turn) {
    guard let flight = flights[turn.number], flight.sentAt == nil else { return }
    flights[turn.number] = nil
    unsent -= 1
    pause.lose(turn)
  }

  /// A call has ended.
  ///
  /// - Parameters:
  ///   - response: nil when none came.
  ///   - isRefused: whether this bucket's limit has refused it.
  ///   - tells: whether the headers of replies are this bucket's.
  package mutating func end(
    _ turn: Turn,
    _ response: HubSpotResponse?,
    isRefused: Bool,
    tells: Bool,
    at now: Timestamp
  ) {
    guard let flight = flights.removeValue(forKey: turn.number), let sentAt = flight.sentAt else { return }
    guard let response else { return pause.lose(turn) }
    if tells, let headers = response.rateLimit { learn(headers, flight, sentAt, isRefused: isRefused, at: now) }
    guard isRefused else {
      // A failure may have been made before any limit was asked.
      return response.status < 500 ? pause.end(turn) : pause.lose(turn)
    }
    let isNews = pause.refuse(turn, at: now)
    if tells, parts == 1 {
      // HubSpot does not say whether a refused call counts; if it does, it shows among the others.
      log.remove(sentAt: sentAt)
    } else if isNews {
      lesson.learn(atMost: limit - 1, at: now)
    }
  }

  private mutating func learn(
    _ headers: RateLimitHeaders,
    _ flight: Flight,
    _ sentAt: Timestamp,
    isRefused: Bool,
    at now: Timestamp
  ) {
    believe(max(1, headers.max / parts), sentAt)
    guard parts == 1 else { return }
    let used = headers.max - headers.remaining
    let possible = log.sent(until: min(now, sentAt + log.wayUpAtMost)) - flight.left
    others.observe(
      least: used - possible + (isRefused ? 1 : 0),
      most: used - flight.before - (isRefused ? 0 : 1),
      sentAt: sentAt
    )
  }

  /// Replies come in another order than their calls were sent in: what was sent last tells.
  private mutating func believe(_ told: Int, _ sentAt: Timestamp) {
    guard sentAt >= limitToldBy ?? sentAt else { return }
    (limit, limitToldBy) = (told, sentAt)
  }

  private func look(at now: Timestamp) -> Timestamp {
    guard let age = others.age(at: now) else { return now }
    return now + max(.zero, Self.patience - age)
  }
}
