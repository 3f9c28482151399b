import AsyncAlgorithms
import BookingAPI
import HubSpotAPI
package import Ports

/// Writes the store's seat counts to HubSpot's property, in batches, for the exams that have changed (phase 1, 3.1 C).
///
/// One instance at a time writes, so an older count never covers a newer one. Held seats are not written: HubSpot shows
/// what is sold.
package struct CounterSync: BackgroundJob {
  /// The store's key of the exams whose counts HubSpot does not have yet.
  package static let changedKey = SeatKeys.changed

  package let name = "counter_sync"
  package var interval: Duration { context.settings.counterSyncInterval }
  private let context: CoreContext

  package init(_ context: CoreContext) { self.context = context }

  package func make(pass: Int) async throws(InstanceGone) -> PassEnd {
    try await JobLease.hold(name, context) { (lease) async throws(Interruption) in
      let counts = try await changedCounts()
      guard !counts.isEmpty else { return false }
      let client = context.client(for: .job(name, pass: pass))
      for await chunk in counts.async.chunks(ofCount: context.settings.queueBatch) {
        try await lease.renew()
        try await write(chunk, client)
        try await unmark(chunk)
      }
      return true
    }
  }

  /// What is sold of an exam, by the store's count.
  private struct Count: Hashable, Sendable {
    let exam: ObjectID
    let sold: Int
  }

  /// The changed exams. They stay marked until their counts are written: a pass that ends half-way loses none.
  private func changedCounts() async throws(Interruption) -> [Count] {
    let settings = context.settings
    return try await context.store.run("find changed exams") { (store) throws(StoreError) in
      var counts: [Count] = []
      for member in try store.members(SeatKeys.changed) {
        if let exam = ObjectID(member), let sold = try SeatCount(exam, settings).sold(store) {
          counts.append(Count(exam: exam, sold: sold))
        } else {
          try store.removeMember(member, from: SeatKeys.changed)
        }
      }
      return counts
    }
  }

  private func write(_ counts: [Count], _ client: CRMClient) async throws(Interruption) {
    let updates = counts.map { ObjectUpdate($0.exam, [Property(BookingSchema.Exam.totalBookings, String($0.sold))]) }
    let answer = try await client.batch(.updateBatch(BookingSchema.exams, updates), Labels.counterSync)
    // The counts stay marked: the next pass writes them as they are then.
    if case .notUnderstood = answer { throw .failed(.crmUnavailable) }
  }

  /// Unmarks what has been written, unless it has changed meanwhile.
  private func unmark(_ counts: [Count]) async throws(Interruption) {
    let settings = context.settings
    try await context.store.run("unmark exams") { (store) throws(StoreError) in
      for count in counts {
        let current = SeatCount(count.exam, settings)
        if try current.sold(store) == count.sold { try current.written(store) }
      }
    }
  }
}
