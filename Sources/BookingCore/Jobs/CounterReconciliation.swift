import HubSpotAPI
package import Ports

/// Compares the store's seat counts with HubSpot's bookings and corrects them (phase 1, 3.1 C).
///
/// It counts active bookings by their own property. Counting through associations would lower the count for every
/// booking whose associations are still queued, and sell its seat again. It counts only exams at rest: no request half
/// done, nothing changed for longer than the search index lags.
package struct CounterReconciliation: BackgroundJob {
  /// Between two counts: two searches a second leave room for everybody else.
  package static let pause: Duration = .milliseconds(500)

  package let name = "reconciliation"
  package var interval: Duration { context.settings.reconciliationInterval }
  private let context: CoreContext
  private let counts: RestingCounts

  package init(_ context: CoreContext) {
    self.context = context
    counts = RestingCounts(context)
  }

  package func make(pass: Int) async throws(InstanceGone) -> PassEnd {
    try await JobLease.hold(name, context, failing: .leavesNothing) { (lease) async throws(Interruption) in
      let client = context.client(for: .job(name, pass: pass))
      var changedSomething = false
      for exam in try await counts.atRest() {
        try await lease.renew()
        let active = try await counts.active([exam.id], client)
        if active != exam.taken, try await counts.correct(exam, to: active) { changedSomething = true }
        try await context.sleep(for: Self.pause)
      }
      return changedSomething
    }
  }
}
