package import Ports

/// Lets one instance at a time run a job. Renewed before each call of the job, so that it outlives every call and its
/// retries; an instance that dies leaves it to run out.
package struct JobLease: Sendable {
  private let store: CoreStore
  private let key: String
  private let token: String
  private let duration: Duration

  package init(_ job: String, _ context: CoreContext) {
    store = context.store
    key = "job:" + job
    token = context.identifiers.next()
    duration = context.settings.jobLease
  }

  /// Whether the job is this instance's for now.
  package func acquire() async throws(Interruption) -> Bool {
    try await store.run(.set(key, token, onlyIfAbsent: true, expiry: duration))
  }

  /// - Throws: `.failed(.busy)` when the lease has passed to another instance: the pass must stop.
  package func renew() async throws(Interruption) {
    guard try await store.run(.compareAndExpire(key, token, after: duration)) else { throw .failed(.busy) }
  }

  package func release() async throws(Interruption) {
    _ = try await store.run(.compareAndDelete(key, token))
  }

  /// Runs `body` if the lease is free.
  ///
  /// - Returns: whether there was anything to do; true when `body` failed, for then something is left.
  package static func hold(
    _ job: String,
    _ context: CoreContext,
    _ body: (JobLease) async throws(Interruption) -> Bool
  ) async throws(InstanceGone) -> Bool {
    let lease = JobLease(job, context)
    do {
      guard try await lease.acquire() else { return false }
      let changedSomething: Bool
      do {
        changedSomething = try await body(lease)
      } catch {
        if error == .instanceGone { throw error }
        changedSomething = true
      }
      try await lease.release()
      return changedSomething
    } catch {
      throw InstanceGone()
    }
  }
}
