import BookingAPI
package import HubSpotAPI
package import Ports

/// Seats counted in HubSpot's own property, read and written under the exam's lock: the lock is taken before the exam
/// is read and held until the counter is written.
///
/// Two things that a lock alone does not give are kept in the store. Bookings that stopped between their seat check and
/// their counter write are counted as held, or the next request would sell their seat again. And a counter write whose
/// outcome is not known is settled by the next holder of the lock, who compares the counter with what was to be written.
package struct PropertySeatLedger: SeatLedger {
  let context: CoreContext
  private let lock: ExamLock

  package init(_ context: CoreContext) {
    self.context = context
    lock = ExamLock(context)
  }

  package var jobs: [any BackgroundJob] { [] }

  package var needsExamToCount: Bool { true }

  package func begin(_ exam: ObjectID, for work: RequestWork) async throws(Interruption) -> SeatSession {
    let holding = try await lock.acquire(exam)
    await work.keeper.keep(holding.lease)
    return SeatSession(exam: exam, holding: holding)
  }

  package func hold(_ exam: ExamRecord, for work: RequestWork, _ session: SeatSession) async throws(Interruption) {
    try await CounterChange.settle(exam, under: session.lock, context.store)
    session.counter = exam.totalBookings
    guard !work.has(.seat) else { return }
    let (keys, lock) = (SeatKeys(exam.id), session.lock)
    let holder = work.intent.holder
    try await work.record {
      $0.progress.formUnion([.seat, .writing])
    } unless: { (store) throws(StoreError) in
      guard try lock.isHeld(store) else { return .failed(.busy) }
      guard try exam.totalBookings + store.memberCount(keys.held) < exam.capacity else {
        let sold = try exam.totalBookings - store.memberCount(keys.counted) - store.memberCount(keys.returning)
        return sold >= exam.capacity ? .refused(.examFull) : .failed(.busy)
      }
      try store.addMember(holder, to: keys.held)
      return nil
    }
  }

  package func count(for work: RequestWork, _ session: SeatSession) async throws(Interruption) {
    guard !work.has(.counted) else { return }
    let change = CounterChange(.count, for: work.intent)
    if try await !change.hasLanded(context.store), try await !write(change, for: work, session) {
      throw .refused(.examNotFound)
    }
    try await work.mark(.counted, alongside: change.landing)
  }

  package func end(_ session: SeatSession, for work: RequestWork) async throws(Interruption) {
    guard let holding = session.holding else { return }
    session.holding = nil
    await work.keeper.drop(holding.lease)
    try await lock.release(holding)
  }

  package func sell(_ intent: Intent) -> StoreStep {
    let keys = SeatKeys(intent.exam)
    return { (store) throws(StoreError) in try store.removeMember(intent.holder, from: keys.counted) }
  }

  package func expectReturn(_ intent: Intent) -> StoreStep { SeatKeys(intent.exam).expectReturn(intent) }

  package func giveBack(for work: RequestWork) async throws(Interruption) {
    let isBooking = work.intent.kind == .booking
    guard work.has(.seat) == isBooking else { return }
    if isBooking, try await CounterChange(.undo, for: work.intent).isUntouched(context.store) {
      return try await letGo(of: work)
    }
    let session = try await begin(work.intent.exam, for: work)
    let outcome: Result<Void, Interruption>
    do {
      try await giveBack(for: work, session)
      outcome = .success(())
    } catch {
      outcome = .failure(error)
    }
    if case .failure(.instanceGone) = outcome { throw .instanceGone }
    try await end(session, for: work)
    try outcome.get()
  }

  /// Gives up a seat that was held and never written to the counter: no call, and no lock.
  private func letGo(of work: RequestWork) async throws(Interruption) {
    let (keys, holder) = (SeatKeys(work.intent.exam), work.intent.holder)
    try await work.record {
      $0.progress.remove(.seat)
    } unless: { (store) throws(StoreError) in
      try store.removeMember(holder, from: keys.held)
      return nil
    }
  }

  private func giveBack(for work: RequestWork, _ session: SeatSession) async throws(Interruption) {
    let change = CounterChange(work.intent.kind == .booking ? .undo : .giveBack, for: work.intent)
    // An exam that somebody has removed has no counter any more.
    if let object = try await work.client.read(ExamRecord.query(work.intent.exam), Labels.examRead) {
      let exam = ExamRecord(object)
      try await CounterChange.settle(exam, under: session.lock, context.store)
      session.counter = exam.totalBookings
      if try await !change.hasLanded(context.store) { _ = try await write(change, for: work, session) }
    }
    let (isBooking, keys, holder) = (work.intent.kind == .booking, SeatKeys(work.intent.exam), work.intent.holder)
    try await work.record {
      if isBooking { $0.progress.subtract([.seat, .counted]) } else { $0.progress.insert(.seat) }
    } unless: { (store) throws(StoreError) in
      if !isBooking { try store.removeMember(holder, from: keys.returning) }
      try change.landing(store)
      try change.forget(store)
      return nil
    }
  }

  /// Writes the counter. What is about to be written is in the store first: if this request dies here, the next holder
  /// of the lock finds out whether the write has landed.
  ///
  /// - Returns: false when the exam does not exist any more.
  private func write(
    _ change: CounterChange,
    for work: RequestWork,
    _ session: SeatSession
  ) async throws(Interruption) -> Bool {
    guard let counter = session.counter else { preconditionFailure("the exam's counter was not read under its lock") }
    let target = max(0, counter + change.amount)
    try await change.announce(target: target, under: session.lock, context.store)
    let exists = try await work.client.update(
      ObjectReference(BookingSchema.exams, session.exam),
      [Property(BookingSchema.Exam.totalBookings, String(target))],
      Labels.examUpdate
    )
    session.counter = target
    return exists
  }
}
