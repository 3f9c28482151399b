import HubSpotAPI
import HubSpotClient
import Ports

/// The store's seat counts of exams at rest, and HubSpot's bookings beside them: what a reconciliation compares.
struct RestingCounts: Sendable {
  /// An exam of which no request is half done, and that has not changed for longer than the search index lags.
  struct ExamAtRest: Hashable, Sendable {
    let id: ObjectID
    let taken: Int
  }

  private let context: CoreContext

  init(_ context: CoreContext) { self.context = context }

  /// The latest time of change that counts as rest.
  private var restingSince: Int64 {
    context.time.now.milliseconds - context.settings.reconciliationQuiet.wholeMilliseconds
  }

  func atRest() async throws(Interruption) -> [ExamAtRest] {
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

  /// How many active bookings HubSpot's search finds for the exams together.
  func active(_ exams: [ObjectID], _ client: CRMClient) async throws(Interruption) -> Int {
    let ids = exams.map(\.description)
    let search = ObjectSearch(
      BookingSchema.bookings,
      filterGroups: [
        [
          .init(BookingSchema.Booking.exam, ids.count == 1 ? .equals(ids[0]) : .isOneOf(ids)),
          .init(BookingSchema.Booking.status, .equals(BookingSchema.Status.active.rawValue)),
        ]
      ],
      limit: 1
    )
    return try await client.search(search, Labels.counterCount).total
  }

  /// Corrects the count if the exam is still as it was when its bookings were counted.
  ///
  /// - Returns: whether it was.
  func correct(_ exam: ExamAtRest, to active: Int) async throws(Interruption) -> Bool {
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
      var alert = Alert(.warning, "counter_drift", value: exam.taken, threshold: active)
      context.events.record(.alert(alert))
      // What is told has been mended.
      alert.isOver = true
      context.events.record(.alert(alert))
    }
    return isCorrected
  }
}
