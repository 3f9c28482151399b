import Ports

/// Renews what one request or one pass of a job holds for as long as it lives, also while a call of it waits for its
/// retries: a lease runs out only under a holder that has died.
///
/// Every lease is renewed three times in the duration of the shortest one. So at any moment two thirds of each are left,
/// less the way to the store: longer than a call that was sent under it may take (a rule between a scenario's settings).
/// HubSpot knows no fencing tokens, and what a dead holder has sent must have landed before another one looks.
package actor LeaseKeeper {
  private let store: CoreStore
  private let time: any TimeSource
  private let period: Duration
  private var held: [Lease] = []

  private init(_ context: CoreContext, shortest: Duration) {
    store = context.store
    time = context.time
    period = shortest / 3
  }

  /// Runs `body` with a keeper that renews what `body` gives it, until `body` has ended.
  ///
  /// - Parameter shortest: the duration of the shortest lease that `body` may hold.
  package static func during<Output>(
    _ context: CoreContext,
    shortest: Duration,
    _ body: (LeaseKeeper) async throws(Interruption) -> Output
  ) async throws(Interruption) -> Output {
    let keeper = LeaseKeeper(context, shortest: shortest)
    async let _ = keeper.renewUntilCancelled()
    return try await body(keeper)
  }

  /// Renews `lease` from now on.
  package func keep(_ lease: Lease) { held.append(lease) }

  /// Renews `lease` no more; whether it ends is the business of the caller.
  package func drop(_ lease: Lease) { held.removeAll { $0 == lease } }

  private func renewUntilCancelled() async {
    do {
      while true {
        try await time.sleep(for: period)
        try await renew()
      }
    } catch {
      // The holder has ended or is gone: what it still held runs out.
      return
    }
  }

  private func renew() async throws {
    guard !held.isEmpty else { return }
    let leases = held
    let lost = try await store.run("renew leases") { (store) throws(StoreError) in
      var lost: [Lease] = []
      for lease in leases where try !lease.renew(store) { lost.append(lease) }
      return lost
    }
    // The holder finds out at its next script: each asks whether its lease is held.
    held.removeAll { lost.contains($0) }
  }
}
