package import Ports

/// What an instance asks the store for: places for calls in the windows that all instances share.
///
/// The store holds a sorted set for each window, with one member for each place and the instant at which it is free again: the
/// last at which its call may be sent, the way up, and the window. A place that is not used is given back, or runs out.
///
/// The instants are those of the instance that asks. One whose clock is behind by d lets its own places run out d too early in
/// the eyes of the others, and is refused when d is more than the way up spares; clocks that are kept by NTP differ by far less.
package struct PlaceWish: Hashable, Sendable {
  package let number: Int
  package let isSearch: Bool
  package let count: Int
  package let windows: [SharedWindow]
  package let askedAt: Timestamp
  /// When a place must have been used.
  package let usableUntil: Timestamp
  package let instances: Int
  package let instance: Int
  /// Members that were not used.
  package let returned: [String]

  /// A window in the store.
  package struct SharedWindow: Hashable, Sendable {
    package var key: String
    package var limit: Int
    /// How long a place is held after the last moment at which it may be used.
    package var held: Duration
  }

  /// The store's answer.
  package struct Grant: Hashable, Sendable {
    /// The names of the places.
    package var members: [String]
    /// When the next place of a full window is free; nil when there was room.
    package var fullUntil: Timestamp?
  }

  /// A place in each of the windows, or in none. Of what is left an instance gets its share, so that the first that asks
  /// does not take it all; who needs more asks again, and gets the more the fewer others do.
  package var script: StoreScript<Grant> {
    let wish = self
    return StoreScript("grant places") { (store) throws(StoreError) in
      var room = Int.max
      var fullUntil: Int64?
      for window in wish.windows {
        for member in try store.scored(window.key, upTo: wish.askedAt.milliseconds, limit: -1) + wish.returned {
          try store.removeScored(member, from: window.key)
        }
        let left = window.limit - (try store.scoredCount(window.key))
        room = min(room, left)
        guard left <= 0, let oldest = try store.scored(window.key, upTo: .max, limit: 1).first else { continue }
        let free = try store.score(of: oldest, in: window.key)
        fullUntil = max(fullUntil ?? 0, free ?? 0)
      }
      let share = (max(0, room) + wish.instances - 1) / wish.instances
      let members = (0..<min(wish.count, share)).map { "\(wish.instance):\(wish.number):\($0)" }
      for window in wish.windows {
        let end = (wish.usableUntil + window.held).milliseconds + 1
        for member in members { try store.addScored(member, score: end, to: window.key) }
        try store.expire(window.key, after: window.held * 2 + (wish.usableUntil - wish.askedAt))
      }
      return Grant(members: members, fullUntil: fullUntil.map { Timestamp(nanoseconds: $0 * 1_000_000) })
    }
  }
}
