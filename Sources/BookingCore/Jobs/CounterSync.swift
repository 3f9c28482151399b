import AsyncAlgorithms
import HubSpotAPI
package import Ports

/// Writes the store's seat counts to HubSpot's property, in batches, for the exams that have changed (phase 1, 3.1 C).
///
/// One instance at a time writes, so an older count never covers a newer one. Held seats are not written: HubSpot shows
/// what is sold. A count that HubSpot does not have yet is kept alive: were it to run out, the next booking would take
/// over HubSpot's older number, and sell seats again.
package struct CounterSync: BackgroundJob {
  /// The store's key of the exams whose counts HubSpot does not have yet.
  package static let changedKey = SeatKeys.changed

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
        try await unmark(chunk)
      }
      return true
    }
  }

  /// What is sold of an exam, by the store's count.
  private struct Count: Sendable {
    let exam: ObjectID
    let sold: Int
  }

  /// The changed exams. They stay marked until their counts are written: a pass that ends half-way loses none.
  private func changedCounts() async throws(Interruption) -> [Count] {
    let lifetime = context.settings.seatCounterLifetime
    return try await context.store.run("find changed exams") { (store) throws(StoreError) in
      var counts: [Count] = []
      for member in try store.members(SeatKeys.changed) {
        if let exam = ObjectID(member), let sold = try Self.sold(exam, store) {
          counts.append(Count(exam: exam, sold: sold))
          store.expire(SeatKeys(exam).taken, after: lifetime)
        } else {
          try store.removeMember(member, from: SeatKeys.changed)
        }
      }
      return counts
    }
  }

  /// nil when the store has no count, or one that cannot be: fewer seats taken than are held.
  private static func sold(_ exam: ObjectID, _ store: any StoreCommands) throws(StoreError) -> Int? {
    guard let taken = try store.get(SeatKeys(exam).taken).flatMap({ Int($0) }) else { return nil }
    let sold = taken - (try store.memberCount(SeatKeys(exam).held))
    return sold >= 0 ? sold : nil
  }

  private func write(_ counts: [Count], _ client: CRMClient) async throws(Interruption) {
    let updates = counts.map { ObjectUpdate($0.exam, [Property(BookingSchema.Exam.totalBookings, String($0.sold))]) }
    let answer = try await client.batch(.updateBatch(BookingSchema.exams, updates), Labels.counterSync)
    // The counts stay marked: the next pass writes them as they are then.
    if case .notUnderstood = answer { throw .failed(.crmUnavailable) }
  }

  /// Unmarks what has been written, unless it has changed meanwhile.
  private func unmark(_ counts: [Count]) async throws(Interruption) {
    try await context.store.run("unmark exams") { (store) throws(StoreError) in
      for count in counts where try Self.sold(count.exam, store) == count.sold {
        try store.removeMember(count.exam.description, from: SeatKeys.changed)
      }
    }
  }
}
