import HubSpotAPI
import HubSpotClient
package import Ports

/// Compares the store's seat counts with HubSpot's bookings and corrects them (phase 1, 3.1 C).
///
/// It counts active bookings by their own property. Counting through associations would lower the count for every
/// booking whose associations are still queued, and sell its seat again. It counts only exams at rest: no request half
/// done, nothing changed for longer than the search index lags.
package struct CounterReconciliation: BackgroundJob {
  package let name = "reconciliation"
  package var interval: Duration { context.settings.reconciliationInterval }
  private let context: CoreContext

  package init(_ context: CoreContext) { self.context = context }

  package func run(pass: Int) async throws(InstanceGone) -> Bool {
    try await JobLease.hold(name, context, failing: .leavesNothing) { (lease) async throws(Interruption) in
      let client = context.client(for: .job(name, pass: pass))
      var changedSomething = false
      for exam in try await examsAtRest() {
        try await lease.renew()
        let active = try await countActive(exam.id, client)
        if active != exam.taken, try await correct(exam, to: active) { changedSomething = true }
        // Two searches a second leave room for everybody else.
        try await context.sleep(for: .milliseconds(500))
      }
      return changedSomething
    }
  }

  private struct ExamAtRest: Hashable, Sendable {
    let id: ObjectID
    let taken: Int
  }

  /// The latest time of change that counts as rest.
  private var restingSince: Int64 {
    context.time.now.milliseconds - context.settings.reconciliationQuiet.wholeMilliseconds
  }

  private func examsAtRest() async throws(Interruption) -> [ExamAtRest] {
    let restingSince = restingSince
    return try await context.store.run("find exams at rest") { (store) throws(StoreError) in
      let inMotion = try IntentLedger.examsInMotion(store)
      var exams: [ExamAtRest] = []
      for member in try store.scored(SeatKeys.known, upTo: restingSince, limit: .max) {
        guard let id = ObjectID(member), let taken = try store.get(SeatKeys(id).taken).flatMap({ Int($0) }),
          !inMotion.contains(id)
        else { continue }
        exams.append(ExamAtRest(id: id, taken: taken))
      }
      return exams
    }
  }

  private func countActive(_ exam: ObjectID, _ client: CRMClient) async throws(Interruption) -> Int {
    let search = ObjectSearch(
      BookingSchema.bookings,
      filterGroups: [
        [
          .init(BookingSchema.Booking.exam, .equals(exam.description)),
          .init(BookingSchema.Booking.status, .equals(BookingSchema.Status.active.rawValue)),
        ]
      ],
      limit: 1
    )
    return try await client.search(search, Labels.counterCount).total
  }

  /// Corrects the count if the exam is still as it was when its bookings were counted.
  private func correct(_ exam: ExamAtRest, to active: Int) async throws(Interruption) -> Bool {
    let (count, restingSince, now) = (
      SeatCount(exam.id, context.settings), restingSince, context.time.now
    )
    let isCorrected = try await context.store.run("correct seat count") { (store) throws(StoreError) in
      guard try count.taken(store) == exam.taken,
        try !IntentLedger.examsInMotion(store).contains(exam.id),
        let changedAt = try store.score(of: count.keys.exam, in: SeatKeys.known), changedAt <= restingSince
      else { return false }
      try store.addMember(count.keys.exam, to: SeatKeys.changed)
      try count.set(active, at: now, store)
      return true
    }
    if isCorrected {
      context.events.record(.alert(Alert(.warning, "counter_drift", value: exam.taken, threshold: active)))
    }
    return isCorrected
  }
}
