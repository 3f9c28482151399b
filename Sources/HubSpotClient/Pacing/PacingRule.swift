package import HubSpotAPI
package import Ports

/// A rule that says when calls may go: a value that is told the time. The waiting is done by `PacedTransport`, which tells
/// the rule of each turn that it gives, of each call that is sent, and of each reply.
package protocol PacingRule: Sendable {
  /// When one more call may go if no reply comes until then; now or earlier when it may go at once.
  mutating func opening(isSearch: Bool, at now: Timestamp) -> Opening

  /// When a call may go that `ahead` others go before; nil when that cannot be told.
  func opening(behind ahead: Int, isSearch: Bool, at now: Timestamp) -> Timestamp?

  /// A turn is given: its place counts from now on.
  mutating func give(_ turn: Turn, isSearch: Bool, at now: Timestamp)

  /// The call with this turn is sent. A call whose turn is not known (it lapsed) counts all the same.
  mutating func send(_ turn: Turn, isSearch: Bool, at now: Timestamp)

  /// The turn will not be used.
  mutating func takeBack(_ turn: Turn, at now: Timestamp)

  /// The call with this turn has ended, with a reply or without one.
  mutating func end(_ turn: Turn, _ response: HubSpotResponse?, at now: Timestamp)

  /// How many more calls could go until `duration` has passed; nil while nothing is known that would limit them.
  func room(isSearch: Bool, within duration: Duration, at now: Timestamp) -> Int?

  /// How many calls the limit leaves to all instances together; nil for a rule that knows no more of it than was said
  /// when it was made.
  func capacity(isSearch: Bool, at now: Timestamp) -> WindowCapacity?

  /// Into how many even parts the limits are divided of which `room` is one part's.
  var parts: Int { get }

  /// How long it takes, at the most, until it can be told whether a call that comes at `now` may go: nobody waits for a turn
  /// meanwhile.
  func answerTime(at now: Timestamp) -> Duration

  /// What is to be asked of the store for those that wait; nil when nothing is, or when it has been.
  mutating func wish(calls: Int, searches: Int, at now: Timestamp) -> PlaceWish?

  /// The store's answer; nil when it gave none in time or failed.
  mutating func receive(_ grant: PlaceWish.Grant?, for wish: PlaceWish, at now: Timestamp)
}

extension PacingRule {
  package func opening(behind ahead: Int, isSearch: Bool, at now: Timestamp) -> Timestamp? { nil }
  package func room(isSearch: Bool, within duration: Duration, at now: Timestamp) -> Int? { nil }
  package func capacity(isSearch: Bool, at now: Timestamp) -> WindowCapacity? { nil }
  package var parts: Int { 1 }
  package func answerTime(at now: Timestamp) -> Duration { .zero }
  package mutating func wish(calls: Int, searches: Int, at now: Timestamp) -> PlaceWish? { nil }
  package mutating func receive(_ grant: PlaceWish.Grant?, for wish: PlaceWish, at now: Timestamp) {}
}

/// When a call may go.
package enum Opening: Hashable, Sendable {
  case at(Timestamp)
  /// Not before something returns: a reply, or a turn that is not used.
  case afterReturn
  /// Not within any time that a caller would wait: the call is not admitted.
  case never
}

extension HubSpotResponse {
  /// The limit that has refused the call; nil when none has, or it has no name that is known.
  package var refusingPolicy: LimitPolicy? {
    guard status == 429, case .error(let body) = body else { return nil }
    return body.policyName.flatMap { LimitPolicy(named: $0) }
  }
}
