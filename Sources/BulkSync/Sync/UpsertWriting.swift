import HubSpotAPI

/// Sends all records of a batch in one call, which finds or makes each object by its unique property. A batch that one
/// input has spoiled is sent in halves, so that only that input fails.
struct UpsertWriting: RecordWriting {
  private let calls: RecordCalls

  init(_ calls: RecordCalls) { self.calls = calls }

  func send(_ items: [SyncItem], for origin: CallOrigin) async throws(HubSpotTransportError) -> WriteOutcome {
    if items.first?.isArchive == true { return try await calls.archive(items, for: origin) }
    let records = items.compactMap { item in if case .write(let record) = item.change { record } else { nil } }
    guard let outcomes = try await upsert(records[...], for: origin) else { return RecordCalls.silence }
    return .items(outcomes)
  }

  private func upsert(
    _ records: ArraySlice<SourceRecord>,
    for origin: CallOrigin
  ) async throws(HubSpotTransportError) -> [ItemOutcome]? {
    let inputs = records.map { UpsertInput($0.key.description, $0.properties) }
    let call = HubSpotCall.upsertBatch(calls.type, idProperty: RecordProperty.key, inputs)
    guard let reply = try await calls.send(call, RecordLabel.upsert, for: origin) else { return nil }
    if case .batch(let batch) = reply.body { return outcomes(of: inputs, in: batch) }
    guard reply.status == 400, records.count > 1 else { return records.map { _ in .failed(reason: reply.reason) } }
    let middle = records.startIndex + records.count / 2
    guard let first = try await upsert(records[..<middle], for: origin),
      let second = try await upsert(records[middle...], for: origin)
    else { return nil }
    return first + second
  }

  /// Objects are told apart by the unique property that they bear; errors by the ids that they name.
  private func outcomes(of inputs: [UpsertInput], in reply: BatchReply) -> [ItemOutcome] {
    var done: [String: ObjectID] = [:]
    for object in reply.objects { if let key = object[RecordProperty.key] { done[key] = object.id } }
    let unnamed = reply.errors.filter(\.ids.isEmpty).map(\.message).first
    return inputs.map { input in
      if let id = done[input.uniqueValue] { return .done(id) }
      let named = reply.errors.first { $0.ids.contains(input.uniqueValue) }?.message
      return .failed(reason: named ?? unnamed ?? "HubSpot's reply does not name it")
    }
  }
}
