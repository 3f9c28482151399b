import AsyncAlgorithms
import BookingAPI
import HubSpotAPI
import Ports

/// Counts the bookings of exams and writes HubSpot's counter where it is wrong, for the ledger that sells by that counter.
///
/// A counter that is too low sells a seat twice. So it is written under the exam's lock only, while no booking or
/// cancellation is between its steps, and only from a count that shows every booking: one by search does so when nobody
/// has been at the exam for longer than the index lags, which the fence of the lock tells; one by associations when none
/// of them waits in a queue.
struct CounterRecount: Sendable {
  private let context: CoreContext
  private let counts: any BookingCounts
  private let lock: ExamLock

  init(_ counts: any BookingCounts, _ context: CoreContext) {
    self.context = context
    self.counts = counts
    lock = ExamLock(context)
  }

  /// - Returns: what was counted, by exam, and which counters were corrected.
  func run(
    _ exams: [ExamRecord],
    _ client: CRMClient
  ) async throws(Interruption) -> (counted: [ObjectID: Int], corrected: Int) {
    guard counts.isOneByOne else { return try await recount(exams, client) }
    var all: (counted: [ObjectID: Int], corrected: Int) = ([:], 0)
    for exam in exams {
      let one = try await recount([exam], client)
      all.counted.merge(one.counted) { first, _ in first }
      all.corrected += one.corrected
    }
    return all
  }

  private func recount(
    _ exams: [ExamRecord],
    _ client: CRMClient
  ) async throws(Interruption) -> (counted: [ObjectID: Int], corrected: Int) {
    try await LeaseKeeper.during(context, shortest: context.settings.examLockLease) {
      (keeper) async throws(Interruption) in
      var held: [ExamLock.Holding] = []
      let outcome: Result<(counted: [ObjectID: Int], corrected: Int), Interruption>
      do throws(Interruption) {
        for exam in exams {
          guard let holding = try await lockIfFree(exam.id) else { continue }
          await keeper.keep(holding.lease)
          held.append(holding)
        }
        outcome = .success(try await recount(exams, under: held, client))
      } catch {
        outcome = .failure(error)
      }
      if case .failure(.instanceGone) = outcome { throw .instanceGone }
      for holding in held {
        await keeper.drop(holding.lease)
        try await lock.release(holding)
      }
      return try outcome.get()
    }
  }

  /// Who is at the exam is not waited for.
  private func lockIfFree(_ exam: ObjectID) async throws(Interruption) -> ExamLock.Holding? {
    do {
      return try await lock.acquire(exam, waiting: .zero)
    } catch {
      if error == .failed(.busy) { return nil }
      throw error
    }
  }

  private func recount(
    _ exams: [ExamRecord],
    under held: [ExamLock.Holding],
    _ client: CRMClient
  ) async throws(Interruption) -> (counted: [ObjectID: Int], corrected: Int) {
    let trusted = try await trusted(held)
    let counted = try await counts.active(in: exams.map(\.id), client)
    let wrong = exams.compactMap { exam -> ObjectUpdate? in
      guard trusted.contains(exam.id), let count = counted[exam.id], count != exam.totalBookings else { return nil }
      return ObjectUpdate(exam.id, [Property(BookingSchema.Exam.totalBookings, String(count))])
    }
    let own = try await stillHeld(wrong, held)
    try await write(own, client)
    return (counted, own.count)
  }

  /// The exams whose bookings a count will show, all of them. Notes that each was watched from here on.
  private func trusted(_ held: [ExamLock.Holding]) async throws(Interruption) -> Set<ObjectID> {
    let (now, quiet, isLate) = (context.time.now, context.settings.reconciliationQuiet, counts.isLate)
    let lifetime = context.settings.seatCounterLifetime
    return try await context.store.run("look whether exams rest") { (store) throws(StoreError) in
      let inMotion = try IntentLedger.examsInMotion(store)
      let isQueued = try isLate ? false : WorkQueue.mayHoldAssociations(store)
      var trusted: Set<ObjectID> = []
      for holding in held {
        let keys = SeatKeys(holding.exam)
        let watch = try store.get(keys.watched).flatMap { ExamWatch($0) }
        let since = watch.flatMap { $0.fence == holding.fence - 1 ? $0.since : nil }
        // Of the first one ever to hold the lock nobody was there before.
        let isQuiet = holding.fence == 1 || since.map { now - $0 >= quiet } == true
        let noted = ExamWatch(fence: holding.fence, since: since ?? now)
        try store.set(keys.watched, noted.text, onlyIfAbsent: false, expiry: lifetime)
        guard try !keys.isInMotion(store), !inMotion.contains(holding.exam) else { continue }
        if isLate ? isQuiet : !isQueued { trusted.insert(holding.exam) }
      }
      return trusted
    }
  }

  /// A lock that was lost while the bookings were counted protects no number any more; and of a cancellation that has begun
  /// meanwhile, which it does without the lock, it is not known on which side of the count it is.
  private func stillHeld(
    _ updates: [ObjectUpdate],
    _ held: [ExamLock.Holding]
  ) async throws(Interruption) -> [ObjectUpdate] {
    guard !updates.isEmpty else { return [] }
    let own = try await context.store.run("look whether locks are held") { (store) throws(StoreError) in
      var own: Set<ObjectID> = []
      for holding in held where try holding.lease.renew(store) {
        if try !SeatKeys(holding.exam).isInMotion(store) { own.insert(holding.exam) }
      }
      return own
    }
    return updates.filter { own.contains($0.id) }
  }

  private func write(_ updates: [ObjectUpdate], _ client: CRMClient) async throws(Interruption) {
    guard !updates.isEmpty else { return }
    if counts.isOneByOne {
      for update in updates {
        let exam = ObjectReference(BookingSchema.exams, update.id)
        _ = try await client.update(exam, update.properties, Labels.capacityUpdate)
      }
    } else {
      for await chunk in updates.async.chunks(ofCount: client.batchSize) {
        let answer = try await client.batch(.updateBatch(BookingSchema.exams, chunk), Labels.capacityUpdate)
        if case .notUnderstood = answer { throw .failed(.crmUnavailable) }
      }
    }
  }
}

/// What somebody who counted has noted of an exam: up to which holder of its lock, and since when, nobody else was there.
private struct ExamWatch: Hashable, Sendable {
  let fence: Int
  let since: Timestamp

  init(fence: Int, since: Timestamp) {
    self.fence = fence
    self.since = since
  }

  init?(_ text: String) {
    let fields = text.split(separator: ":")
    guard fields.count == 2, let fence = Int(fields[0]), let since = Int64(fields[1]) else { return nil }
    self.init(fence: fence, since: Timestamp(nanoseconds: since))
  }

  var text: String { "\(fence):\(since.nanoseconds)" }
}
