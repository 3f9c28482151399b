import BookingAPI
package import HubSpotAPI
package import Ports

/// Seats counted in the store: held there atomically before the booking is written, and released if that fails.
/// HubSpot's counter follows by a background job.
///
/// Checking and incrementing is one script. A check followed by an increment would sell the last seat to everybody who
/// checked while the first buyer's booking was being written.
package struct StoreSeatLedger: SeatLedger {
  /// How the counts are compared with HubSpot's bookings.
  package enum Reconciling: Sendable {
    case examByExam
    /// Many exams at once, by the sum of their counts.
    case bySums
  }

  let context: CoreContext
  private let reconciling: Reconciling

  package init(_ context: CoreContext, reconciling: Reconciling) {
    self.context = context
    self.reconciling = reconciling
  }

  package var jobs: [any BackgroundJob] {
    switch reconciling {
    case .examByExam: [CounterSync(context), CounterReconciliation(context)]
    case .bySums: [CounterSync(context), SummedReconciliation(context)]
    }
  }

  package var needsExamToCount: Bool { false }

  /// Without its counts each exam is counted anew, from HubSpot's number, by whoever comes first when the truth is back. And
  /// whoever counts under the locks meanwhile learns that people were at the exams without them.
  package var departure: Departure {
    Departure(
      writing: CounterSync(context),
      isWritten: { (store) throws(StoreError) in try store.memberCount(SeatKeys.changed) == 0 }
    ) { (store) throws(StoreError) in
      for member in try store.scored(SeatKeys.known, upTo: .max, limit: .max) {
        guard let exam = ObjectID(member) else { continue }
        try store.delete(SeatKeys(exam).taken)
        try store.removeScored(member, from: SeatKeys.known)
        try ExamLock.noteVisit(exam, store)
      }
    }
  }

  package func begin(_ exam: ObjectID, for work: RequestWork) async throws(Interruption) -> SeatSession {
    SeatSession(exam: exam)
  }

  package func hold(_ exam: ExamRecord, for work: RequestWork, _ session: SeatSession) async throws(Interruption) {
    guard !work.has(.seat) else { return }
    let count = SeatCount(exam.id, context.settings)
    var exam = exam
    if exam.isRemembered, try await !isKnown(count) { exam = try await Reading.exam(exam.id, work.client) }
    let (seed, now, holder) = (exam, context.time.now, work.intent.holder)
    try await work.record {
      $0.progress.formUnion([.seat, .writing])
    } unless: { (store) throws(StoreError) in
      // A count is never begun with what is remembered: it may be from before the last booking.
      if seed.isRemembered, try count.taken(store) == nil { return .failed(.busy) }
      let taken = try count.taken(seededFrom: seed, at: now, store)
      guard taken < seed.capacity else {
        return try count.keys.mayComeFree(store) ? .failed(.busy) : .refused(.examFull)
      }
      try store.addMember(holder, to: count.keys.held)
      try count.set(taken + 1, at: now, store)
      return nil
    }
  }

  package func count(for work: RequestWork, _ session: SeatSession) async throws(Interruption) {}

  package func end(_ session: SeatSession, for work: RequestWork) async throws(Interruption) {}

  package func sell(_ intent: Intent) -> StoreStep {
    let keys = SeatKeys(intent.exam)
    let now = context.time.now
    return { (store) throws(StoreError) in
      try store.removeMember(intent.holder, from: keys.held)
      try store.addMember(keys.exam, to: SeatKeys.changed)
      try store.addScored(keys.exam, score: now.milliseconds, to: SeatKeys.known)
    }
  }

  package func expectReturn(_ intent: Intent) -> StoreStep {
    let (count, now) = (SeatCount(intent.exam, context.settings), context.time.now)
    return { (store) throws(StoreError) in
      try count.keys.expectReturn(intent)(store)
      // From here on the count does not run out before the seat is back.
      if let taken = try count.taken(store) { try count.set(taken, at: now, store) }
    }
  }

  package func giveBack(for work: RequestWork) async throws(Interruption) {
    let intent = work.intent
    let (count, now) = (SeatCount(intent.exam, context.settings), context.time.now)
    switch intent.kind {
    case .booking:
      guard work.has(.seat) else { return }
      try await work.record {
        $0.progress.remove(.seat)
      } unless: { (store) throws(StoreError) in
        guard try store.removeMember(intent.holder, from: count.keys.held), let taken = try count.taken(store) else {
          return nil
        }
        try count.set(taken - 1, at: now, store)
        return nil
      }
    case .cancellation:
      guard !work.has(.seat) else { return }
      try await seedIfUnknown(count, for: work)
      try await work.mark(.seat) { (store) throws(StoreError) in
        try store.removeMember(intent.holder, from: count.keys.returning)
        try store.addMember(count.keys.exam, to: SeatKeys.changed)
        if let taken = try count.taken(store) { try count.set(taken - 1, at: now, store) }
      }
    }
  }

  private func isKnown(_ count: SeatCount) async throws(Interruption) -> Bool {
    try await context.store.run("look up seat count") { (store) throws(StoreError) in try store.exists(count.keys.taken)
    }
  }

  /// Before a booking is taken out of a count that the store does not have: without this, the next `hold` would seed it
  /// with HubSpot's number, in which the cancelled booking still takes a seat.
  private func seedIfUnknown(_ count: SeatCount, for work: RequestWork) async throws(Interruption) {
    guard try await !isKnown(count),
      let object = try await work.client.read(ExamRecord.query(work.intent.exam), Labels.examRead)
    else {
      return
    }
    let (exam, now) = (ExamRecord(object), context.time.now)
    try await context.store.run("seed seat count") { (store) throws(StoreError) in
      // About to change: it does not run out before it has.
      try store.addMember(count.keys.exam, to: SeatKeys.changed)
      _ = try count.taken(seededFrom: exam, at: now, store)
    }
  }
}
