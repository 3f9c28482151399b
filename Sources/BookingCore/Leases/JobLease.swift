import BookingAPI
package import Ports

/// Lets one instance at a time run a job. An instance that dies leaves the lease to run out.
package struct JobLease: Sendable {
  package let lease: Lease
  private let store: CoreStore

  package init(_ job: String, _ context: CoreContext) {
    store = context.store
    lease = Lease(key: "job:" + job, token: context.identifiers.next(), duration: context.settings.jobLease)
  }

  /// Whether the job is this instance's for now.
  package func acquire() async throws(Interruption) -> Bool {
    try await store.run(.set(lease.key, lease.token, onlyIfAbsent: true, expiry: lease.duration))
  }

  /// Makes sure, before a call, that the job is still this instance's.
  ///
  /// - Throws: `.failed(.busy)` when it has passed to another one: the pass must stop.
  package func renew() async throws(Interruption) {
    let lease = lease
    let isOurs = try await store.run("renew job") { (store) throws(StoreError) in try lease.renew(store) }
    guard isOurs else { throw .failed(.busy) }
  }

  package func release() async throws(Interruption) {
    let lease = lease
    try await store.run("release job") { (store) throws(StoreError) in try lease.end(store) }
  }

  /// Runs a script that only the holder of the job may run.
  ///
  /// - Throws: `.failed(.busy)` when the job has passed to another instance; then nothing has changed.
  package func run<Output: Sendable>(
    _ name: String,
    _ body: @escaping @Sendable (any StoreCommands) throws(StoreError) -> Output
  ) async throws(Interruption) -> Output {
    let lease = lease
    let output = try await store.run(name) { (store) throws(StoreError) -> Output? in
      guard try lease.isHeld(store) else { return nil }
      return try body(store)
    }
    guard let output else { throw .failed(.busy) }
    return output
  }

  /// What it means that a pass failed.
  package enum Failure: Sendable {
    /// There was something to do, and there is still.
    case leavesWork
    /// The pass only looked whether all is well, and could not.
    case leavesNothing
  }

  /// Runs `body` if the job is free, and keeps it meanwhile.
  ///
  /// - Parameter body: answers whether there was anything to do.
  package static func hold(
    _ job: String,
    _ context: CoreContext,
    failing failure: Failure = .leavesWork,
    _ body: (JobLease) async throws(Interruption) -> Bool
  ) async throws(InstanceGone) -> PassEnd {
    let job = JobLease(job, context)
    do {
      guard try await job.acquire() else { return .taken }
      var changedSomething: Bool
      do {
        changedSomething = try await LeaseKeeper.during(context, shortest: job.lease.duration) {
          (keeper) async throws(Interruption) in
          await keeper.keep(job.lease)
          return try await body(job)
        }
      } catch {
        if error == .instanceGone { throw error }
        changedSomething = failure == .leavesWork
      }
      try await job.release()
      return changedSomething ? .foundWork : .foundNothing
    } catch {
      throw InstanceGone()
    }
  }
}
