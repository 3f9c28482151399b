import BookingAPI
import HubSpotAPI
import Ports

extension CapacitySyncRequest: AnsweredRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> Reply {
    try await Reply.found { () async throws(Interruption) in
      .found(try await synced(engine, engine.context.client(for: origin)))
    }
  }

  private func synced(_ engine: BookingEngine, _ client: CRMClient) async throws(Interruption) -> SyncedCapacity {
    let ids: [ObjectID]
    if let exams {
      guard (1...Self.mostExams).contains(exams.count) else { throw .refused(.invalidPage) }
      ids = Set(exams).sorted()
    } else {
      ids = try await ExamListing(engine, client).offered().map(\.id)
    }
    let corrected = try await engine.parts[Roles.seats].recount(ids, client)
    if corrected > 0 { try await engine.parts[Roles.cache].forget(ids.map { .exam($0) }) }
    return SyncedCapacity(exams: ids.count, corrected: corrected)
  }
}
