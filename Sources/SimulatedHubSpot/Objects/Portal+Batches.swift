import HubSpotAPI
import VirtualTime

extension Portal {
  /// All or nothing, unless every input carries a trace id: then each input succeeds or fails by itself.
  mutating func createBatch(_ type: ObjectType, _ inputs: [ObjectInput], at now: VirtualInstant) throws(Rejection)
    -> Reply
  {
    let number = try number(of: type)
    try Self.checkSize(of: inputs.count, atMost: pages.batch)
    for input in inputs where input.type != type {
      guard try self.number(of: input.type) == number else {
        throw .invalid("A batch of \(type) cannot create an object of \(input.type)")
      }
    }
    let isTraced = inputs.allSatisfy { $0.writeTraceID != nil }
    return isTraced
      ? createEach(inputs, number: number, at: now) : try createAll(inputs, number: number, at: now)
  }

  private mutating func createAll(_ inputs: [ObjectInput], number: Int, at now: VirtualInstant) throws(Rejection)
    -> Reply
  {
    var checked: [(values: [String?], targets: [InlineTarget])] = []
    checked.reserveCapacity(inputs.count)
    var taken = UniqueValuesOfBatch(tables[number].layout)
    for input in inputs {
      let values = try tables[number].layout.values(of: input.properties)
      try tables[number].checkUnique(values)
      try taken.take(values)
      checked.append((values, try inlineTargets(of: input, number: number)))
    }
    var objects: [HubSpotObject] = []
    objects.reserveCapacity(inputs.count)
    for (position, object) in checked.enumerated() {
      let row = insert(object.values, object.targets, number: number, at: now)
      objects.append(tables[number].echo(row, inputs[position].properties))
    }
    return Reply(201, .batch(BatchReply(objects: objects)))
  }

  private mutating func createEach(_ inputs: [ObjectInput], number: Int, at now: VirtualInstant) -> Reply {
    var reply = BatchReply(objects: [])
    for input in inputs {
      do throws(Rejection) {
        let values = try tables[number].layout.values(of: input.properties)
        try tables[number].checkUnique(values)
        let row = insert(values, try inlineTargets(of: input, number: number), number: number, at: now)
        var object = tables[number].echo(row, input.properties)
        object.writeTraceID = input.writeTraceID
        reply.objects.append(object)
      } catch {
        reply.errors.append(error.itemError(writeTraceID: input.writeTraceID))
      }
    }
    return Reply(reply.errors.isEmpty ? 201 : 207, .batch(reply))
  }

  /// An id that is asked for twice is answered once. With history a batch may have fewer inputs.
  func readBatch(_ query: BatchQuery) throws(Rejection) -> Reply {
    let number = try number(of: query.type)
    let readsHistory = !query.propertiesWithHistory.isEmpty
    try Self.checkSize(of: query.ids.count, atMost: readsHistory ? pages.batchWithHistory : pages.batch)
    var histories = try tables[number].histories(of: query.ids, query.propertiesWithHistory)
    let fields = tables[number].requestedFields(query.properties)
    var reply = BatchReply(objects: [])
    reply.objects.reserveCapacity(query.ids.count)
    var missing: [String] = []
    var seen: Set<ObjectID> = []
    for id in query.ids where seen.insert(id).inserted {
      do throws(Rejection) {
        let row = try tables[number].liveRow(id)
        let object = tables[number].rows[row]
        var found = tables[number].object(row, values: object.values, updatedAt: object.updatedAt, fields: fields)
        found.histories = histories.removeValue(forKey: id) ?? []
        reply.objects.append(found)
      } catch {
        missing.append(id.description)
      }
    }
    reply.reportMissing(missing)
    return Reply(missing.isEmpty ? 200 : 207, .batch(reply))
  }

  /// Each input succeeds or fails by itself, as far as ids and unique values go; an input that is not valid refuses
  /// the batch, and so does an id that comes twice.
  mutating func updateBatch(_ type: ObjectType, _ updates: [ObjectUpdate], at now: VirtualInstant) throws(Rejection)
    -> Reply
  {
    let number = try number(of: type)
    try Self.checkSize(of: updates.count, atMost: pages.batch)
    var seen: Set<ObjectID> = []
    var assignments: [[Assignment]] = []
    for update in updates {
      guard seen.insert(update.id).inserted else { throw .invalid("The id \(update.id) comes twice in the batch") }
      assignments.append(try tables[number].layout.assignments(of: update.properties))
    }
    var reply = BatchReply(objects: [])
    var missing: [String] = []
    for (position, update) in updates.enumerated() {
      do throws(Rejection) {
        let row = try tables[number].liveRow(update.id)
        try tables[number].checkUnique(assignments[position], for: row)
        tables[number].change(row, assignments[position], at: now)
        reply.objects.append(tables[number].echo(row, update.properties))
      } catch {
        if error.status == 404 { missing.append(update.id.description) } else { reply.errors.append(error.itemError()) }
      }
    }
    reply.reportMissing(missing)
    return Reply(reply.errors.isEmpty ? 200 : 207, .batch(reply))
  }

