import AsyncAlgorithms
import HubSpotAPI
package import Ports

/// Writes the store's seat counts to HubSpot's property, in batches, for the exams that have changed (phase 1, 3.1 C).
///
/// One instance at a time writes, so an older count never covers a newer one. Held seats are not written: HubSpot shows
/// what is sold.
package struct CounterSync: BackgroundJob {
  package let name = "counter_sync"
  package var interval: Duration { context.settings.counterSyncInterval }
  private let context: CoreContext

  package init(_ context: CoreContext) { self.context = context }

  package func run(pass: Int) async throws(InstanceGone) -> Bool {
    try await JobLease.hold(name, context) { (lease) async throws(Interruption) in
      let counts = try await changedCounts()
      guard !counts.isEmpty else { return false }
      let client = context.client(for: .worker(name, pass: pass))
      for await chunk in counts.async.chunks(ofCount: 100) {
        try await lease.renew()
        try await write(chunk, client)
      }
      return true
    }
  }

  /// What is sold of an exam, by the store's count.
  private struct Count: Sendable {
    let exam: ObjectID
    let sold: Int
  }

  /// The changed exams, which are unmarked in the same step: a change during the write marks its exam again.
  private func changedCounts() async throws(Interruption) -> [Count] {
    try await context.store.run("take changed exams") { (store) throws(StoreError) in
      var counts: [Count] = []
      for member in try store.members(SeatKeys.changed) {
        try store.removeMember(member, from: SeatKeys.changed)
        guard let exam = ObjectID(member), let taken = try store.get(SeatKeys(exam).taken).flatMap({ Int($0) }) else {
          continue
        }
        counts.append(Count(exam: exam, sold: taken - (try store.memberCount(SeatKeys(exam).held))))
      }
      return counts
    }
  }

  private func write(_ counts: [Count], _ client: CRMClient) async throws(Interruption) {
    let updates = counts.map { ObjectUpdate($0.exam, [Property(BookingSchema.Exam.totalBookings, String($0.sold))]) }
    do {
      _ = try await client.batch(.updateBatch(BookingSchema.exams, updates), Labels.counterSync)
    } catch {
      if error == .instanceGone { throw error }
      try await mark(counts)
      throw error
    }
  }

  /// Marks exams as changed again whose write did not succeed.
  private func mark(_ counts: [Count]) async throws(Interruption) {
    try await context.store.run("mark exams changed") { (store) throws(StoreError) in
      for count in counts { try store.addMember(count.exam.description, to: SeatKeys.changed) }
    }
  }
}
