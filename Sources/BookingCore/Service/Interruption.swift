package import BookingAPI
package import HubSpotAPI
package import Ports

/// Why a request or a pass does not go on. A refusal to the visitor, a failing dependency and the end of the instance
/// are three different things and stay so up to the answer.
package enum Interruption: Error, Hashable, Sendable {
  case refused(RefusalReason)
  case failed(RetryableReason)
  /// This key's booking stands already, although the store no longer knows.
  case alreadyBooked(ObjectID)
  /// Nothing may be tried any more; see `InstanceGone`.
  case instanceGone

  package init(_ error: StoreError) {
    switch error {
    case .instanceGone: self = .instanceGone
    case .wrongType(let key), .notAnInteger(let key):
      preconditionFailure("the store key \(key) holds a value of another kind than the core writes there")
    case .invalidExpiry(let key): preconditionFailure("the core sets the store key \(key) without a length of time")
    }
  }

  package init(_ error: HubSpotTransportError) {
    switch error {
    case .instanceGone: self = .instanceGone
    case .noReply: self = .failed(.timeout)
    case .notAdmitted: self = .failed(.crmUnavailable)
    }
  }
}

/// The store, with its failures in the core's words.
package struct CoreStore: Sendable {
  let store: any KeyValueStore

  package init(_ store: any KeyValueStore) { self.store = store }

  package func run<Output: Sendable>(_ script: StoreScript<Output>) async throws(Interruption) -> Output {
    do { return try await store.run(script) } catch { throw Interruption(error) }
  }

  /// Runs a script written in place.
  package func run<Output: Sendable>(
    _ name: String,
    _ body: @escaping @Sendable (any StoreCommands) throws(StoreError) -> Output
  ) async throws(Interruption) -> Output {
    try await run(StoreScript(name, body))
  }

  /// Waits for an element of a list; nil when none came in time.
  package func blockingPopFirst(_ key: String, timeout: Duration) async throws(Interruption) -> String? {
    do { return try await store.blockingPopFirst(key, timeout: timeout) } catch { throw Interruption(error) }
  }
}
