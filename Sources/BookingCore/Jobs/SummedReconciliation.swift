import BookingAPI
import HubSpotAPI
import HubSpotClient
package import Ports

/// Compares the store's seat counts with HubSpot's bookings, many exams in one search: the active bookings of all exams at
/// rest are counted together, and only where the sum differs the exams are halved, down to the one whose count is wrong.
///
/// Two wrong counts may cancel each other out in a sum. So each pass puts the exams together anew: what hides in one pass
/// does not hide in the next.
package struct SummedReconciliation: BackgroundJob {
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
      for group in groups(of: try await counts.atRest(), pass: pass) {
        if try await reconcile(group, lease, client) { changedSomething = true }
      }
      return changedSomething
    }
  }

  /// Two groups or more, so that two errors that cancel each other out are in one of them half of the time at most; no
  /// more exams in each than a search takes values.
  private func groups(of exams: [RestingCounts.ExamAtRest], pass: Int) -> [[RestingCounts.ExamAtRest]] {
    let drawn = exams.map { exam in
      (exam, context.chance.fraction("reconciled together", pass, Int(truncatingIfNeeded: exam.id.number)))
    }
    let ordered = drawn.sorted { ($0.1, $0.0.id) < ($1.1, $1.0.id) }.map(\.0)
    let size = min(Self.valuesOfASearch, max(1, (ordered.count + 1) / 2))
    return stride(from: 0, to: ordered.count, by: size).map { start in
      Array(ordered[start..<min(start + size, ordered.count)])
    }
  }

  /// HubSpot's limit of values in one filter.
  private static let valuesOfASearch = 100

  private func reconcile(
    _ exams: [RestingCounts.ExamAtRest],
    _ lease: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> Bool {
    try await lease.renew()
    let active = try await counts.active(exams.map(\.id), client)
    // Two searches a second leave room for everybody else.
    try await context.sleep(for: .milliseconds(500))
    guard active != exams.map(\.taken).reduce(0, +) else { return false }
    guard exams.count > 1 else { return try await counts.correct(exams[0], to: active) }
    let middle = exams.count / 2
    let first = try await reconcile(Array(exams[..<middle]), lease, client)
    let second = try await reconcile(Array(exams[middle...]), lease, client)
    return first || second
  }
}
