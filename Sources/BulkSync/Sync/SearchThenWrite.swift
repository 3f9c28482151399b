import HubSpotAPI

/// Searches each record by its key, then creates or updates its object. The search may lag behind: a create that is refused
/// because the object exists becomes an update.
struct SearchThenWrite: RecordWriting {
  private let calls: RecordCalls

  init(_ calls: RecordCalls) { self.calls = calls }

  func send(_ items: [SyncItem], for origin: CallOrigin) async throws(HubSpotTransportError) -> WriteOutcome {
    if items.first?.isArchive == true { return try await calls.archive(items, for: origin) }
    var outcomes: [ItemOutcome] = []
    for case .write(let record) in items.map(\.change) {
      guard let outcome = try await write(record, for: origin) else { return RecordCalls.silence }
      outcomes.append(outcome)
    }
    return .items(outcomes)
  }

  private func write(_ record: SourceRecord, for origin: CallOrigin) async throws(HubSpotTransportError) -> ItemOutcome?
  {
    let filter = ObjectSearch.Filter(RecordProperty.key, .equals(record.key.description))
    let search = ObjectSearch(calls.type, filterGroups: [[filter]], properties: [RecordProperty.key], limit: 1)
    guard let found = try await calls.send(.searchObjects(search), RecordLabel.search, for: origin) else { return nil }
    guard case .page(let page) = found.body else { return .failed(reason: found.reason) }
    if let object = page.objects.first { return try await update(object.id, record, for: origin) }
    let create = HubSpotCall.createObject(ObjectInput(calls.type, properties: record.properties))
    guard let created = try await calls.send(create, RecordLabel.create, for: origin) else { return nil }
    if case .object(let object) = created.body { return .done(object.id) }
    guard created.status == 409 else { return .failed(reason: created.reason) }
    let query = ObjectQuery(
      calls.type,
      .unique(property: RecordProperty.key, value: record.key.description),
      properties: []
    )
    guard let read = try await calls.send(.readObject(query), RecordLabel.read, for: origin) else { return nil }
    guard case .object(let object) = read.body else { return .failed(reason: read.reason) }
    return try await update(object.id, record, for: origin)
  }

  private func update(
    _ id: ObjectID,
    _ record: SourceRecord,
    for origin: CallOrigin
  ) async throws(HubSpotTransportError) -> ItemOutcome? {
    let update = HubSpotCall.updateObject(ObjectReference(calls.type, id), record.properties)
    guard let reply = try await calls.send(update, RecordLabel.update, for: origin) else { return nil }
    return reply.isSuccess ? .done(id) : .failed(reason: reply.reason)
  }
}
