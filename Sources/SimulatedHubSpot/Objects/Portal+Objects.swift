import HubSpotAPI
import VirtualTime

extension Portal {
  /// An association that a new object is created with, found to be possible.
  struct InlineTarget {
    let kind: AssociationTable.Kind
    let number: Int
    let row: Int
  }

  mutating func create(_ input: ObjectInput, at now: VirtualInstant) throws(Rejection) -> Reply {
    let number = try number(of: input.type)
    let values = try tables[number].layout.values(of: input.properties)
    try tables[number].checkUnique(values)
    let targets = try inlineTargets(of: input, number: number)
    let row = insert(values, targets, number: number, at: now)
    return Reply(201, .object(tables[number].echo(row, input.properties)))
  }

  func read(_ query: ObjectQuery) throws(Rejection) -> Reply {
    let number = try number(of: query.type)
    let row: Int
    switch query.key {
    case .id(let id): row = try tables[number].liveRow(id)
    case .unique(let property, let value):
      guard let found = try tables[number].row(holding: value, of: property) else { throw .notFound(value) }
      row = found
    }
    return Reply(200, .object(tables[number].object(row, requesting: query.properties)))
  }

  mutating func update(_ reference: ObjectReference, _ properties: [Property], at now: VirtualInstant) throws(Rejection)
    -> Reply
  {
    let number = try number(of: reference.type)
    let row = try tables[number].liveRow(reference.id)
    let assignments = try tables[number].layout.assignments(of: properties)
    try tables[number].checkUnique(assignments, for: row)
    tables[number].change(row, assignments, at: now)
    return Reply(200, .object(tables[number].echo(row, properties)))
  }

  mutating func archive(_ reference: ObjectReference, at now: VirtualInstant) throws(Rejection) -> Reply {
    let number = try number(of: reference.type)
    guard tables[number].hasExisted(reference.id) else { throw .notFound(reference.id.description) }
    archiveIfLive(reference.id, number: number, at: now)
    return Reply(204, .empty)
  }

  mutating func archiveIfLive(_ id: ObjectID, number: Int, at now: VirtualInstant) {
    let row = tables[number].layout.row(of: id)
    guard tables[number].rows.indices.contains(row), !tables[number].rows[row].isArchived else { return }
    tables[number].archive(row, at: now)
  }

  /// Adds an object that has been checked, with its associations.
  mutating func insert(
    _ values: [String?],
    _ targets: [InlineTarget],
    number: Int,
    at now: VirtualInstant,
    isIndexed: Bool = false
  ) -> Int {
    let row = tables[number].insert(values, at: now, isIndexed: isIndexed)
    for target in targets {
      associations.add(target.kind, from: number, row: row, to: target.number, row: target.row, at: now)
    }
    return row
  }

  /// - Throws: a 400 for an association type that the schema does not have, a 404 for a far end that does not exist
  ///   (which of the two HubSpot answers to the latter is not known).
  func inlineTargets(of input: ObjectInput, number: Int) throws(Rejection) -> [InlineTarget] {
    guard !input.associations.isEmpty else { return [] }
    var targets: [InlineTarget] = []
    for association in input.associations {
      let far = try self.number(of: association.to.type)
      let kind = try kind(association.typeID, from: number, to: far)
      targets.append(InlineTarget(kind: kind, number: far, row: try tables[far].liveRow(association.to.id)))
    }
    return targets
  }

  func kind(_ typeID: Int?, from: Int, to: Int) throws(Rejection) -> AssociationTable.Kind {
    guard let kind = associations.kind(typeID, from: from, to: to) else {
      let types = "\(tables[from].layout.type) to \(tables[to].layout.type)"
      throw .invalid("No association type \(typeID.map { "\($0) " } ?? "")is defined from \(types)")
    }
    return kind
  }
}
