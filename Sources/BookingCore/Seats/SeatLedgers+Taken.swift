import BookingAPI
package import HubSpotAPI
import Ports

extension PropertySeatLedger {
  package func taken(
    _ exams: [ExamRecord],
    counting counts: (any BookingCounts)?,
    _ client: CRMClient
  ) async throws(Interruption) -> [ObjectID: Int] {
    let recorded = Dictionary(uniqueKeysWithValues: exams.map { ($0.id, $0.totalBookings) })
    guard let counts, !exams.isEmpty else { return recorded }
    return try await CounterRecount(counts, context).run(exams, client).counted.merging(recorded) { counted, _ in
      counted
    }
  }

  package func recount(_ exams: [ObjectID], _ client: CRMClient) async throws(Interruption) -> Int {
    let objects = try await client.readAll(BookingSchema.exams, exams, BookingSchema.Exam.all, Labels.examBatchRead)
    return try await CounterRecount(AssociatedCounts(), context).run(objects.map { ExamRecord($0) }, client).corrected
  }
}

extension StoreSeatLedger {
  /// The store's own counts, which are the ones that sell; HubSpot's number where there is none.
  package func taken(
    _ exams: [ExamRecord],
    counting counts: (any BookingCounts)?,
    _ client: CRMClient
  ) async throws(Interruption) -> [ObjectID: Int] {
    let settings = context.settings
    return try await context.store.run("look up seat counts") { (store) throws(StoreError) in
      var taken: [ObjectID: Int] = [:]
      for exam in exams { taken[exam.id] = try SeatCount(exam.id, settings).taken(store) ?? exam.totalBookings }
      return taken
    }
  }

  /// Of the exams at rest. Associations that are not written yet hide bookings: while any waits, nothing is counted.
  package func recount(_ exams: [ObjectID], _ client: CRMClient) async throws(Interruption) -> Int {
    let (resting, named) = (RestingCounts(context), Set(exams))
    let atRest = try await resting.atRest().filter { named.contains($0.id) }
    let isQueued = try await context.store.run("look for queued associations") { (store) throws(StoreError) in
      try WorkQueue.mayHoldAssociations(store)
    }
    guard !atRest.isEmpty, !isQueued else { return 0 }
    let counted = try await AssociatedCounts().active(in: atRest.map(\.id), client)
    var corrected = 0
    for exam in atRest {
      guard let active = counted[exam.id], active != exam.taken else { continue }
      if try await resting.correct(exam, to: active) { corrected += 1 }
    }
    return corrected
  }
}
