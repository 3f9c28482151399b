package import HubSpotAPI
package import Ports

/// What a refusal that comes all the same does to its bucket: nothing of it goes for a while, then one call that looks
/// whether there is room, and everything else when that one was admitted. Each look that is refused doubles the pause.
package struct RefusalPause: Sendable {
  private let shortest: Duration
  private let longest: Duration
  private var length: Duration
  /// When the refusal was heard of; nil while nothing is paused.
  private var since: Timestamp?
  private var looking: Turn?

  /// - Parameters:
  ///   - shortest: the first pause.
  ///   - longest: no pause is longer.
  package init(shortest: Duration, longest: Duration) {
    self.shortest = shortest
    self.longest = longest
    length = shortest
  }

  /// When a call may go as far as this is concerned; nil when not before a reply.
  package func opening(at now: Timestamp) -> Timestamp? {
    guard let since else { return now }
    return looking == nil ? since + length : nil
  }

  /// A turn was given: the first one after the pause is the one that looks.
  package mutating func give(_ turn: Turn) {
    if since != nil { looking = looking ?? turn }
  }

  /// A call was refused.
  ///
  /// - Returns: whether that is news: a call that was sent before the pause began says nothing new.
  package mutating func refuse(_ turn: Turn, at now: Timestamp) -> Bool {
    guard since != nil else {
      (since, length) = (now, shortest)
      return true
    }
    guard looking == turn else { return false }
    (since, looking, length) = (now, nil, min(length * 2, longest))
    return true
  }

  /// A call has ended without being refused.
  package mutating func end(_ turn: Turn) {
    if looking == turn { (since, looking) = (nil, nil) }
  }

  /// A call has ended, and whether it was admitted is not known; or it was never sent.
  package mutating func lose(_ turn: Turn) {
    if looking == turn { looking = nil }
  }
}
