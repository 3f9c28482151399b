import BookingAPI
package import HubSpotAPI
import Ports

/// The lock of an exam: one holder at a time over all instances, served first come, first served.
///
/// Waiters block on a list of the store, which wakes them in the order in which they came; the lease frees the lock of
/// a holder that has died, and its `LeaseKeeper` renews that of one that lives; the fencing token grows with every
/// holder, so that the work of an earlier one can be told.
package struct ExamLock: Sendable {
  private let store: CoreStore
  private let time: any TimeSource
  private let identifiers: any IdentifierSource
  private let lease: Duration
  private let patience: Duration

  package init(_ context: CoreContext) {
    store = context.store
    time = context.time
    identifiers = context.identifiers
    lease = context.settings.examLockLease
    patience = context.settings.examLockWait
  }

  /// What the holder shows.
  package struct Holding: Hashable, Sendable {
    package let exam: ObjectID
    package let lease: Lease
    /// Greater than the fence of every earlier holder of this exam's lock.
    package let fence: Int
  }

  /// Waits for the lock, at most `examLockWait`, or as long as is said.
  ///
  /// - Throws: `.failed(.busy)` when it was not free in time.
  package func acquire(_ exam: ObjectID, waiting wait: Duration? = nil) async throws(Interruption) -> Holding {
    let (keys, token) = (Keys(exam), identifiers.next())
    let deadline = time.now + (wait ?? patience)
    var attempt = try await take(keys, token, as: .newcomer)
    while true {
      switch attempt {
      case .taken(let fence):
        return Holding(exam: exam, lease: Lease(key: keys.owner, token: token, duration: lease), fence: fence)
      case .heldFor(let rest):
        let left = deadline - time.now
        guard left > .zero else {
          try await leaveQueue(keys)
          throw .failed(.busy)
        }
        // A holder that died wakes nobody: look again when its lease has ended.
        let turn = try await store.blockingPopFirst(keys.turn, timeout: min(left, rest))
        attempt = try await take(keys, token, as: turn == nil ? .waiter : .next)
      }
    }
  }

  /// Frees the lock, or hands it to the longest waiter. A lock that was lost stays with its new holder.
  package func release(_ holding: Holding) async throws(Interruption) {
    let (keys, lease) = (Keys(holding.exam), lease)
    try await store.run("unlock") { (store) throws(StoreError) in
      guard try holding.lease.isHeld(store) else { return }
      if let waiting = try store.get(keys.waiting).flatMap({ Int($0) }), waiting > 0 {
        try store.set(keys.owner, Keys.handingOver, onlyIfAbsent: false, expiry: lease)
        try store.pushLast(keys.turn, Keys.handingOver)
      } else {
        try store.delete(keys.owner)
      }
    }
  }

  /// Says that somebody was at an exam who does not use its lock: as if the lock had been held.
  static func noteVisit(_ exam: ObjectID, _ store: any StoreCommands) throws(StoreError) {
    try store.increment(Keys(exam).fence, by: 1)
  }

  private enum Role { case newcomer, waiter, next }

  private enum Attempt: Hashable, Sendable {
    case taken(fence: Int)
    case heldFor(Duration)
  }

  /// Takes the lock if it is free, or handed to us. A newcomer that does not get it is counted among the waiters in the
  /// same step, so that a release in between hands over instead of freeing.
  private func take(_ keys: Keys, _ token: String, as role: Role) async throws(Interruption) -> Attempt {
    let (lease, patience) = (lease, patience)
    return try await store.run("lock") { (store) throws(StoreError) in
      let owner = try store.get(keys.owner)
      if owner == nil || (role == .next && owner == Keys.handingOver) {
        if role != .newcomer { try store.increment(keys.waiting, by: -1) }
        // A turn that nobody has taken in time is nobody's any more.
        if owner == nil { try store.delete(keys.turn) }
        try store.set(keys.owner, token, onlyIfAbsent: false, expiry: lease)
        return .taken(fence: try store.increment(keys.fence, by: 1))
      }
      if role == .newcomer {
        try store.increment(keys.waiting, by: 1)
        // Waiters that have died are not counted for ever: nobody waits longer than this.
        try store.expire(keys.waiting, after: patience + lease)
      }
      return .heldFor(try store.timeToLive(keys.owner) ?? lease)
    }
  }

  /// Gives up waiting. A turn that was pushed in the meantime, with nobody left to take it, frees the lock.
  private func leaveQueue(_ keys: Keys) async throws(Interruption) {
    try await store.run("leave lock queue") { (store) throws(StoreError) in
      let others = try store.increment(keys.waiting, by: -1)
      guard others == 0, try store.popFirst(keys.turn) != nil else { return }
      if try store.get(keys.owner) == Keys.handingOver { try store.delete(keys.owner) }
    }
  }

  private struct Keys: Sendable {
    static let handingOver = "handing-over"
    let owner: String
    let turn: String
    let waiting: String
    let fence: String

    init(_ exam: ObjectID) {
      owner = "lock:exam:\(exam)"
      turn = owner + ":turn"
      waiting = owner + ":waiting"
      fence = owner + ":fence"
    }
  }
}