  /// Each input succeeds or fails by itself where another unique property is taken; an input that is not valid refuses
  /// the batch, and so does a value that comes twice.
  mutating func upsertBatch(
    _ type: ObjectType,
    idProperty: String,
    _ inputs: [UpsertInput],
    at now: VirtualInstant
  ) throws(Rejection) -> Reply {
    let number = try number(of: type)
    try Self.checkSize(of: inputs.count, atMost: pages.batch)
    var seen: Set<String> = []
    for input in inputs {
      guard seen.insert(input.uniqueValue).inserted else {
        throw .invalid("The value \(input.uniqueValue) of \(idProperty) comes twice in the batch")
      }
      let known = try tables[number].row(holding: input.uniqueValue, of: idProperty)
      // Both check the properties; a new object also needs the required ones.
      if known == nil {
        _ = try tables[number].layout.values(of: [Property(idProperty, input.uniqueValue)] + input.properties)
      } else {
        _ = try tables[number].layout.assignments(of: input.properties)
      }
    }
    var reply = BatchReply(objects: [])
    for input in inputs {
      do throws(Rejection) {
        reply.objects.append(try upsert(input, idProperty: idProperty, number: number, at: now))
      } catch {
        reply.errors.append(error.itemError())
      }
    }
    return Reply(reply.errors.isEmpty ? 200 : 207, .batch(reply))
  }

  private mutating func upsert(
    _ input: UpsertInput,
    idProperty: String,
    number: Int,
    at now: VirtualInstant
  ) throws(Rejection) -> HubSpotObject {
    if let row = try tables[number].row(holding: input.uniqueValue, of: idProperty) {
      let assignments = try tables[number].layout.assignments(of: input.properties)
      try tables[number].checkUnique(assignments, for: row)
      tables[number].change(row, assignments, at: now)
      return tables[number].echo(row, input.properties)
    }
    // The unique value first: properties that name it again win, as in a create.
    let properties = [Property(idProperty, input.uniqueValue)] + input.properties.filter { $0.name != idProperty }
    let values = try tables[number].layout.values(of: properties)
    try tables[number].checkUnique(values)
    let row = insert(values, [], number: number, at: now)
    return tables[number].echo(row, properties)
  }

  /// Ids that do not exist are passed over.
  mutating func archiveBatch(_ type: ObjectType, _ ids: [ObjectID], at now: VirtualInstant) throws(Rejection) -> Reply {
    let number = try number(of: type)
    try Self.checkSize(of: ids.count, atMost: pages.batch)
    for id in ids { archiveIfLive(id, number: number, at: now) }
    return Reply(204, .empty)
  }
}

extension BatchReply {
  /// One error for all ids that do not exist, as HubSpot reports them.
  fileprivate mutating func reportMissing(_ ids: [String]) {
    guard !ids.isEmpty else { return }
    let message = "Could not get some objects, they may be deleted or not exist. Check that ids are valid."
    errors.append(ItemError(category: "OBJECT_NOT_FOUND", message: message, ids: ids))
  }
}

/// The unique values within one batch create, none of which may come twice.
private struct UniqueValuesOfBatch {
  private let layout: TypeLayout
  private var taken: [Set<String>]

  init(_ layout: TypeLayout) {
    self.layout = layout
    taken = Array(repeating: [], count: layout.uniqueSlots.count)
  }

  mutating func take(_ values: [String?]) throws(Rejection) {
    for (position, slot) in layout.uniqueSlots.enumerated() {
      guard let value = values[slot] else { continue }
      guard taken[position].insert(value).inserted else {
        throw Rejection(
          status: 409,
          category: "CONFLICT",
          message:
            "\(layout.singular) already exists: \(layout.properties[slot].name) \(value) comes twice in the batch"
        )
      }
    }
  }
}
