package import Ports

/// The calls of this client that may count in a rolling window of HubSpot's.
///
/// A call that is sent at s arrives between s and s + `wayUpAtMost`, and counts for one window from then on. So it is held
/// against the limit from s to s + `wayUpAtMost` + `window`. If never more than the limit are held when another is
/// sent, no window at HubSpot has more: of the calls in one, take the one that was sent last; when it was, all the others
/// were held.
package struct SentLog: Sendable {
  package let window: Duration
  package let wayUpAtMost: Duration
  /// When the calls were sent, in that order; those before `first` are held no more.
  private var times: [Timestamp] = []
  private var first = 0
  /// How many have left `times` or stand before `first`.
  private(set) var released = 0

  package init(window: Duration, wayUpAtMost: Duration) {
    self.window = window
    self.wayUpAtMost = wayUpAtMost
  }

  /// How many are held at `now`.
  ///
  /// - Complexity: amortized O(1).
  package mutating func held(at now: Timestamp) -> Int {
    while first < times.count, end(of: times[first]) <= now {
      first += 1
      released += 1
    }
    if first > 1_024, first * 2 > times.count {
      times.removeFirst(first)
      first = 0
    }
    return times.count - first
  }

  package mutating func record(at now: Timestamp) { times.append(now) }

  /// Takes a call out that HubSpot has not counted.
  package mutating func remove(sentAt: Timestamp) {
    let index = position(after: sentAt) - 1
    if index >= first, times[index] == sentAt { times.remove(at: index) }
  }

  /// When so many of those that are held now will be no more, in the order in which they were sent; when there are fewer,
  /// their places are taken again and again.
  package func release(of count: Int, at now: Timestamp) -> Timestamp {
    let held = times.count - first
    guard count > 0, held > 0 else { return now }
    let (rounds, index) = (count - 1).quotientAndRemainder(dividingBy: held)
    return end(of: times[first + index]) + (window + wayUpAtMost) * rounds
  }

  /// When a call may be sent that `ahead` others go before, all as soon as they may: never more than `places` are held, and
  /// each of those sent meanwhile is held for as long as any.
  ///
  /// - Parameter unsent: how many places are taken from now on by calls that are not sent yet.
  package func turn(behind ahead: Int, places: Int, unsent: Int = 0, at now: Timestamp) -> Timestamp {
    let (span, held) = (window + wayUpAtMost, times.count - first)
    var (missing, rounds) = (held + unsent + ahead - places, 0)
    guard missing >= 0 else { return now }
    let known = max(held + unsent, places)
    if missing >= known {
      rounds = (missing - known) / places + 1
      missing -= rounds * places
    }
    return (missing < held ? end(of: times[first + missing]) : now + span) + span * rounds
  }

  /// How many of those that are held now will be released by `instant`.
  package func releases(until instant: Timestamp) -> Int {
    max(0, position(after: instant + (.zero - window - wayUpAtMost)) - first)
  }

  /// How many were sent by `instant`, counted from the beginning.
  func sent(until instant: Timestamp) -> Int { released + max(0, position(after: instant) - first) }

  private func end(of sentAt: Timestamp) -> Timestamp { sentAt + window + wayUpAtMost }

  /// The index of the first call that was sent after `instant`.
  private func position(after instant: Timestamp) -> Int {
    var (low, high) = (first, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] <= instant { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
