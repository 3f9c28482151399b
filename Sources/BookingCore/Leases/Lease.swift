package import Ports

/// A right that one holder at a time has: to work on a contact, on a job, at an exam. It stands in the store under its
/// holder's token. A holder that lives renews it (`LeaseKeeper`); that of one that has died runs out.
package struct Lease: Hashable, Sendable {
  package let key: String
  /// Names the holder among all.
  package let token: String
  package let duration: Duration

  package init(key: String, token: String, duration: Duration) {
    self.key = key
    self.token = token
    self.duration = duration
  }

  /// Whether the right is still this holder's. Every script that changes what the right is about asks first: the store
  /// is fenced against a holder that has been overtaken.
  package func isHeld(_ store: any StoreCommands) throws(StoreError) -> Bool { try store.get(key) == token }

  /// - Returns: false when the right is not this holder's any more.
  @discardableResult
  package func renew(_ store: any StoreCommands) throws(StoreError) -> Bool {
    guard try isHeld(store) else { return false }
    return try store.expire(key, after: duration)
  }

  /// Gives the right up, unless it is somebody else's by now.
  package func end(_ store: any StoreCommands) throws(StoreError) {
    if try isHeld(store) { try store.delete(key) }
  }
}
