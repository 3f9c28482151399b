package import HubSpotAPI
import Ports

/// Seats counted in the store: held there atomically before the booking is written, and released if that fails.
/// HubSpot's counter follows by a background job.
///
/// Checking and incrementing is one script. A check followed by an increment would sell the last seat to everybody who
/// checked while the first buyer's booking was being written.
package struct StoreSeatLedger: SeatLedger {
  private let context: CoreContext

  package init(_ context: CoreContext) { self.context = context }

  package var jobs: [any BackgroundJob] { [CounterSync(context), CounterReconciliation(context)] }

  package var needsExamToCount: Bool { false }

  package func begin(_ exam: ObjectID, for work: RequestWork) async throws(Interruption) -> SeatSession {
    SeatSession(exam: exam)
  }

  package func hold(_ exam: ExamRecord, for work: RequestWork, _ session: SeatSession) async throws(Interruption) {
    guard !work.has(.seat) else { return }
    let keys = SeatKeys(exam.id)
    let holder = work.intent.holder
    let (lifetime, now) = (context.settings.seatCounterLifetime, context.time.now.milliseconds)
    try await work.record {
      $0.progress.formUnion([.seat, .writing])
    } unless: { (store) throws(StoreError) in
      let taken = try Self.taken(keys, seededFrom: exam, lifetime: lifetime, now: now, store)
      guard taken < exam.capacity else {
        return try store.memberCount(keys.held) > 0 ? .failed(.busy) : .refused(.examFull)
      }
      try store.addMember(holder, to: keys.held)
      try Self.change(keys, by: 1, lifetime: lifetime, now: now, store)
      return nil
    }
  }

  package func count(for work: RequestWork, _ session: SeatSession) async throws(Interruption) {}

  package func end(_ session: SeatSession, for work: RequestWork) async throws(Interruption) {}

  package func sell(_ intent: Intent) -> StoreStep {
    let keys = SeatKeys(intent.exam)
    let now = context.time.now.milliseconds
    return { (store) throws(StoreError) in
      try store.removeMember(intent.holder, from: keys.held)
      try store.addMember(keys.exam, to: SeatKeys.changed)
      try store.addScored(keys.exam, score: now, to: SeatKeys.known)
    }
  }

  package func giveBack(for work: RequestWork) async throws(Interruption) {
    let intent = work.intent
    let keys = SeatKeys(intent.exam)
    let (lifetime, now) = (context.settings.seatCounterLifetime, context.time.now.milliseconds)
    switch intent.kind {
    case .booking:
      guard work.has(.seat) else { return }
      try await work.record {
        $0.progress.remove(.seat)
      } unless: { (store) throws(StoreError) in
        guard try store.removeMember(intent.holder, from: keys.held) else { return nil }
        try Self.change(keys, by: -1, lifetime: lifetime, now: now, store)
        return nil
      }
    case .cancellation:
      guard !work.has(.seat) else { return }
      try await seedIfUnknown(keys, for: work)
      try await work.mark(.seat) { (store) throws(StoreError) in
        try Self.change(keys, by: -1, lifetime: lifetime, now: now, store)
        try store.addMember(keys.exam, to: SeatKeys.changed)
      }
    }
  }

  /// Before a booking is taken out of a count that the store does not have: without this, the next `hold` would seed it
  /// with HubSpot's number, in which the cancelled booking still takes a seat.
  private func seedIfUnknown(_ keys: SeatKeys, for work: RequestWork) async throws(Interruption) {
    let isKnown = try await context.store.run("look up seat count") { (store) throws(StoreError) in
      store.exists(keys.taken)
    }
    guard !isKnown, let object = try await work.client.read(ExamRecord.query(work.intent.exam), Labels.examRead) else {
      return
    }
    let exam = ExamRecord(object)
    let (lifetime, now) = (context.settings.seatCounterLifetime, context.time.now.milliseconds)
    try await context.store.run("seed seat count") { (store) throws(StoreError) in
      _ = try Self.taken(keys, seededFrom: exam, lifetime: lifetime, now: now, store)
    }
  }

  /// The seats taken, seeded once, never over a count that is there: HubSpot's number is older than the store's. Held
  /// seats are not in HubSpot's number and are added to it. The reconciliation looks at the count from then on.
  private static func taken(
    _ keys: SeatKeys,
    seededFrom exam: ExamRecord,
    lifetime: Duration,
    now: Int64,
    _ store: any StoreCommands
  ) throws(StoreError) -> Int {
    if let taken = try store.get(keys.taken).flatMap({ Int($0) }) { return taken }
    let taken = try exam.totalBookings + store.memberCount(keys.held)
    try store.set(keys.taken, String(taken), onlyIfAbsent: false, expiry: lifetime)
    try store.addScored(keys.exam, score: now, to: SeatKeys.known)
    return taken
  }

  /// Changes the count, never below 0, renews its lifetime and tells the reconciliation. A count that the store has lost
  /// is not invented here: the next `hold` seeds it. What is sold, and HubSpot is to show, changes only with `sell` and
  /// with a cancellation: they mark the exam for the sync.
  private static func change(
    _ keys: SeatKeys,
    by amount: Int,
    lifetime: Duration,
    now: Int64,
    _ store: any StoreCommands
  ) throws(StoreError) {
    guard store.exists(keys.taken) else { return }
    if try store.increment(keys.taken, by: amount) < 0 {
      try store.set(keys.taken, "0", onlyIfAbsent: false, expiry: nil)
    }
    store.expire(keys.taken, after: lifetime)
    try store.addScored(keys.exam, score: now, to: SeatKeys.known)
  }
}
